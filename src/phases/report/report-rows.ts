import { headerKey } from '../../contact/map-row.js';
import type { RowResult } from '../../contact/row.js';
import { showValue } from '../../fields/show-value.js';
import { message } from '../../messages/message.js';
import { isFailed } from '../../report/csv/failed-rows.js';
import type { ReportRow } from '../../report/report-row.js';
import { isChecked } from '../../report/run-state.js';
import type { SettledRow } from '../../store/run-data.js';
import type { RunRecord } from '../../store/run-record.js';
import type { RunStore } from '../../store/run-store.js';

const batchRows = 1000;

/** Every row of the file with how it ended, batch by batch. */
export const reportRows = (store: RunStore, record: RunRecord): Generator<ReportRow[]> =>
  toReportRows(store.settledRows(), record, store);

/** Those of them that have changed something, or are to. */
export const changingRows = (store: RunStore, record: RunRecord): Generator<ReportRow[]> =>
  toReportRows(store.changingRows(), record, store);

function* toReportRows(rows: Iterable<SettledRow>, record: RunRecord, store: RunStore): Generator<ReportRow[]> {
  const idIndex = idIndexOf(record);
  for (const batch of batches(rows))
    yield batch.map((row) => withLater(toReportRow(row, idIndex, record), row, record, store));
}

function* batches<Row>(rows: Iterable<Row>): Generator<Row[]> {
  let batch: Row[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < batchRows) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The place of the id among the cells of a row. */
export const idIndexOf = ({ header, jobFile }: RunRecord): number =>
  header.map(headerKey).indexOf(headerKey(jobFile.id));

export function toReportRow(row: SettledRow, idIndex: number, record: RunRecord): ReportRow {
  const { cells, result } = row;
  const contact = showValue(cells[idIndex] ?? '', 200);
  return { contact, cells, result: result ?? withoutResult(row, record) };
}

/** A row that is not done says when a later one of its contact was written: imported again, it would undo that. */
function withLater(told: ReportRow, { contact }: SettledRow, { jobFile }: RunRecord, store: RunStore): ReportRow {
  const { result } = told;
  if (jobFile.duplicates === 'reject' || contact === '' || !isFailed(told)) return told;
  const later = store.laterWritten({ contact, row: result.row });
  if (later === null) return told;
  const problem = { column: null, reason: message('row.laterWritten', { row: later }) };
  return { ...told, result: { ...result, problems: [...result.problems, problem] } };
}

/** A row without a result was never tried; or the run ended while it was being sent, and nobody knows. */
function withoutResult({ row, intended, planned }: SettledRow, record: RunRecord): RowResult {
  return {
    row,
    status: intended ? 'unknown' : 'pending',
    problems: [{ column: null, reason: message(intended ? 'send.unsettled' : whyPending(record)) }],
    changes: planned ?? [],
    attempts: 0,
    durationMs: 0,
    finishedAt: null,
  };
}

function whyPending(record: RunRecord) {
  if (record.command === 'check') return isChecked(record) ? 'row.checked' : 'row.unchecked';
  return record.plan !== null && !record.begun ? 'row.planned' : 'row.pending';
}
