/** Work that goes on by itself. What it needs is closed only when all of it has ended. */
export interface Background {
  /** Lets work go on. It must not reject: nobody hears of it. */
  add(work: Promise<void>): void;
  /** Resolves when there is no such work any more. */
  ended(): Promise<void>;
}

export function createBackground(): Background {
  const underWay = new Set<Promise<void>>();
  return {
    add(work) {
      const ended = work.finally(() => underWay.delete(ended));
      underWay.add(ended);
    },
    async ended() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
