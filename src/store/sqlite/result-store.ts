import type { Change, RowResult } from '../../contact/row.js';
import { isDoubtful, mayHaveWritten, type RowStatus, rowStatuses } from '../../contact/row-status.js';
import type { Call } from '../../wefeng/client.js';
import { type BaselineEntry, toRawEntry } from './contact-store.js';
import { readPages } from './database.js';
import { type RawRow, rawColumns, type StoredRow, toRow } from './row-store.js';
import type { SealedStore } from './sealed/sealed-store.js';
import type { RecordOf } from './tables.js';

export interface UnsettledRow extends StoredRow {
  /** A process before this one was about to send it, and may have. */
  readonly intended: boolean;
}

/** A row with what became of it: no result and no intent means it was never tried. */
export interface SettledRow extends UnsettledRow {
  readonly result: RowResult | null;
  /** What it was planned to change; null for a row that is not to be sent. */
  readonly planned: readonly Change[] | null;
}

interface CallCount {
  readonly endpoint: string;
  readonly outcome: Call['outcome'];
  readonly isRetry: boolean;
  readonly count: number;
}

/** A row of a plan as it is stored: cells, changes and what a rollback restores as JSON. */
interface StoredPlan {
  readonly row: number;
  readonly contact: string;
  readonly cells: string;
  readonly changes: string;
  readonly restores: string | null;
}

export interface PlannedRow {
  readonly row: number;
  readonly changes: readonly Change[];
}

/** What a batch of work has come to. */
export interface Batch {
  readonly contacts?: readonly BaselineEntry[];
  readonly planned?: readonly PlannedRow[];
  readonly intents?: readonly { row: number; at: string }[];
  /** Rows whose intent came to nothing: it is certain that the server did not take them. */
  readonly withdrawn?: readonly number[];
  readonly results?: readonly RowResult[];
  readonly calls?: readonly Call[];
}

/** What is to become of the rows, what became of them, and the calls that were made for them. */
export function storeResults(store: SealedStore) {
  const { db } = store;
  const tables = {
    baseline: store.table('baseline'),
    planned: store.table('planned'),
    intents: store.table('intents'),
    results: store.table('results'),
    calls: store.table('calls'),
  };
  let lastCall = Number(Object.values(db.prepare('SELECT MAX(seq) FROM calls').get([]) as object)[0] ?? 0);
  return {
    clearPlan: () =>
      store.write(() => {
        tables.results.clear();
        tables.planned.clear();
      }),
    /** Writes it all in one transaction. When it returns, an intent can no longer be lost unseen. */
    commit: ({ contacts = [], planned = [], intents = [], withdrawn = [], results = [], calls = [] }: Batch): void => {
      const write = intents.length > 0 ? store.writeMarked : store.write;
      write(() => {
        contacts.forEach((entry) => void tables.baseline.replace(toRawEntry(entry)));
        planned.forEach(({ row, changes }) => void tables.planned.insert({ row, changes: JSON.stringify(changes) }));
        intents.forEach(tables.intents.insertIfNew);
        withdrawn.forEach(tables.intents.remove);
        results.forEach((result) => void tables.results.insert(toRawResult(result)));
        calls.forEach((call) => void tables.calls.insert(toRawCall(call, ++lastCall)));
      });
    },
    ...readResults(store),
  };
}

/** The statuses of a kind, for SQL. */
const listOf = (is: (status: RowStatus) => boolean): string =>
  rowStatuses
    .filter(is)
    .map((status) => `'${status}'`)
    .join(', ');

