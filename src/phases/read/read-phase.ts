import { nearestHeaders } from '../../checkup/alike-headers.js';
import { type Columns, contactOf, findColumns, headerKey } from '../../contact/map-row.js';
import type { SourceRow } from '../../contact/row.js';
import { columnsOf, type NamedMapping } from '../../fields/mapping.js';
import type { Job } from '../../job/job.js';
import { type Message, message } from '../../messages/message.js';
import { refuse } from '../../messages/run-error.js';
import { type DateSpellings, openSource, type Source } from '../../source/source.js';
import type { StoredRow } from '../../store/run-data.js';
import type { RunStore } from '../../store/run-store.js';
import type { OnProgress } from '../progress.js';
import type { OpenRun } from '../run-context.js';
import { markMerged } from './mark-merged.js';

/** The column that failed.csv adds, and its name where the file has a 原因 of its own. */
export const reasonColumns = ['原因', '导入原因'] as const;

export interface ReadOutcome {
  readonly header: readonly string[];
  /** What stands above the header. */
  readonly preamble: readonly (readonly string[])[];
  readonly delimiter: string;
  /** The sheet of a workbook; null for any other file. */
  readonly sheet: string | null;
  readonly blankRows: number;
  /** What should be known of how the file was read. */
  readonly sourceNotes: readonly Message[];
}

const batchRows = 1000;

/**
 * Reads the whole file into run.db; nothing is sent before its end has been seen. Rows that are blank from end to end
 * are counted, not kept.
 * @throws RunError when the file, its syntax or its header is refused
 */
export async function readPhase(
  { folder, job, store }: Pick<OpenRun, 'folder' | 'job' | 'store'>,
  sourcePath: string,
  stopping: AbortSignal,
  onProgress: OnProgress,
): Promise<ReadOutcome> {
  store.clearRows();
  const source = await openSource(sourcePath, { ...job.source, dates: dateSpellings(job.mapping) }, folder, stopping);
  try {
    const { columns, missing } = findColumns(job.mapping, source.header);
    if (missing.length > 0) throw missingColumns(sourcePath, missing, source.header);
    refuseUnmapped(sourcePath, job, source.header);
    const { kept, last } = await storeRows(source, columns, store, (done) => {
      onProgress({ phase: 'read', done, total: null, statuses: new Map(), quota: null });
      stopping.throwIfAborted();
    });
    const { headerRow } = job.source;
    // Also those that a sheet leaves out between others.
    const blankRows = (last ?? headerRow) - headerRow - kept;
    const merged = markMerged(source, headerRow, columns, store);
    store.indexContacts();
    const { header, preamble, delimiter, sheet } = source;
    return { header, preamble, delimiter, sheet, blankRows, sourceNotes: [...source.notes(), ...merged] };
  } finally {
    await source.close();
  }
}

/** Stores all rows but those that are blank. Gives how many it has kept, and the number of the last row; null of none. */
async function storeRows(
  { rows }: Source,
  columns: Columns<unknown>,
  store: RunStore,
  onBatch: (done: number) => void,
): Promise<{ kept: number; last: number | null }> {
  let kept = 0;
  let last: number | null = null;
  let batch: StoredRow[] = [];
  for await (const row of rows) {
    last = row.row;
    if (isBlank(row)) continue;
    batch.push({ ...row, contact: contactOf(row, columns) });
    kept++;
    if (batch.length < batchRows) continue;
    store.addRows(batch);
    batch = [];
    onBatch(kept);
  }
  store.addRows(batch);
  return { kept, last };
}

/** In what spellings a column's dates are read, in which those of a sheet are then written; a part of a date has none. */
const dateSpellings = ({ fields }: NamedMapping): DateSpellings =>
  new Map(
    fields.flatMap(({ columns: [column = '', ...others], format }) =>
      format === undefined || others.length > 0 ? [] : [[headerKey(column), format]],
    ),
  );

const isBlank = ({ cells }: SourceRow): boolean => cells.every((cell) => cell === '');

function missingColumns(file: string, missing: string[], header: readonly string[]) {
  const found = header.slice(0, 30).join(', ') + (header.length > 30 ? ', …' : '');
  const params = { file, missing: missing.join(', '), count: header.length, found };
  const details = nearestHeaders(missing, header).map(({ missing: where, nearest, meant }) => ({
    where,
    why:
      meant === null
        ? message('source.nearestHeader', { nearest })
        : message('source.garbledHeader', { nearest, meant }),
  }));
  return refuse(message('source.missingColumns', params), details);
}

function refuseUnmapped(file: string, job: Job, header: readonly string[]): void {
  if (job.unmapped === 'ignore') return;
  // A column without a name is blank, or the file is refused.
  const used = ['', ...columnsOf(job.mapping), ...reasonColumns].map(headerKey);
  const extra = header.filter((name) => !used.includes(headerKey(name)));
  if (extra.length > 0) throw refuse(message('source.unmapped', { file, columns: extra.join(', ') }));
}
