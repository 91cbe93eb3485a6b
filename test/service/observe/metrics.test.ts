import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { RowStatus } from '../../../src/contact/row-status.js';
import { message } from '../../../src/messages/message.js';
import { RunError } from '../../../src/messages/run-error.js';
import type { Summary } from '../../../src/report/summary.js';
import { createMetrics, type Metrics } from '../../../src/service/observe/metrics.js';
import type { Call } from '../../../src/wefeng/client.js';
import { parseOpenMetrics } from '../../helpers/open-metrics.js';
import { reportOf } from '../../helpers/reports.js';

const rate = { limit: 60, perMs: 60_000 };

const callOf = (endpoint: Call['endpoint'], outcome: Call['outcome'] = 'accepted'): Call => ({
  endpoint,
  outcome,
  isRetry: false,
  startedAt: Date.now() - 20,
  durationMs: 20,
});

const endOf = (state: Summary['state'], rows: Partial<Record<RowStatus, number>>, runId = 'r1') =>
  reportOf({ summary: { runId, state }, rows });

/** Every sample that is not 0, by its name without the program's. */
async function samplesOf(metrics: Metrics, part = ''): Promise<Record<string, number>> {
  const families = [...parseOpenMetrics((await metrics.render()).text).values()];
  const samples = families.flatMap((family) => [...family.samples]);
  const named = samples.map(([name, value]) => [name.replace('wefeng_import_', ''), value] as const);
  return Object.fromEntries(named.filter(([name, value]) => value !== 0 && name.startsWith(part)));
}

describe('the metrics', () => {
  test('are OpenMetrics, with help and type for each family, before anything has happened and after', async () => {
    const metrics = createMetrics();
    const { text, contentType } = await metrics.render();
    expect(contentType).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
    const types = new Map([...parseOpenMetrics(text)].map(([name, { type }]) => [name, type]));
    expect(Object.fromEntries(types)).toEqual({
      wefeng_import_rows: 'counter',
      wefeng_import_pending_rows: 'gauge',
      wefeng_import_runs: 'counter',
      wefeng_import_last_success_timestamp_seconds: 'gauge',
      wefeng_import_last_end_timestamp_seconds: 'gauge',
      wefeng_import_next_firing_timestamp_seconds: 'gauge',
      wefeng_import_troubles: 'gauge',
      wefeng_import_running: 'gauge',
      wefeng_import_firings: 'counter',
      wefeng_import_queued_firings: 'gauge',
      wefeng_import_broken_job_files: 'gauge',
      wefeng_import_calls: 'counter',
      wefeng_import_quota_used_calls: 'gauge',
      wefeng_import_quota_limit_calls: 'gauge',
      wefeng_import_quota_window_seconds: 'gauge',
    });

    metrics.noteCall('"\\\n{}', callOf('put'), rate);
    metrics.noteEnd('客户-vip', endOf('completed', { updated: 3 }));
    metrics.noteTrigger('客户-vip', 'fired');
    metrics.setNext('客户-vip', new Date());
    metrics.setQueueLength(2);
    expect(await samplesOf(metrics, 'queued')).toEqual({ queued_firings: 2 });
    // Asked twice, it tells the same.
    expect(await samplesOf(metrics)).toEqual(await samplesOf(metrics));
  });

  test('of two services do not mix', async () => {
    const [one, two] = [createMetrics(), createMetrics()];
    one.noteTrigger('vip', 'fired');
    expect(await samplesOf(two)).toEqual({});
  });

  test('begin at 0 for each job and account that is known, so that a first failure is an increase', async () => {
    const metrics = createMetrics();
    metrics.setRunning('vip', false);
    metrics.noteCall(null, callOf('get'), rate);
    const { text } = await metrics.render();
    expect(text).toContain('wefeng_import_rows_total{job="vip",status="failed"} 0\n');
    expect(text).toContain('wefeng_import_runs_total{job="vip",outcome="stopped"} 0\n');
    expect(text).toContain('wefeng_import_firings_total{job="vip",outcome="overlapped"} 0\n');
    expect(text).toContain('wefeng_import_running{job="vip"} 0\n');
    expect(text).toContain('wefeng_import_calls_total{account="default",endpoint="put",outcome="rateLimited"} 0\n');
    // A success that has never been has no time.
    expect(text).not.toContain('last_success_timestamp_seconds{');
  });
});

