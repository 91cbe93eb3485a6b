import { describe, expect, test } from 'vitest';
import type { Job } from '../../../src/job/job.js';
import { type Message, message } from '../../../src/messages/message.js';
import { RunError } from '../../../src/messages/run-error.js';
import type { RunReport } from '../../../src/phases/report/report-phase.js';
import { alertOfEnd, announcement, isTold } from '../../../src/service/alerts/alert.js';
import { jobThatTells, reportOf } from '../../helpers/reports.js';

const overLimit = message('limit.invalid', {
  count: 3,
  total: 9,
  enough: '34%',
  limit: '10%',
  runId: '20261122-020000-1a2b',
});
const disk = message('stop.disk', { reason: 'ENOSPC' });

/** The rules by which somebody is told. */
async function fieldsIn(end: RunReport | RunError): Promise<string[]> {
  const job: Job = await jobThatTells('{ wecomRobot: "https://example.com" }');
  const alert = alertOfEnd(job, end);
  return (['always', 'problems', 'stop'] as const).filter((when) => alert !== null && isTold(alert, when));
}

describe('who wants to know is told of', () => {
  test.each<[string, RunReport | RunError, string[]]>([
    ['a run that went well', reportOf(), ['always']],
    ['one of an empty file', reportOf({ rows: {} }), ['always']],
    ['rows that are not done', reportOf({ rows: { updated: 2, invalid: 1 } }), ['always', 'problems']],
    [
      'a run that stopped',
      reportOf({ summary: { state: 'stopped' }, stoppedBy: disk }),
      ['always', 'problems', 'stop'],
    ],
    ['one that was interrupted', reportOf({ summary: { state: 'interrupted' } }), ['always', 'problems', 'stop']],
    [
      'one over a limit',
      reportOf({ summary: { state: 'planned' }, stoppedBy: overLimit }),
      ['always', 'problems', 'stop'],
    ],
    ['a refusal', new RunError('refused', message('source.none')), ['always', 'problems', 'stop']],
    ['a busy account', new RunError('busy', message('schedule.ended')), ['always', 'problems', 'stop']],
    ['a full disk', new RunError('stopped', disk), ['always', 'problems', 'stop']],
    ['no import that somebody has declined', reportOf({ summary: { state: 'planned' }, rows: { pending: 3 } }), []],
    ['no plan', reportOf({ summary: { state: 'planned', command: 'plan' }, rows: { pending: 3 } }), []],
    ['no check', reportOf({ summary: { state: 'planned', command: 'check' }, rows: { invalid: 3 } }), []],
  ])('%s', async (_, end, rules) => expect(await fieldsIn(end)).toEqual(rules));

  test.each<[string, Message, string[]]>([
    ['news of a job', message('schedule.missed', { due: '2026-11-22 02:00:00' }), ['always', 'problems']],
    ['a defect', message('schedule.broken', { name: 'TypeError', place: 'a.js:1' }), ['always', 'problems', 'stop']],
  ])('%s', async (_, what, rules) => {
    const alert = announcement(await jobThatTells('{ wecomRobot: "https://example.com" }'), what);
    expect((['always', 'problems', 'stop'] as const).filter((when) => isTold(alert, when))).toEqual(rules);
  });
});
