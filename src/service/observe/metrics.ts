import type { Rate } from '../../job/job.js';
import { RunError } from '../../messages/run-error.js';
import { type Outcome, outcomeOfRun } from '../../report/run-outcome.js';
import { isCompleted } from '../../report/run-state.js';
import type { RowCounts, Summary } from '../../report/summary.js';
import type { Call } from '../../wefeng/client.js';
import type { Endpoint } from '../../wefeng/endpoint.js';
import type { RunEnd } from '../clock/trigger.js';
import {
  beginAccount,
  beginJob,
  defineMetrics,
  endedStatuses,
  type MetricDefinitions,
  removeJob,
  type runOutcomes,
  type triggerOutcomes,
} from './metric-definitions.js';
import { createQuotaWindow, type QuotaWindow } from './quota-window.js';

type TriggerOutcome = (typeof triggerOutcomes)[number];
type RunOutcome = (typeof runOutcomes)[number];

/** What a monitoring system is told of the service. Jobs are named as in their files. */
export interface Metrics {
  /** An attempt has ended; `account` is its name in the job, `rate` the job's for its endpoint. */
  noteCall(account: string | null, call: Call, rate: Rate): void;
  /** A run has ended. The rows of one that stopped and is resumed later in this process are counted once. */
  noteEnd(job: string, end: RunEnd['end']): void;
  noteTrigger(job: string, outcome: TriggerOutcome): void;
  /** Null where it does not fire again. */
  setNext(job: string, next: Date | null): void;
  setRunning(job: string, running: boolean): void;
  setQueueLength(length: number): void;
  setBrokenFiles(count: number): void;
  /** How many troubles each job has; of a job that is not named none is told. */
  setTroubles(counts: ReadonlyMap<string, number>): void;
  /** A job that is gone takes its series along. To be called when its run has ended. */
  forget(job: string): void;
  /** All of it in the OpenMetrics text format. */
  render(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** The last run of a job that is not done, and those of its rows that were counted. */
type Counted = Map<string, { readonly runId: string; readonly rows: RowCounts }>;

export function createMetrics(): Metrics {
  const series = defineMetrics();
  const counted: Counted = new Map();
  const windows = new Map<string, Map<Endpoint, QuotaWindow>>();
  const jobs = new Set<string>();

  function known(job: string): string {
    if (!jobs.has(job)) beginJob(series, job);
    jobs.add(job);
    return job;
  }

  return {
    noteCall(account, call, rate) {
      const name = account ?? 'default';
      if (!windows.has(name)) beginAccount(series, name);
      series.calls.inc({ account: name, endpoint: call.endpoint, outcome: call.outcome });
      windowOf(windows, name, call.endpoint, rate).note(rate);
    },
    noteEnd(job, end) {
      const outcome = outcomeOf(end);
      if (outcome === null) return;
      const now = Date.now() / 1000;
      series.runs.inc({ job: known(job), outcome });
      series.lastEnd.set({ job }, now);
      if (outcome === 'done') series.lastSuccess.set({ job }, now);
      if (typeof end === 'object' && 'summary' in end) countRows(series, counted, job, end.summary);
    },
    noteTrigger: (job, outcome) => series.triggers.inc({ job: known(job), outcome }),
    setNext(job, next) {
      if (next === null) series.nextTrigger.remove({ job: known(job) });
      else series.nextTrigger.set({ job: known(job) }, next.getTime() / 1000);
    },
    setRunning: (job, running) => series.running.set({ job: known(job) }, Number(running)),
    setQueueLength: (length) => series.queue.set(length),
    setBrokenFiles: (count) => series.brokenFiles.set(count),
    setTroubles(counts) {
      series.troubles.reset();
      for (const [job, count] of counts) series.troubles.set({ job }, count);
    },
    forget(job) {
      removeJob(series, job);
      counted.delete(job);
      jobs.delete(job);
    },
    async render() {
      measureQuotas(series, windows);
      return { contentType: series.registry.contentType, text: await series.registry.metrics() };
    },
  };
}

function windowOf(
  windows: Map<string, Map<Endpoint, QuotaWindow>>,
  account: string,
  endpoint: Endpoint,
  rate: Rate,
): QuotaWindow {
  const ofAccount = windows.get(account) ?? new Map<Endpoint, QuotaWindow>();
  const window = ofAccount.get(endpoint) ?? createQuotaWindow(rate);
  windows.set(account, ofAccount.set(endpoint, window));
  return window;
}

/** By the classes of the exit codes; null where the service was stopped before there was a run. */
export function outcomeOf(end: RunEnd['end']): RunOutcome | null {
  if (end instanceof RunError) return end.ending;
  if (typeof end === 'object') return named[outcomeOfRun(end.summary)];
  return ({ tooLate: 'busy', unforeseen: 'failed', stopped: null } as const)[end];
}

/** A run that was to send and ended as a plan was refused, by a limit. */
const named: Readonly<Record<Outcome, RunOutcome>> = {
  done: 'done',
  incomplete: 'problems',
  stopped: 'stopped',
  interrupted: 'interrupted',
  planned: 'refused',
  held: 'refused',
  declined: 'refused',
  passed: 'refused',
  faulty: 'refused',
};

function countRows(series: MetricDefinitions, counted: Counted, job: string, summary: Summary): void {
  const { runId, rows } = summary;
  const before = counted.get(job);
  const known = before?.runId === runId ? before.rows : null;
  // A row that was in doubt may have ended otherwise since: a counter does not go back.
  for (const status of endedStatuses) {
    series.rows.inc({ job, status }, Math.max(0, rows[status] - (known?.[status] ?? 0)));
  }
  series.pendingRows.set({ job }, rows.pending);
  if (isCompleted(summary)) counted.delete(job);
  else counted.set(job, { runId, rows });
}

function measureQuotas(
  series: MetricDefinitions,
  windows: ReadonlyMap<string, ReadonlyMap<Endpoint, QuotaWindow>>,
): void {
  for (const [account, ofAccount] of windows) {
    for (const [endpoint, window] of ofAccount) {
      const { limit, perMs } = window.rate();
      series.quotaUsed.set({ account, endpoint }, window.used());
      series.quotaLimit.set({ account, endpoint }, limit);
      series.quotaWindow.set({ account, endpoint }, perMs / 1000);
    }
  }
}
