import type { Line } from './line.js';

export type Endpoint = 'put' | 'get' | 'list' | 'other';

/** One arrival at the proxy, and what became of it. */
export interface Passage {
  /** 1 for the first. */
  readonly seq: number;
  /** Arrival of its first bytes (performance.now, ms). */
  readonly at: number;
  readonly endpoint: Endpoint;
  /** The number of the connection that it came on. */
  readonly line: number;
  /** The contact that it is about. */
  readonly subject: string;
  readonly sign: string;
  /** Unix seconds as signed; NaN when there are none. */
  readonly timestamp: number;
  /** What had held up this process just before, in ms. */
  readonly lagMs: number;
  /** What it was to meet, by the dice. */
  readonly fault: string | null;
  /** What an earlier fault on its connection, or a client that left, has done to it. */
  struckBy: string | null;
  readonly events: { readonly at: number; readonly what: string }[];
}

/** A call under way, in the hands of a fault. */
export interface Call {
  readonly endpoint: Endpoint;
  readonly subject: string;
  readonly line: Line;
  /** The dice of this call: the same for the same seed, endpoint, contact and number of the call. */
  readonly random: () => number;
  /** The program's `api.timeout`. */
  readonly timeoutMs: number;
  /** Up to when the server may get what is held back, in ms from the arrival. */
  readonly latestMs: number;
  /** The same for what lies in a connection that has not been reset. */
  readonly releaseMs: number;
  /** Resolves when its body is there. */
  whole(): Promise<Buffer>;
  /** Delivers the request; gives the server's answer. */
  deliver(): Promise<Buffer>;
  /** Has something done in so many ms, and the proxy busy until then. */
  later(ms: number, action: () => unknown): void;
  /** Delivers it, its answer lost, in so many ms; not at all when it is too late by then: this machine may be slow. */
  deliverLater(ms: number): void;
  /** Whether the program's deadline is over, or may be. */
  isTooLate(): boolean;
  /** Nobody can connect for so many ms. */
  refuseConnections(ms: number): void;
  note(what: string): void;
}

/** What a fault does with a call. */
export type Fault = (call: Call) => Promise<void> | void;

/** A number from `min` up to `max`, by the dice of a call. */
export const between = ({ random }: Pick<Call, 'random'>, min: number, max: number): number =>
  min + random() * (max - min);

/** How late a request comes that is held back: mostly as late as may be, since there is most that it can overtake. */
export const lateMs = (call: Pick<Call, 'random' | 'latestMs'>): number =>
  between(call, 20, call.latestMs) ** 0.5 * call.latestMs ** 0.5;

/** One of several, by the dice of a call. */
export function oneOf<Item>({ random }: Pick<Call, 'random'>, items: readonly [Item, ...Item[]]): Item {
  return items[Math.floor(random() * items.length)] ?? items[0];
}

/** The answer of the server to the call, as it should be. */
export async function passOn(call: Call): Promise<Buffer> {
  const answer = await call.deliver();
  await call.line.write(answer);
  return answer;
}

/** Its answer will be lost: the server gets it at once, or late, or never. */
export async function deliverSomehow(call: Call): Promise<void> {
  const when = oneOf(call, ['now', 'now', 'late', 'never']);
  if (when === 'now') await call.deliver();
  if (when === 'late') call.deliverLater(lateMs(call));
  if (when === 'never') call.note('never delivered');
}
