import { setTimeout as sleep } from 'node:timers/promises';
import { type Call, type Passage, passOn } from './call.js';
import { openDoor } from './door.js';
import { createDraws, type Shares } from './draws.js';
import { readRequestLine } from './http-bytes.js';
import { type FaultName, faults } from './kinds.js';
import { lagWithin, watchLag } from './lag.js';
import { makeCall, type Surroundings } from './make-call.js';
import { noteArrival } from './passages.js';

export interface ProxySettings {
  /** The base URL of the server behind it. */
  readonly target: string;
  /** Whatever it is: the same gives the same faults. */
  readonly seed: string;
  readonly shares: Shares<FaultName>;
  /** So many calls of one contact, one after another, may meet a fault: the program waits longer after each. */
  readonly mostInARow: number;
  /** The program's `api.timeout`: what is delivered late comes within it. */
  readonly timeoutMs: number;
  /** Up to when a line may stall; beyond `timeoutMs` where the program can still reset it. */
  readonly releaseMs: number;
}

/** A network between the program and the server, with its faults. */
export interface FaultProxy {
  readonly baseUrl: string;
  /** Every arrival, in order. */
  readonly passages: readonly Passage[];
  /** Resolves when nothing is under way any more, late deliveries included. */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a way to the server on which calls meet faults, by the dice. */
export async function startFaultProxy(settings: ProxySettings): Promise<FaultProxy> {
  const { seed, shares, mostInARow, timeoutMs, releaseMs } = settings;
  const target = new URL(settings.target);
  const lag = watchLag();
  const draw = createDraws(seed, shares, mostInARow);
  const passages: Passage[] = [];
  const { quiet, keepBusy } = countBusy();
  const surroundings: Surroundings = {
    target,
    timeoutMs,
    releaseMs,
    later: (ms, action) => keepBusy(sleep(ms).then(action)),
    refuseConnections(ms) {
      door.shut();
      keepBusy(sleep(ms).then(door.open));
    },
  };
  const door = await openDoor((incoming) => {
    const arrival = noteArrival(readRequestLine(incoming.head), passages.length + 1, incoming.at, lagWithin(10_000));
    const { fault, random } = draw(arrival.endpoint, arrival.subject);
    const { line } = incoming;
    const passage = { ...arrival, line: line.number, fault, struckBy: line.taint };
    passages.push(passage);
    line.requestBegins();
    return keepBusy(meet(makeCall(passage, incoming, random, surroundings), fault, passage));
  });
  return {
    baseUrl: `http://127.0.0.1:${door.port}${target.pathname}`,
    passages,
    quiet,
    async close() {
      door.close();
      await quiet();
      // It may have been opened once more meanwhile.
      door.close();
      lag.stop();
    },
  };
}

/** Work that is under way; `quiet` resolves when there is none. */
function countBusy() {
  const busy = new Set<Promise<unknown>>();
  return {
    async quiet() {
      while (busy.size > 0) await Promise.all(busy);
    },
    /** Takes work, and never rejects. */
    keepBusy(work: Promise<unknown>): Promise<void> {
      const over = work.then(
        () => void busy.delete(over),
        () => void busy.delete(over),
      );
      busy.add(over);
      return over;
    },
  };
}

/** Has a call meet its fault. */
async function meet(call: Call, fault: FaultName | null, passage: Passage): Promise<void> {
  try {
    await (fault ? faults[fault] : passOn)(call);
  } catch (error) {
    // The program has left within its request, or the test is over.
    call.note(String(error));
    call.line.close();
  }
  if (call.line.left() !== null) passage.struckBy ??= 'left';
}
