const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** Ctrl-C and SIGTERM: the first asks to stop, the second is obeyed at once. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** 130 or 143 once interrupted; null before. */
  exitCode(): number | null;
  /** Somebody has asked to stop, by a signal or at the keyboard. */
  interrupt(name: keyof typeof exitCodes): void;
}

/** `exitNow` is called by the second interruption. */
export function createInterruption(exitNow: (code: number) => void): Interruption {
  const controller = new AbortController();
  let code: number | null = null;
  return {
    signal: controller.signal,
    exitCode: () => code,
    interrupt(name) {
      if (code !== null) return exitNow(exitCodes[name]);
      code = exitCodes[name];
      controller.abort();
    },
  };
}
