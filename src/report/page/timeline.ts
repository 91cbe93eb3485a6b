import type { Endpoint } from '../quota.js';
import type { Bucket, Timeline } from './page-data.js';

/** A call as run.db keeps it; never with what was sent. */
export interface CallTime {
  readonly endpoint: Endpoint;
  readonly isRetry: boolean;
  /** Unix time in ms. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly outcome: string;
}

export interface TimelineCounter {
  addCall(call: CallTime): void;
  /** A row that ended, at a Unix time in ms. */
  addRow(finishedAt: number): void;
  /** Null where too little happened to be drawn. */
  timeline(): Timeline | null;
}

type Counts = Omit<{ -readonly [Key in keyof Bucket]: Bucket[Key] }, 'at'>;

const firstStepMs = 1000;
const mostCells = 4096;
const mostBuckets = 120;
/** A gap of more buckets than this is drawn as one of four. */
const longestGap = 12;
/** Fewer calls than this are told by their number alone. */
const fewestCalls = 10;

/** Counts calls and rows by time, with flat memory however long a run was: cells grow as it does. */
export function countTimeline(): TimelineCounter {
  let stepMs = firstStepMs;
  let cells = new Map<number, Counts>();
  const cellAt = (time: number): Counts => {
    if (cells.size >= mostCells && !cells.has(Math.floor(time / stepMs))) {
      cells = inPairs(cells);
      stepMs *= 2;
    }
    const index = Math.floor(time / stepMs);
    const found = cells.get(index) ?? noCounts();
    cells.set(index, found);
    return found;
  };
  return {
    addCall({ endpoint, isRetry, startedAt, outcome }) {
      const cell = cellAt(startedAt);
      cell[endpoint]++;
      if (outcome === 'rateLimited') cell.limited++;
      else if (isRetry) cell.retries++;
    },
    addRow(finishedAt) {
      cellAt(finishedAt).rows++;
    },
    timeline() {
      while (withGaps(cells).length > mostBuckets) {
        cells = inPairs(cells);
        stepMs *= 2;
      }
      const buckets = withGaps(cells).map(([index, counts]) => ({ at: index * stepMs, ...counts }));
      const calls = buckets.reduce((sum, { put, get, list }) => sum + put + get + list, 0);
      return buckets.length < 2 || calls < fewestCalls ? null : { stepMs, buckets };
    },
  };
}

const noCounts = (): Counts => ({ put: 0, get: 0, list: 0, retries: 0, limited: 0, rows: 0 });

/** Cells of twice the length. */
function inPairs(cells: ReadonlyMap<number, Counts>): Map<number, Counts> {
  const wider = new Map<number, Counts>();
  for (const [index, counts] of cells) {
    const pair = Math.floor(index / 2);
    wider.set(pair, add(wider.get(pair) ?? noCounts(), counts));
  }
  return wider;
}

const add = (a: Counts, b: Counts): Counts => ({
  put: a.put + b.put,
  get: a.get + b.get,
  list: a.list + b.list,
  retries: a.retries + b.retries,
  limited: a.limited + b.limited,
  rows: a.rows + b.rows,
});

/** The cells in the order of time, empty ones between them, as long as a gap is not long. */
function withGaps(cells: ReadonlyMap<number, Counts>): (readonly [number, Counts])[] {
  const sorted = [...cells].toSorted(([a], [b]) => a - b);
  return sorted.flatMap(([index, counts], place) => {
    const last = sorted[place - 1]?.[0] ?? index - 1;
    const missing = index - last - 1;
    // Of a long one nothing but its ends.
    const empty =
      missing > longestGap
        ? [last + 1, last + 2, index - 2, index - 1]
        : Array.from({ length: missing }, (_, n) => last + 1 + n);
    return [...empty.map((at) => [at, noCounts()] as const), [index, counts] as const];
  });
}
