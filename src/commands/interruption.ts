/** Ctrl-C and SIGTERM: the first asks to stop, the second is obeyed at once. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** 130 or 143 once interrupted; null before. */
  exitCode(): number | null;
}

const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** Listens for both signals. `exitNow` is called by the second. */
export function listenForSignals(exitNow: (code: number) => void): Interruption {
  const controller = new AbortController();
  let code: number | null = null;
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (code !== null) return exitNow(exitCodes[name]);
      code = exitCodes[name];
      controller.abort();
    });
  }
  return { signal: controller.signal, exitCode: () => code };
}
