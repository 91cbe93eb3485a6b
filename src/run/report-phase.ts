import { join, resolve } from 'node:path';
import type { Finding } from '../contact/findings/finding.js';
import { headerKey } from '../contact/map-row.js';
import { columnsOf } from '../contact/mapping.js';
import type { RowResult, RowStatus } from '../contact/row.js';
import { showValue } from '../contact/show-value.js';
import { toJob } from '../job/job.js';
import { type Message, message, wordMessage } from '../messages/message.js';
import { stop } from '../messages/run-error.js';
import { failedHeader, isFailed, type Layout, writeFailed } from '../report/failed-rows.js';
import { countReasons, listReasons, type Reason, type Reasons } from '../report/reasons.js';
import { createReportFile, orDiscard } from '../report/report-file.js';
import type { ReportRow } from '../report/report-row.js';
import { resultHeader, writeResults } from '../report/result-rows.js';
import { countRows, type Summary, writeSummary } from '../report/summary.js';
import type { PlanExample } from './plan-summary.js';
import { reasonColumns } from './read-phase.js';
import { openReportPage, pageNameOf, type ReportPage } from './report-page.js';
import type { SettledRow } from './result-store.js';
import type { RunRecord } from './run-record.js';
import type { RunStore } from './run-store.js';

const batchRows = 1000;

export interface RunReport {
  readonly summary: Summary;
  /** What stopped the run, not yet in words: whoever is told of it elsewhere is told without values. */
  readonly stoppedBy: Message | null;
  /** Why rows are not done, the commonest first. */
  readonly reasons: readonly Reason[];
  /** The first rows of the plan, for the one who is to send it. */
  readonly examples: readonly PlanExample[];
  /** What is to be said of the file, the gravest first. */
  readonly findings: readonly Finding[];
}

/**
 * Makes the report files of a run from run.db alone: the same bytes each time. Every row of the file is told of once,
 * and the sum is checked.
 * @throws RunError when the disk is full; the files can be made again at any time
 */
export function reportPhase(folder: string, record: RunRecord, store: RunStore): RunReport {
  try {
    const page = openReportPage(folder, record, store);
    const { summary, reasons } = orDiscard(page, () => {
      const { counts, reasons } = writeRows(folder, record, store, page);
      const summary = summarize(folder, record, store, counts);
      page.finish(summary);
      return { summary, reasons };
    });
    const file = createReportFile(join(folder, 'summary.json'));
    file.write(writeSummary(summary));
    file.finish();
    const { plan, findings, stoppedBy } = record;
    const shown = { examples: plan?.examples ?? [], findings: findings ?? [] };
    return { summary, stoppedBy, reasons: listReasons(reasons), ...shown };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!/^(?:ENOSPC|EDQUOT|EFBIG|EIO|EROFS)$/.test(code ?? '')) throw error;
    throw stop(message('stop.reportDisk', { reason: code ?? '', runId: record.runId }));
  }
}

function writeRows(folder: string, record: RunRecord, store: RunStore, page: Pick<ReportPage, 'add'>) {
  const { lang } = record.jobFile;
  const layout = layoutOf(record);
  const idIndex = record.header.map(headerKey).indexOf(headerKey(record.jobFile.id));
  const report = createReportFile(join(folder, 'report.csv'));
  const failed = createReportFile(join(folder, 'failed.csv'));
  const counts = new Map<RowStatus, number>();
  const reasons: Reasons = new Map();
  try {
    report.write(resultHeader());
    failed.write(failedHeader(layout));
    for (const batch of batches(store.settledRows())) {
      const rows = batch.map((row) => toReportRow(row, idIndex, record));
      for (const { result } of rows) counts.set(result.status, (counts.get(result.status) ?? 0) + 1);
      for (const row of rows.filter(isFailed)) countReasons(reasons, row.result);
      page.add(rows);
      report.write(writeResults(rows, lang));
      failed.write(writeFailed(rows.filter(isFailed), layout, lang));
    }
    checkSum(counts, store);
    report.finish();
    failed.finish();
  } catch (error) {
    report.discard();
    failed.discard();
    throw error;
  }
  return { counts, reasons };
}

/** Every row of the file is told of, or the report does not take its place. */
function checkSum(counts: ReadonlyMap<RowStatus, number>, store: RunStore): void {
  const total = store.countRows();
  const told = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (told !== total) throw new Error(`report of ${told} rows for a file of ${total}`);
}

function* batches(rows: Iterable<SettledRow>): Generator<SettledRow[]> {
  let batch: SettledRow[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < batchRows) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The layout of the file. A last column 原因 that the job does not use is of an import before; any other is data. */
function layoutOf({ header, preamble, delimiter, jobFile, jobPath }: RunRecord): Layout {
  const { mapping } = toJob(jobFile, jobPath);
  const mapped = columnsOf(mapping).map(headerKey);
  const [usual, other] = reasonColumns;
  const place = header.map(headerKey).indexOf(usual);
  const isData = mapped.includes(usual) || (place >= 0 && place < header.length - 1);
  return { header, preamble, delimiter, reasonColumn: isData ? other : usual };
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

function summarize(folder: string, record: RunRecord, store: RunStore, counts: Map<RowStatus, number>): Summary {
  const { runId, command, jobFile, sourcePath, state, startedAt, finishedAt, blankRows, stoppedBy } = record;
  const { rollbackOf, sourceNotes, notes, plan, findings, clock } = record;
  return {
    runId,
    command,
    rollbackOf,
    job: jobFile.name,
    file: sourcePath,
    state,
    startedAt,
    finishedAt,
    rows: countRows(store.countRows(), counts),
    blankRows,
    calls: countCalls(store),
    source: sourceNotes.map((note) => wordMessage(note, jobFile.lang)),
    baseline: notes.map((note) => wordMessage(note, jobFile.lang)),
    plan: plan && { toSend: plan.toSend, clears: plan.clears, fields: plan.fields },
    findings: (findings ?? []).map(({ column, code, count, rows }) => ({ column, code, count, rows })),
    clock,
    stoppedBy: stoppedBy && { code: stoppedBy.code, message: wordMessage(stoppedBy, jobFile.lang) },
    files: {
      folder: resolve(folder),
      report: resolve(folder, 'report.csv'),
      failed: resolve(folder, 'failed.csv'),
      page: resolve(folder, pageNameOf(record)),
    },
  };
}

function countCalls(store: RunStore): Summary['calls'] {
  const calls = store.countCalls();
  const sum = (wanted: (call: (typeof calls)[number]) => boolean) =>
    calls.filter(wanted).reduce((total, { count }) => total + count, 0);
  return {
    put: sum(({ endpoint }) => endpoint === 'put'),
    get: sum(({ endpoint }) => endpoint === 'get'),
    list: sum(({ endpoint }) => endpoint === 'list'),
    // A call that met a 429 was no attempt; it counts there alone.
    retries: sum(({ isRetry, outcome }) => isRetry && outcome !== 'rateLimited'),
    rateLimited: sum(({ outcome }) => outcome === 'rateLimited'),
  };
}
