import { headerKey } from '../contact/map-row.js';
import type { RowResult } from '../contact/row.js';
import { showValue } from '../contact/show-value.js';
import { message } from '../messages/message.js';
import type { ReportRow } from '../report/report-row.js';
import type { SettledRow } from './result-store.js';
import type { RunRecord } from './run-record.js';
import type { RunStore } from './run-store.js';

const batchRows = 1000;

/** Every row of the file with how it ended, batch by batch. */
export const reportRows = (store: RunStore, record: RunRecord): Generator<ReportRow[]> =>
  toReportRows(store.settledRows(), record);

/** Those of them that have changed something, or are to. */
export const changingRows = (store: RunStore, record: RunRecord): Generator<ReportRow[]> =>
  toReportRows(store.changingRows(), record);

function* toReportRows(rows: Iterable<SettledRow>, record: RunRecord): Generator<ReportRow[]> {
  const idIndex = record.header.map(headerKey).indexOf(headerKey(record.jobFile.id));
  for (const batch of batches(rows)) yield batch.map((row) => toReportRow(row, idIndex, record));
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

function toReportRow(row: SettledRow, idIndex: number, record: RunRecord): ReportRow {
  const { cells, result } = row;
  const contact = showValue(cells[idIndex] ?? '', 200);
  return { contact, cells, result: result ?? withoutResult(row, record) };
}

/** A row without a result was never tried; or the run ended while it was being sent, and nobody knows. */
function withoutResult({ row, intended, planned }: SettledRow, { command, begun, plan }: RunRecord): RowResult {
  const isPlan = plan !== null && !begun;
  const code = intended
    ? 'send.unsettled'
    : command === 'check'
      ? 'row.checked'
      : isPlan
        ? 'row.planned'
        : 'row.pending';
  return {
    row,
    status: intended ? 'unknown' : 'pending',
    problems: [{ column: null, reason: message(code) }],
    changes: planned ?? [],
    attempts: 0,
    durationMs: 0,
    finishedAt: null,
  };
}
