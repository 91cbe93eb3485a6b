import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { rowStatuses } from '../contact/row-status.js';
import type { Lang } from '../messages/message.js';
import { idIndexOf, toReportRow } from '../phases/report/report-rows.js';
import { resultHeader, writeResults } from '../report/csv/result-rows.js';
import { createReportFile, orDiscard } from '../report/report-file.js';
import type { ReportRow } from '../report/report-row.js';
import type { SettledRow } from '../store/run-data.js';
import type { RunRecord } from '../store/run-record.js';
import { attach, closeDatabase, type Db, hasTable } from '../store/sqlite/database.js';
import { toSettledRow } from '../store/sqlite/result-store.js';
import { inspectRun } from '../store/sqlite/sealed/inspect-run.js';
import { readRecordIn, toRecord } from '../store/sqlite/sealed/read-record.js';
import { type ReadSingle, rowNumbers, singleReader } from '../store/sqlite/sealed/salvage.js';
import type { TableName } from '../store/sqlite/tables.js';

/** What could be saved of a run whose data is damaged. */
export interface Rescue {
  /** What the run says of itself, where that can be read. */
  readonly record: RunRecord | null;
  readonly path: string;
  /** How many rows are in the file. Where it is none, there is no file. */
  readonly rescued: number;
  /** How many rows are not; null where nobody knows how many there were. */
  readonly lost: number | null;
}

/**
 * Writes `rescued.csv`, with the columns of report.csv: each row of which all is as it was written. A row without a result
 * is in it only where it is certain that it had none. Nothing is written into run.db.
 * @throws the error of SQLite or of the disk where that cannot be done
 */
export async function rescueRun(folder: string): Promise<Rescue> {
  const { chain, whole } = await inspectRun(folder);
  const db = attach(join(folder, 'run.db'), 'ro');
  try {
    const record = recordOrNull(db, folder);
    const path = join(folder, 'rescued.csv');
    const rows = hasTable(db, 'chain') ? rescuedRows(db, record, whole) : [];
    const rescued = await writeRows(path, rows, record?.jobFile.lang ?? 'zh');
    const lost = chain === null ? null : Math.max(0, chain.totals.rows.count - rescued);
    return { record, path, rescued, lost };
  } finally {
    closeDatabase(db);
  }
}

/** What the run says of itself, as far as it can be read. */
function recordOrNull(db: Db, folder: string): RunRecord | null {
  const run = hasTable(db, 'chain') ? singleReader(db)('run', 1) : null;
  if (run !== null) return run === 'broken' ? null : toRecord(run.record);
  try {
    const unsealed = readRecordIn(db, folder);
    return typeof unsealed === 'string' ? null : unsealed;
  } catch {
    return null;
  }
}

const noResult = { status: null, problems: '', changes: '', attempts: 0, durationMs: 0, finishedAt: null };

/** The rows of which all is as it was written. */
function* rescuedRows(db: Db, record: RunRecord | null, whole: ReadonlySet<TableName>): Generator<ReportRow> {
  const read = singleReader(db);
  const idIndex = record === null ? -1 : idIndexOf(record);
  // Where some of them are lost, a row without one may have had it.
  const areAllKnown = record !== null && resultTables.every((table) => whole.has(table));
  for (const number of rowNumbers(db)) {
    const row = readWhole(number, read);
    if (row === null || (row.result === null && !areAllKnown)) continue;
    if (record !== null) yield toReportRow(row, idIndex, record);
    else if (row.result !== null) yield { contact: row.contact, cells: row.cells, result: row.result };
  }
}

const resultTables = ['results', 'intents', 'planned'] as const;

const isWhole = <Found>(found: Found | 'broken'): found is Found => found !== 'broken';

/** A row with what became of it; null where some of it is not as it was written. */
function readWhole(number: number, read: ReadSingle): SettledRow | null {
  const [row, result] = [read('rows', number), read('results', number)];
  const [intent, planned] = [read('intents', number), read('planned', number)];
  if (!isWhole(row) || row === null || !isWhole(result) || !isWhole(intent) || !isWhole(planned)) return null;
  const status = rowStatuses.find((one) => one === result?.status) ?? null;
  const known = { intent: intent && number, plan: planned?.changes ?? null };
  return toSettledRow({ ...row, ...noResult, ...result, ...known, status });
}

const batchRows = 1000;

/** Gives how many rows it has written; without any, there is no file. */
async function writeRows(path: string, rows: Iterable<ReportRow>, lang: Lang): Promise<number> {
  const file = createReportFile(path);
  let count = 0;
  await orDiscard(file, async () => {
    file.write(resultHeader());
    const batch: ReportRow[] = [];
    const flush = () => file.write(writeResults(batch.splice(0), lang));
    for (const row of rows) {
      batch.push(row);
      count++;
      if (batch.length < batchRows) continue;
      flush();
      await breathe();
    }
    flush();
    if (count > 0) file.finish();
    else file.discard();
  });
  return count;
}
