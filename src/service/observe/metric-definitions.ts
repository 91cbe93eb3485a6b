import { Counter, Gauge, type OpenMetricsContentType, Registry } from 'prom-client';
import { isUntried, rowStatuses } from '../../contact/row-status.js';
import type { Call } from '../../wefeng/client.js';
import { endpoints } from '../../wefeng/endpoint.js';

/** How the run of a trigger ended: as its exit code tells it, or by a defect. */
export const runOutcomes = ['done', 'problems', 'refused', 'stopped', 'busy', 'interrupted', 'failed'] as const;

/** What became of a trigger; those that were missed while the service was away are one, caught up or skipped. */
export const triggerOutcomes = ['fired', 'overlapped', 'caughtUp', 'skipped'] as const;

/** With which rows end. */
export const endedStatuses = rowStatuses.filter((status) => !isUntried(status));

const callOutcomes = [
  'accepted',
  'refused',
  'retry',
  'rateLimited',
  'unreachable',
  'stop',
] as const satisfies readonly Call['outcome'][];

/** What is measured. A label is the name of a job or an account, or a word of the program: never a value of a customer. */
export type MetricDefinitions = ReturnType<typeof defineMetrics>;

const prefix = 'wefeng_import_';

/** Makes the series, in a registry of their own. */
export function defineMetrics() {
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  const common = { registers: [registry] };
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ ...common, name: `${prefix}${name}_total`, help, labelNames });
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Gauge({ ...common, name: `${prefix}${name}`, help, labelNames });
  const ofAccount = ['account', 'endpoint'] as const;
  return {
    registry,
    rows: counter('rows', 'Rows of files that have ended, by how.', ['job', 'status']),
    pendingRows: gauge('pending_rows', 'Rows that the last run of the job left for a resume.', ['job']),
    runs: counter('runs', 'Runs that have ended, by how.', ['job', 'outcome']),
    lastSuccess: gauge(
      'last_success_timestamp_seconds',
      'When a run of the job last ended with every row updated or unchanged (Unix time).',
      ['job'],
    ),
    lastEnd: gauge('last_end_timestamp_seconds', 'When a run of the job last ended, however (Unix time).', ['job']),
    nextTrigger: gauge('next_firing_timestamp_seconds', 'When the job fires next (Unix time).', ['job']),
    troubles: gauge('troubles', 'What of the job is not settled: it waits for a person, or for another try.', ['job']),
    running: gauge('running', 'Whether a run of the job is under way: 1 or 0.', ['job']),
    triggers: counter('firings', 'Firings of the job, by what became of them.', ['job', 'outcome']),
    queue: gauge('queued_firings', 'Triggers that wait for their account.', []),
    brokenFiles: gauge('broken_job_files', 'Job files that cannot be taken as they are now.', []),
    calls: counter('calls', 'Calls of the API that have ended, each attempt, by how.', [...ofAccount, 'outcome']),
    quotaUsed: gauge('quota_used_calls', 'Calls of this process that weigh on the quota now.', ofAccount),
    quotaLimit: gauge('quota_limit_calls', 'Calls that the job allows within a window of the quota.', ofAccount),
    quotaWindow: gauge('quota_window_seconds', 'How long a window of the quota is.', ofAccount),
  };
}

/** Begins the series of a job at 0: what has never happened is told as well, so that its first time is an increase. */
export function beginJob({ rows, runs, triggers, running }: MetricDefinitions, job: string): void {
  for (const status of endedStatuses) rows.inc({ job, status }, 0);
  for (const outcome of runOutcomes) runs.inc({ job, outcome }, 0);
  for (const outcome of triggerOutcomes) triggers.inc({ job, outcome }, 0);
  running.inc({ job }, 0);
}

/** Takes away all that there is of a job. */
export function removeJob(series: MetricDefinitions, job: string): void {
  for (const status of endedStatuses) series.rows.remove({ job, status });
  for (const outcome of runOutcomes) series.runs.remove({ job, outcome });
  for (const outcome of triggerOutcomes) series.triggers.remove({ job, outcome });
  const { pendingRows, lastSuccess, lastEnd, nextTrigger, running } = series;
  for (const gauge of [pendingRows, lastSuccess, lastEnd, nextTrigger, running]) gauge.remove({ job });
}

/** Begins the calls of an account at 0. */
export function beginAccount({ calls }: MetricDefinitions, account: string): void {
  for (const endpoint of endpoints) {
    for (const outcome of callOutcomes) calls.inc({ account, endpoint, outcome }, 0);
  }
}