function readResults(store: SealedStore) {
  const { db } = store;
  const rows = store.table('rows');
  const selectEarlierUnknown = db.prepare(`SELECT rows.row AS row FROM rows JOIN results USING (row)
    WHERE contact = ? AND rows.row < ? AND status IN (${listOf(isDoubtful)}) LIMIT 1`);
  const selectLaterWritten = db.prepare(`SELECT rows.row AS row FROM rows JOIN results USING (row)
    WHERE contact = ? AND rows.row > ? AND status IN (${listOf(mayHaveWritten)}) ORDER BY rows.row LIMIT 1`);
  const selectStatus = db.prepare('SELECT status FROM results WHERE row = ?');
  const selectChanging = db.prepare('SELECT COUNT(DISTINCT contact) AS n FROM planned JOIN rows USING (row)');
  const selectIntent = db.prepare('SELECT 1 FROM intents WHERE row = ?');
  const byRow = ({ row }: RawRow): number => row;
  return {
    /** The row before `row` of the same contact of which nobody knows what it did, if any. */
    earlierUnknown: ({ contact, row }: StoredRow): number | null =>
      (selectEarlierUnknown.get([contact, row]) as { row: number } | undefined)?.row ?? null,
    /** The first row after `row` of the same contact that may have been written, if any. */
    laterWritten: ({ contact, row }: Pick<StoredRow, 'contact' | 'row'>): number | null =>
      (selectLaterWritten.get([contact, row]) as { row: number } | undefined)?.row ?? null,
    statusOf: (row: number): RowStatus | null =>
      (selectStatus.get([row]) as { status: RowStatus } | undefined)?.status ?? null,
    /** The contacts that the rows to be sent are about. */
    countChanging: (): number => (selectChanging.get([]) as { n: number }).n,
    /** Whether a row was about to be sent, and may have been. */
    isIntended: (row: number): boolean => selectIntent.get([row]) !== undefined,
    unsettledRows: function* (): Generator<UnsettledRow> {
      // A long run reads these hours after it was opened: each is held against its seal once more.
      const sql = `SELECT rows.row AS row, ${rows.sealed} AS record, intents.row AS intent FROM rows
        LEFT JOIN results USING (row) LEFT JOIN intents USING (row)
        WHERE rows.row > ? AND results.row IS NULL ORDER BY rows.row`;
      for (const { record, intent } of readPages<SealedIntent, number>(db, sql, 0, ({ row }) => row)) {
        yield { ...toRow(rows.open(Buffer.from(record))), intended: intent !== null };
      }
    },
    settledRows: function* (): Generator<SettledRow> {
      const sql = `${selectSettled} WHERE rows.row > ? ORDER BY rows.row`;
      for (const raw of readPages<RawRow & RawResult, number>(db, sql, 0, byRow)) yield toSettledRow(raw);
    },
    /** Those of the rows that have changed something, or are to. */
    changingRows: function* (): Generator<SettledRow> {
      const sql = `${selectSettled} WHERE rows.row > ? AND COALESCE(results.changes, planned.changes, '[]') <> '[]'
        ORDER BY rows.row`;
      for (const raw of readPages<RawRow & RawResult, number>(db, sql, 0, byRow)) yield toSettledRow(raw);
    },
    /** The rows of the plan, those that have been sent as well. */
    plannedRows: function* (): Generator<StoredPlan> {
      const sql = `SELECT planned.row AS row, contact, cells, changes, restores.fields AS restores
        FROM planned JOIN rows USING (row) LEFT JOIN restores USING (row) WHERE planned.row > ? ORDER BY planned.row`;
      yield* readPages<StoredPlan, number>(db, sql, 0, ({ row }) => row);
    },
    countStatuses: (): Map<RowStatus, number> => {
      const found = db.prepare('SELECT status, COUNT(*) AS n FROM results GROUP BY status').all([]);
      return new Map((found as { status: RowStatus; n: number }[]).map(({ status, n }) => [status, n]));
    },
    /** All calls, in the order in which they were written down. */
    callTimes: function* (): Generator<Call> {
      const sql = 'SELECT seq, endpoint, isRetry, startedAt, durationUs, outcome FROM calls WHERE seq > ? ORDER BY seq';
      for (const { durationUs, ...raw } of readPages<RawCall, number>(db, sql, 0, ({ seq }) => seq))
        yield { ...raw, durationMs: durationUs / 1000, isRetry: raw.isRetry === 1 };
    },
    countCalls: (): CallCount[] =>
      (
        db
          .prepare(
            'SELECT endpoint, outcome, isRetry, COUNT(*) AS count FROM calls GROUP BY endpoint, outcome, isRetry',
          )
          .all([]) as (Omit<CallCount, 'isRetry'> & { isRetry: number })[]
      ).map((call) => ({ ...call, isRetry: call.isRetry === 1 })),
  };
}

type RawCall = Omit<Call, 'isRetry' | 'durationMs'> & Pick<RecordOf<'calls'>, 'seq' | 'isRetry' | 'durationUs'>;

interface SealedIntent extends RawIntent {
  row: number;
  record: ArrayBuffer;
}

const selectSettled = `SELECT ${rawColumns}, intents.row AS intent, planned.changes AS plan,
    status, problems, results.changes AS changes, attempts, durationMs, finishedAt
  FROM rows LEFT JOIN results USING (row) LEFT JOIN intents USING (row) LEFT JOIN planned USING (row)`;

interface RawIntent {
  intent: number | null;
}

interface RawResult extends RawIntent {
  plan: string | null;
  status: RowStatus | null;
  problems: string;
  changes: string;
  attempts: number;
  durationMs: number;
  finishedAt: string | null;
}

/** A row with its result, out of a query of both. */
export function toSettledRow(raw: RawRow & RawResult): SettledRow {
  const { row, status, attempts, durationMs, finishedAt } = raw;
  const [problems, changes] = status === null ? [] : [JSON.parse(raw.problems), JSON.parse(raw.changes)];
  return {
    ...toRow(raw),
    result: status === null ? null : { row, status, problems, changes, attempts, durationMs, finishedAt },
    intended: raw.intent !== null,
    planned: raw.plan === null ? null : JSON.parse(raw.plan),
  };
}

const toRawResult = ({ row, status, problems, changes, attempts, durationMs, finishedAt }: RowResult) => ({
  row,
  status,
  problems: JSON.stringify(problems),
  changes: JSON.stringify(changes),
  attempts,
  durationMs: Math.round(durationMs),
  finishedAt,
});

const toRawCall = ({ endpoint, isRetry, startedAt, durationMs, outcome }: Call, seq: number) => ({
  seq,
  endpoint,
  isRetry: isRetry ? 1 : 0,
  startedAt: Math.round(startedAt),
  durationUs: Math.round(durationMs * 1000),
  outcome,
});