describe('the end of a run', () => {
  test('counts its rows by status, the run by outcome, and tells when', async () => {
    const metrics = createMetrics();
    metrics.noteEnd('vip', endOf('completed', { updated: 7, unchanged: 2 }));
    const success = await samplesOf(metrics);
    expect(success).toEqual({
      'rows_total{job="vip",status="updated"}': 7,
      'rows_total{job="vip",status="unchanged"}': 2,
      'runs_total{job="vip",outcome="done"}': 1,
      'last_success_timestamp_seconds{job="vip"}': expect.closeTo(Date.now() / 1000, -1),
      'last_end_timestamp_seconds{job="vip"}': expect.closeTo(Date.now() / 1000, -1),
    });
    await sleep(5);
    metrics.noteEnd('vip', endOf('completed', { updated: 1, invalid: 1 }, 'r2'));
    const after = await samplesOf(metrics);
    expect(after).toMatchObject({
      'rows_total{job="vip",status="updated"}': 8,
      'rows_total{job="vip",status="invalid"}': 1,
      'runs_total{job="vip",outcome="problems"}': 1,
    });
    const [succeeded, ended] = ['last_success_timestamp_seconds{job="vip"}', 'last_end_timestamp_seconds{job="vip"}'];
    expect(after[succeeded]).toBe(success[succeeded]);
    expect(after[ended]).toBeGreaterThan(success[ended] ?? 0);
  });

  test.each([
    ['done', endOf('completed', {})],
    ['problems', endOf('completed', { updated: 5, unknown: 1 })],
    ['stopped', endOf('stopped', { updated: 5, pending: 1 })],
    ['interrupted', endOf('interrupted', { pending: 1 })],
    ['refused', endOf('planned', { pending: 1 })],
    ['refused', new RunError('refused', message('schedule.ended'))],
    ['stopped', new RunError('stopped', message('schedule.ended'))],
    ['busy', new RunError('busy', message('schedule.ended'))],
    ['busy', 'tooLate'],
    ['failed', 'unforeseen'],
  ] as const)('is %s', async (outcome, end) => {
    const metrics = createMetrics();
    metrics.noteEnd('vip', end);
    expect(await samplesOf(metrics, 'runs')).toEqual({ [`runs_total{job="vip",outcome="${outcome}"}`]: 1 });
  });

  test('is none where the service was stopped before there was a run', async () => {
    const metrics = createMetrics();
    metrics.noteEnd('vip', 'stopped');
    expect(await samplesOf(metrics)).toEqual({});
  });

  test('counts the rows of a run once, however often it was cut short', async () => {
    const metrics = createMetrics();
    metrics.noteEnd('vip', endOf('interrupted', { updated: 3, unknown: 1, pending: 6 }));
    expect(await samplesOf(metrics, 'pending_rows')).toEqual({ 'pending_rows{job="vip"}': 6 });
    metrics.noteEnd('vip', endOf('stopped', { updated: 5, failed: 1, pending: 4 }));
    metrics.noteEnd('vip', endOf('completed', { updated: 9, failed: 1 }));
    expect(await samplesOf(metrics, 'rows')).toEqual({
      'rows_total{job="vip",status="updated"}': 9,
      'rows_total{job="vip",status="failed"}': 1,
      'rows_total{job="vip",status="unknown"}': 1,
    });
    expect(await samplesOf(metrics, 'pending_rows')).toEqual({});
    // Another run, and another job, are counted for themselves.
    metrics.noteEnd('vip', endOf('completed', { updated: 9 }, 'r2'));
    metrics.noteEnd('other', endOf('completed', { updated: 2 }));
    expect(await samplesOf(metrics, 'rows')).toMatchObject({
      'rows_total{job="vip",status="updated"}': 18,
      'rows_total{job="other",status="updated"}': 2,
    });
  });
});

