import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | null = null;

/**
 * Collects all garbage now, within some 30 ms. By itself V8 does so when a few hundred megabytes have gathered: too late
 * where a text that takes tens of megabytes has just been let go of, and the next one is about to come. Where V8 does
 * not show its collector, this does nothing.
 */
export function collectGarbage(): void {
  collect ??= findCollector();
  collect();
}

/** Makes the function that is told how much was made garbage: it collects whenever that comes to `bytes`, but for the first `free`. */
export function collectEvery(bytes: number, free: number): (made: number) => void {
  let gathered = bytes - free;
  return (made) => {
    gathered += made;
    if (gathered < bytes) return;
    gathered = 0;
    collectGarbage();
  };
}

function findCollector(): () => void {
  // Only contexts that are made after this have it.
  setFlagsFromString('--expose-gc');
  const found: unknown = runInNewContext('globalThis.gc');
  return typeof found === 'function' ? () => void found() : () => {};
}
