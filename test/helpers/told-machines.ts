import { setImmediate as breathe } from 'node:timers/promises';
import type { Moment } from '../../src/store/machine-clock.js';
import type { Timing } from '../../src/wefeng/rate-limit.js';

/** Machines whose clocks are told, and the true time, which none of them knows. All times are in ms. */
export interface ToldMachines {
  /** The true time. */
  now(): number;
  /** The clocks of the machine that is used now. */
  readClock(): Moment;
  /** The time of a process on it. What the process waits for ends with the process. */
  startProcess(): Timing;
  /** Lets time pass; what falls due meanwhile is done at its time. */
  pass(ms: number): Promise<void>;
  setClock(byMs: number): void;
  /** Lets time pass without the machine. */
  suspend(ms: number): void;
  boot(downMs: number): void;
  /** From now on, another machine is used, which has been up for as long. */
  move(): void;
}

interface Machine {
  boot: number;
  bootedAt: number;
  wallAheadMs: number;
}

interface Due {
  readonly at: number;
  readonly work: () => void;
}

/** @param hasNames whether the system names its boots */
export function createMachines(hasNames: boolean): ToldMachines {
  // Far from each other, as machines are: the one has been up for a day, the other for an hour.
  const machines: [Machine, Machine] = [
    { boot: 1, bootedAt: -3_600_000, wallAheadMs: 0 },
    { boot: 2, bootedAt: -86_400_000, wallAheadMs: 0 },
  ];
  let boots = 2;
  let trueMs = 0;
  let due: Due[] = [];
  const [used, other] = [() => machines[0], () => machines[1]];
  const monotonicMs = () => trueMs - used().bootedAt;

  function startProcess(): Timing {
    due = [];
    return {
      now: monotonicMs,
      later(ms, work) {
        const entry = { at: monotonicMs() + ms, work };
        due.push(entry);
        return () => {
          due = due.filter((each) => each !== entry);
        };
      },
    };
  }

  return {
    now: () => trueMs,
    readClock: () => ({
      wallMs: 1_900_000_000_000 + trueMs + used().wallAheadMs,
      monotonicMs: monotonicMs(),
      boot: hasNames ? `boot ${used().boot}` : null,
    }),
    startProcess,
    async pass(ms) {
      const end = monotonicMs() + ms;
      await breathe();
      for (;;) {
        const [next] = due.toSorted((a, b) => a.at - b.at);
        const at = Math.min(next?.at ?? end, end);
        trueMs += Math.max(0, at - monotonicMs());
        if (next === undefined || next.at > end) return;
        due = due.filter((each) => each !== next);
        next.work();
        await breathe();
      }
    },
    setClock(byMs) {
      used().wallAheadMs += byMs;
    },
    suspend(ms) {
      trueMs += ms;
      used().bootedAt += ms;
    },
    boot(downMs) {
      trueMs += downMs;
      Object.assign(used(), { boot: ++boots, bootedAt: trueMs });
    },
    move: () => void machines.splice(0, 2, other(), used()),
  };
}
