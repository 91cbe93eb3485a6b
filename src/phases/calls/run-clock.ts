/**
 * Makes the clock by which a run judges how old its readings are: Unix time in ms that never goes back, whatever is done to
 * the machine's clock meanwhile, and that is later than every reading of the processes before.
 * @param latestReadAt when the last of these was made, by their clock; null where there is none
 */
export function createRunClock(latestReadAt: number | null): () => number {
  const start = Math.max(Date.now(), (latestReadAt ?? 0) + 1);
  const startMs = performance.now();
  return () => start + Math.floor(performance.now() - startMs);
}
