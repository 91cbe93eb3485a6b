import type { RowResult } from '../../contact/row.js';
import { isDoubtful, mayHaveWritten, type RowStatus, rowStatuses } from '../../contact/row-status.js';
import type { Call } from '../../wefeng/client.js';
import type { SettledRow, StoredPlan, UnsettledRow } from '../run-data.js';
import type { RunCommands, RunQueries } from '../run-store.js';
import { toRawEntry } from './contact-store.js';
import { readPages } from './database.js';
import { query } from './query.js';
import { byRow, type RawRow, rawColumns, toRow } from './row-store.js';
import type { SealedStore } from './sealed/sealed-store.js';
import type { RecordOf } from './tables.js';

/** Plans, intents, results and calls go in. */
export function writeResults(store: SealedStore): Pick<RunCommands, 'clearPlan' | 'commit'> {
  const tables = {
    baseline: store.table('baseline'),
    planned: store.table('planned'),
    intents: store.table('intents'),
    results: store.table('results'),
    calls: store.table('calls'),
  };
  let lastCall = query<{ seq: number | null }>(store.db, 'SELECT MAX(seq) AS seq FROM calls').single().seq ?? 0;
  return {
    clearPlan: () =>
      store.write(() => {
        tables.results.clear();
        tables.planned.clear();
      }),
    commit({ contacts = [], planned = [], intents = [], withdrawn = [], results = [], calls = [] }) {
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
  };
}

/** The statuses of a kind, for SQL. */
const listOf = (is: (status: RowStatus) => boolean): string =>
  rowStatuses
    .filter(is)
    .map((status) => `'${status}'`)
    .join(', ');

type ResultQueries = Pick<
  RunQueries,
  'earlierUnknown' | 'laterWritten' | 'statusOf' | 'isIntended' | 'countStatuses' | 'countChanging' | 'countCalls'
>;

/** What became of single rows, and how many there are of each kind. */
export function readResults({ db }: SealedStore): ResultQueries {
  const selectEarlierUnknown = query<RowNumber>(
    db,
    `SELECT rows.row AS row FROM rows JOIN results USING (row)
      WHERE contact = ? AND rows.row < ? AND status IN (${listOf(isDoubtful)}) LIMIT 1`,
  );
  const selectLaterWritten = query<RowNumber>(
    db,
    `SELECT rows.row AS row FROM rows JOIN results USING (row)
      WHERE contact = ? AND rows.row > ? AND status IN (${listOf(mayHaveWritten)}) ORDER BY rows.row LIMIT 1`,
  );
  const selectStatus = query<{ status: RowStatus }>(db, 'SELECT status FROM results WHERE row = ?');
  const selectIntent = query(db, 'SELECT 1 FROM intents WHERE row = ?');
  const selectStatuses = query<{ status: RowStatus; n: number }>(
    db,
    'SELECT status, COUNT(*) AS n FROM results GROUP BY status',
  );
  const selectChanging = query<{ n: number }>(
    db,
    'SELECT COUNT(DISTINCT contact) AS n FROM planned JOIN rows USING (row)',
  );
  const selectCalls = query<Pick<RawCall, 'endpoint' | 'outcome' | 'isRetry'> & { count: number }>(
    db,
    'SELECT endpoint, outcome, isRetry, COUNT(*) AS count FROM calls GROUP BY endpoint, outcome, isRetry',
  );
  return {
    earlierUnknown: ({ contact, row }) => selectEarlierUnknown.one([contact, row])?.row ?? null,
    laterWritten: ({ contact, row }) => selectLaterWritten.one([contact, row])?.row ?? null,
    statusOf: (row) => selectStatus.one([row])?.status ?? null,
    isIntended: (row) => selectIntent.one([row]) !== undefined,
    countStatuses: () => new Map(selectStatuses.all().map(({ status, n }) => [status, n])),
    countChanging: () => selectChanging.single().n,
    countCalls: () => selectCalls.all().map((call) => ({ ...call, isRetry: call.isRetry === 1 })),
  };
}

interface RowNumber {
  readonly row: number;
}

type PagedQueries = Pick<RunQueries, 'plannedRows' | 'unsettledRows' | 'settledRows' | 'changingRows' | 'callTimes'>;

/** All rows and calls of a kind, page by page. */
export function readPaged(store: SealedStore): PagedQueries {
  const { db } = store;
  const rows = store.table('rows');
  const settled = function* (condition: string): Generator<SettledRow> {
    const sql = `${selectSettled} WHERE rows.row > ? ${condition} ORDER BY rows.row`;
    for (const raw of readPages<RawRow & RawResult, number>(db, sql, byRow)) yield toSettledRow(raw);
  };
  return {
    *unsettledRows(): Generator<UnsettledRow> {
      // A long run reads these hours after it was opened: each is held against its seal once more.
      const sql = `SELECT rows.row AS row, ${rows.sealed} AS record, intents.row AS intent FROM rows
        LEFT JOIN results USING (row) LEFT JOIN intents USING (row)
        WHERE rows.row > ? AND results.row IS NULL ORDER BY rows.row`;
      for (const { record, intent } of readPages<SealedIntent, number>(db, sql, byRow)) {
        yield { ...toRow(rows.open(Buffer.from(record))), intended: intent !== null };
      }
    },
    settledRows: () => settled(''),
    changingRows: () => settled("AND COALESCE(results.changes, planned.changes, '[]') <> '[]'"),
    *plannedRows(): Generator<StoredPlan> {
      const sql = `SELECT planned.row AS row, contact, cells, changes, restores.fields AS restores
        FROM planned JOIN rows USING (row) LEFT JOIN restores USING (row) WHERE planned.row > ? ORDER BY planned.row`;
      yield* readPages<StoredPlan, number>(db, sql, byRow);
    },
    *callTimes(): Generator<Call> {
      const sql = 'SELECT seq, endpoint, isRetry, startedAt, durationUs, outcome FROM calls WHERE seq > ? ORDER BY seq';
      for (const { durationUs, ...raw } of readPages<RawCall, number>(db, sql, { first: 0, keyOf: ({ seq }) => seq }))
        yield { ...raw, durationMs: durationUs / 1000, isRetry: raw.isRetry === 1 };
    },
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
