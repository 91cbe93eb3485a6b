const everyMs = 10;
const rememberedMs = 10_000;

let watchers = 0;
let timer: NodeJS.Timeout | undefined;
let due = Number.POSITIVE_INFINITY;
let lags: { readonly at: number; readonly ms: number }[] = [];

/** Watches how far behind this process is, until it is told to stop: it holds proxies and mostly the program, too. */
export function watchLag(): { stop(): void } {
  if (watchers++ === 0) {
    due = performance.now() + everyMs;
    timer = setInterval(look, everyMs);
  }
  return {
    stop() {
      if (--watchers > 0) return;
      clearInterval(timer);
      due = Number.POSITIVE_INFINITY;
    },
  };
}

/** For how long this process has been held up, all in all, within the last so many ms. */
export function lagWithin(pastMs: number): number {
  const now = performance.now();
  const recent = lags.filter(({ at }) => now - at < pastMs);
  return recent.reduce((sum, { ms }) => sum + ms, Math.max(0, now - due));
}

function look(): void {
  const now = performance.now();
  // Timers are coarse: a few ms are nothing.
  if (now > due + 5) lags = [...lags.filter(({ at }) => now - at < rememberedMs), { at: now, ms: now - due }];
  due = now + everyMs;
}