describe('a job', () => {
  test('is running or not, and fires next at a time or not at all', async () => {
    const metrics = createMetrics();
    metrics.setRunning('vip', true);
    metrics.setNext('vip', new Date('2026-11-23T02:00:00.500Z'));
    expect(await samplesOf(metrics)).toEqual({
      'running{job="vip"}': 1,
      'next_firing_timestamp_seconds{job="vip"}': Date.UTC(2026, 10, 23, 2) / 1000 + 0.5,
    });
    metrics.setRunning('vip', false);
    metrics.setNext('vip', null);
    expect(await samplesOf(metrics)).toEqual({});
  });

  test('has its troubles counted; one that is no longer told of has no count', async () => {
    const metrics = createMetrics();
    metrics.setTroubles(
      new Map([
        ['vip', 2],
        ['gone', 1],
      ]),
    );
    metrics.setTroubles(new Map([['vip', 1]]));
    expect(await samplesOf(metrics, 'troubles')).toEqual({ 'troubles{job="vip"}': 1 });
  });

  test('that is gone takes all its series along, and leaves those of others', async () => {
    const metrics = createMetrics();
    for (const job of ['vip', 'vip2']) {
      metrics.setRunning(job, true);
      metrics.setNext(job, new Date());
      metrics.noteTrigger(job, 'caughtUp');
      metrics.noteEnd(job, endOf('completed', { updated: 1 }, job));
      metrics.noteEnd(job, endOf('stopped', { updated: 1, pending: 1 }, job));
    }
    metrics.forget('vip');
    const { text } = await metrics.render();
    expect(text).not.toContain('"vip"');
    expect(parseOpenMetrics(text).get('wefeng_import_rows')?.samples.size).toBe(7);
    // Should it come back, it begins anew.
    metrics.noteEnd('vip', endOf('stopped', { updated: 1, pending: 1 }, 'vip'));
    expect(await samplesOf(metrics, 'rows_total{job="vip"')).toEqual({ 'rows_total{job="vip",status="updated"}': 1 });
  });
});

describe('calls', () => {
  test('are counted by account, endpoint and outcome', async () => {
    const metrics = createMetrics();
    metrics.noteCall(null, callOf('put'), rate);
    metrics.noteCall(null, callOf('put'), rate);
    metrics.noteCall(null, callOf('put', 'rateLimited'), rate);
    metrics.noteCall('brand-b', callOf('list', 'unreachable'), rate);
    expect(await samplesOf(metrics, 'calls')).toEqual({
      'calls_total{account="default",endpoint="put",outcome="accepted"}': 2,
      'calls_total{account="default",endpoint="put",outcome="rateLimited"}': 1,
      'calls_total{account="brand-b",endpoint="list",outcome="unreachable"}': 1,
    });
  });

  test('weigh on the quota of their endpoint until one window after their answer', async () => {
    const metrics = createMetrics();
    const short = { limit: 5, perMs: 2000 };
    for (let call = 0; call < 4; call++) metrics.noteCall(null, callOf('put'), short);
    metrics.noteCall(null, callOf('get'), rate);
    expect(await samplesOf(metrics, 'quota')).toEqual({
      'quota_used_calls{account="default",endpoint="put"}': 4,
      'quota_used_calls{account="default",endpoint="get"}': 1,
      'quota_limit_calls{account="default",endpoint="put"}': 5,
      'quota_limit_calls{account="default",endpoint="get"}': 60,
      'quota_window_seconds{account="default",endpoint="put"}': 2,
      'quota_window_seconds{account="default",endpoint="get"}': 60,
    });
    await sleep(short.perMs + 50);
    metrics.noteCall(null, callOf('put'), short);
    expect((await samplesOf(metrics))['quota_used_calls{account="default",endpoint="put"}']).toBe(1);
  });

  test('are forgotten once they weigh no more, however many there were', async () => {
    const metrics = createMetrics();
    const start = performance.now();
    for (let call = 0; call < 100_000; call++) metrics.noteCall(null, callOf('put'), { limit: 100, perMs: 1 });
    await sleep(5);
    expect(await samplesOf(metrics, 'quota_used')).toEqual({});
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

test('the parser of these tests takes nothing that is not OpenMetrics', () => {
  const wrong = [
    '',
    '# EOF',
    'a 1\n# EOF\n',
    '# HELP a x\n# TYPE a gauge\n\n# EOF\n',
    '# HELP a x\n# TYPE a counter\na 1\n# EOF\n',
  ];
  const more = ['{}', '{b=1}', '{b="\n"}', '{b="1",}', '{b="""}'].map(
    (label) => `# HELP a x\n# TYPE a gauge\na${label} 1\n# EOF\n`,
  );
  for (const text of [...wrong, ...more]) expect(() => parseOpenMetrics(text)).toThrow();
});
