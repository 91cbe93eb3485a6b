const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

// npm and timeout pass on a signal that the program has had already: nobody presses twice as soon as that.
const onePressMs = 500;

/** Ctrl-C and SIGTERM: the first asks to stop, the second, half a second later or more, is obeyed at once. */
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
  let pressedAt = 0;
  return {
    signal: controller.signal,
    exitCode: () => code,
    interrupt(name) {
      if (code !== null) {
        if (performance.now() - pressedAt >= onePressMs) exitNow(exitCodes[name]);
        return;
      }
      code = exitCodes[name];
      pressedAt = performance.now();
      controller.abort();
    },
  };
}
