import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../checkup/finding.js';
import type { PlanExample } from '../../contact/plan-summary.js';
import type { RowStatus } from '../../contact/row-status.js';
import { formatMessage, type Message, message } from '../../messages/message.js';
import { RunError, stop } from '../../messages/run-error.js';
import { isFailed } from '../../report/csv/failed-rows.js';
import { countReasons, listReasons, type Reason, type Reasons } from '../../report/reasons.js';
import { createReportFile } from '../../report/report-file.js';
import { filesNotMade, filesOf, filesToMake } from '../../report/reports.js';
import { openTogether, type RowFile } from '../../report/row-file.js';
import { isPlanToSend } from '../../report/run-state.js';
import { countRows, type Summary, writeSummary } from '../../report/summary.js';
import { asRunError } from '../../store/disk-error.js';
import type { RunRecord } from '../../store/run-record.js';
import type { RunStore } from '../../store/run-store.js';
import { planChecksum } from '../plan/plan-checksum.js';
import { replacesAll } from '../plan/replaces-all.js';
import { reportBasis } from './report-basis.js';
import { changingRows, reportRows } from './report-rows.js';

export interface RunReport {
  readonly summary: Summary;
  /** Why the run stopped. It is a message and not yet text, because alerts must leave its values out. */
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
 * @throws RunError when the file system does not take them; the files can be made again at any time
 */
export async function reportPhase(folder: string, record: RunRecord, store: RunStore): Promise<RunReport> {
  try {
    const { summary, reasons } = await writeFiles(folder, record, store);
    if (isPlanToSend(record)) discardEarlier(folder, record);
    const file = createReportFile(join(folder, 'summary.json'));
    file.write(writeSummary(summary));
    file.finish();
    const { plan, findings, stoppedBy } = record;
    return { summary, stoppedBy, reasons, examples: plan?.examples ?? [], findings: findings ?? [] };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    // Whatever the file system has against it; a defect of ours is no matter of the disk.
    if (asRunError(error) === null || error instanceof RunError) throw error;
    throw stop(message('stop.reportDisk', { reason: code, runId: record.runId }));
  }
}

/** What was told when the plan had not been made to its end is over. */
function discardEarlier(folder: string, record: RunRecord): void {
  for (const name of filesNotMade(record)) rmSync(join(folder, name), { force: true });
}

async function writeFiles(folder: string, record: RunRecord, store: RunStore) {
  const files = await openTogether(filesToMake(folder, reportBasis(record, store)));
  try {
    const { counts, reasons } = await writeRows(files, record, store);
    const summary = summarize(folder, record, store, counts);
    await files.finish({ summary, reasons, changing: () => changingRows(store, record), calls: store.callTimes });
    return { summary, reasons };
  } catch (error) {
    files.discard();
    throw error;
  }
}

async function writeRows(files: RowFile, record: RunRecord, store: RunStore) {
  const counts = new Map<RowStatus, number>();
  const reasons: Reasons = new Map();
  for (const rows of reportRows(store, record)) {
    for (const { result } of rows) counts.set(result.status, (counts.get(result.status) ?? 0) + 1);
    for (const row of rows.filter(isFailed)) countReasons(reasons, row.result);
    await files.add(rows);
  }
  checkSum(counts, store);
  return { counts, reasons: listReasons(reasons) };
}

/** Every row of the file is told of, or the report does not take its place. */
function checkSum(counts: ReadonlyMap<RowStatus, number>, store: RunStore): void {
  const total = store.countRows();
  const told = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (told !== total) throw new Error(`report of ${told} rows for a file of ${total}`);
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
    source: sourceNotes.map((note) => formatMessage(note, jobFile.lang)),
    baseline: notes.map((note) => formatMessage(note, jobFile.lang)),
    plan: plan && {
      toSend: plan.toSend,
      clears: plan.clears,
      fields: plan.fields,
      checksum: plan.toSend > 0 && command !== 'check' ? (record.planChecksum ?? planChecksum(record, store)) : null,
    },
    replacesAll: replacesAll(record),
    findings: (findings ?? []).map(({ column, code, count, rows }) => ({ column, code, count, rows })),
    clock,
    stoppedBy: stoppedBy && { code: stoppedBy.code, message: formatMessage(stoppedBy, jobFile.lang) },
    files: filesOf(folder, record),
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
