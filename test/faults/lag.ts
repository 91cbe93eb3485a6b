/** How far behind this process has been just now: it holds the proxy and mostly the program too, and has two cores at best. */
export interface Lag {
  /** In ms, within the last quarter of a second. */
  recentMs(): number;
  stop(): void;
}

const everyMs = 10;
const rememberedMs = 250;

export function watchLag(): Lag {
  let lags: { at: number; ms: number }[] = [];
  let due = performance.now() + everyMs;
  const timer = setInterval(() => {
    const now = performance.now();
    if (now > due) lags = [...lags.filter(({ at }) => now - at < rememberedMs), { at: now, ms: now - due }];
    due = now + everyMs;
  }, everyMs);
  return {
    recentMs() {
      const now = performance.now();
      const recent = lags.filter(({ at }) => now - at < rememberedMs);
      return recent.reduce((sum, { ms }) => sum + ms, Math.max(0, now - due));
    },
    stop: () => clearInterval(timer),
  };
}
