import type { Socket } from 'node:net';

/** A connection of the program, as the proxy sees it. */
export interface Line {
  readonly number: number;
  /** Resolves once the bytes are out; nothing is written to a line that is closed. */
  write(bytes: Buffer | string): Promise<void>;
  /** Drops it: by a TCP reset, or as one that has ended. */
  reset(): void;
  close(): void;
  /** Ends what the proxy has to say; it still hears. */
  halfClose(): void;
  /** How the program has left it: `fin` may still have bytes on their way, a reset has none. Null while it is there. */
  left(): 'fin' | 'reset' | null;
  isGone(): boolean;
  /** Resolves when the program has left it, or it is closed. */
  readonly gone: Promise<void>;
  /** Done once, when the next request on it has begun to come. */
  onNextRequest(action: () => void): void;
  requestBegins(): void;
  /** The fault that has put a byte too much on the line, or too little: from then on its calls may be met by it, too. */
  taint: string | null;
}

export function openLine(socket: Socket, number: number): Line {
  let left: 'fin' | 'reset' | null = null;
  let next: (() => void)[] = [];
  socket.on('end', () => {
    left ??= 'fin';
  });
  socket.on('error', () => {
    // Whatever goes wrong on a connection to this machine is a reset.
    left = 'reset';
  });
  const gone = new Promise<void>((resolve) => {
    for (const name of ['end', 'error', 'close']) socket.on(name, () => resolve());
  });
  return {
    number,
    write: (bytes) =>
      new Promise((resolve) => {
        if (socket.destroyed || socket.writableEnded) resolve();
        else socket.write(bytes, () => resolve());
      }),
    reset: () => socket.resetAndDestroy(),
    close: () => socket.destroy(),
    halfClose: () => socket.end(),
    left: () => left,
    isGone: () => socket.destroyed || left !== null,
    gone,
    onNextRequest: (action) => next.push(action),
    requestBegins() {
      const due = next;
      next = [];
      for (const action of due) action();
    },
    taint: null,
  };
}
