import { type Columns, findColumns, headerKey } from '../contact/map-row.js';
import type { SourceRow } from '../contact/row.js';
import type { Job } from '../job/job.js';
import { message } from '../messages/message.js';
import { refuse } from '../messages/run-error.js';
import { openSource } from '../source/source.js';
import type { OnProgress } from './progress.js';
import type { StoredRow } from './row-store.js';
import type { RunStore } from './run-store.js';

/** The column that failed.csv adds, and its name where the file has a 原因 of its own. */
export const reasonColumns = ['原因', '导入原因'] as const;

export interface ReadOutcome {
  readonly header: readonly string[];
  readonly delimiter: string;
  readonly blankRows: number;
}

const batchRows = 1000;

/**
 * Reads the whole file into run.db; nothing is sent before its end has been seen. Rows that are blank from end to end
 * are counted, not kept.
 * @throws RunError when the file, its syntax or its header is refused
 */
export async function readPhase(
  sourcePath: string,
  job: Job,
  store: RunStore,
  stopping: AbortSignal,
  onProgress: OnProgress,
): Promise<ReadOutcome> {
  store.clearRows();
  const source = await openSource(sourcePath, job.delimiter);
  const { columns, missing } = findColumns(job.mapping, source.header);
  if (missing.length > 0) throw missingColumns(sourcePath, missing, source.header);
  refuseUnmapped(sourcePath, job, source.header);
  let blankRows = 0;
  let batch: StoredRow[] = [];
  let done = 0;
  for await (const row of source.rows) {
    if (isBlank(row)) blankRows++;
    else batch.push({ ...row, contact: contactOf(row, columns) });
    if (batch.length < batchRows) continue;
    store.addRows(batch);
    done += batch.length;
    batch = [];
    onProgress({ phase: 'read', done, total: null, statuses: new Map(), quota: null });
    stopping.throwIfAborted();
  }
  store.addRows(batch);
  store.indexContacts();
  return { header: source.header, delimiter: source.delimiter, blankRows };
}

/** The contact that a row names, for the search for others; no id where the row or the cell cannot name one. */
function contactOf({ cells }: SourceRow, { width, id }: Pick<Columns, 'width' | 'id'>): string {
  const text = cells.length === width ? (cells[id] ?? '') : '';
  return text.includes('\0') ? '' : text;
}

const isBlank = ({ cells }: SourceRow): boolean => cells.every((cell) => cell === '');

function missingColumns(file: string, missing: string[], header: readonly string[]) {
  const found = header.slice(0, 30).join(', ') + (header.length > 30 ? ', …' : '');
  const params = { file, missing: missing.join(', '), count: header.length, found };
  return refuse(message('source.missingColumns', params));
}

function refuseUnmapped(file: string, job: Job, header: readonly string[]): void {
  if (job.unmapped === 'ignore') return;
  const used = [job.mapping.idColumn, ...reasonColumns, ...job.mapping.fields.map(({ column }) => column)].map(
    headerKey,
  );
  const extra = header.filter((name) => !used.includes(headerKey(name)));
  if (extra.length > 0) throw refuse(message('source.unmapped', { file, columns: extra.join(', ') }));
}
