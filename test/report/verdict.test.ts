import { describe, expect, test } from 'vitest';
import type { RowStatus } from '../../src/contact/row-status.js';
import { type Message, message } from '../../src/messages/message.js';
import type { Summary } from '../../src/report/summary.js';
import { judgeRun } from '../../src/report/verdict.js';
import { reportOf } from '../helpers/reports.js';

const judge = (summary: Partial<Summary>, rows: Partial<Record<RowStatus, number>>, stoppedBy: Message | null = null) =>
  judgeRun(reportOf({ summary, rows, stoppedBy }).summary, 'en');

const runId = '20261122-020000-1a2b';
const commands = (verdict: ReturnType<typeof judge>) => verdict.steps.flatMap(({ command }) => command ?? []);

describe('the first that a person reads', () => {
  test('of a run of which nothing is left is that nothing is left', () => {
    const verdict = judge({}, { updated: 1204, unchanged: 9 });
    expect(verdict).toMatchObject({ tone: 'good', title: 'All done' });
    expect(verdict.sentence).toContain('All 1,213 rows');
    expect(verdict.steps.map(({ text }) => text)).toEqual(['There is nothing left to do.']);
  });

  test('of rows that are not done is how many, and to look at those in doubt before they are imported again', () => {
    const verdict = judge({}, { updated: 3, invalid: 2, unknown: 1 });
    expect(verdict).toMatchObject({ tone: 'attention', title: 'Finished; rows that need attention: 3' });
    expect(verdict.steps[0]?.text).toContain('For 1 of the rows somebody has edited the contact');
    expect(verdict.steps[1]?.text).toContain('failed.csv');
  });

  test('of a run that stopped is why, and how to go on', () => {
    const verdict = judge(
      { state: 'stopped' },
      { updated: 3, pending: 7 },
      message('stop.reportDisk', { reason: 'EIO', runId }),
    );
    expect(verdict).toMatchObject({ tone: 'stopped', title: 'Stopped early, and can go on' });
    expect(commands(verdict)).toEqual([`wefeng-import resume ${runId}`]);
  });

  test('of a plan is to look at it, and then how to send it', () => {
    const verdict = judge({ state: 'planned', command: 'plan' }, { pending: 5, unchanged: 5 });
    expect(verdict).toMatchObject({
      tone: 'plan',
      sentence: '5 of 10 rows would be updated. Nothing has been sent so far.',
    });
    expect(commands(verdict)).toEqual([`wefeng-import apply ${runId}`]);
  });

  test('of a run that has still to go on is nothing but how: what was sent may yet be settled', () => {
    const verdict = judge({ state: 'interrupted' }, { updated: 3, invalid: 1, unknown: 2, pending: 7 });
    expect(commands(verdict)).toEqual([`wefeng-import resume ${runId}`]);
    expect(verdict.steps).toHaveLength(1);
  });

  test('of a plan that was made without reading contacts is what that clears; of the run, that it has', () => {
    const plan = judge({ state: 'planned', command: 'plan', replacesAll: true }, { pending: 5 });
    expect(plan).toMatchObject({ tone: 'stopped', title: 'Caution: sending clears custom fields that are not listed' });
    expect(plan.sentence).toContain('every custom field of these 5 rows that is not sent will be cleared');
    expect(plan.steps.map(({ text }) => text).join()).not.toContain('not overwritten');
    expect(judge({ replacesAll: true }, { updated: 5 }).sentence).toContain('have been cleared');
  });

  test('of rows that somebody else has edited is to look at them before they are imported again', () => {
    const { steps } = judge({}, { updated: 3, drifted: 2 });
    expect(steps[0]?.text).toContain('For 2 of the rows somebody has edited the contact');
  });

  test('of a plan that a limit holds back is the limit', () => {
    const verdict = judge(
      { state: 'planned' },
      { pending: 5 },
      message('limit.clears', { count: 2, total: 5, limit: 1, enough: 2, runId }),
    );
    expect(verdict).toMatchObject({ tone: 'stopped', title: 'Held back by a limit' });
    // A corrected file needs a new plan: this one would be sent as it is.
    expect(verdict.steps.map(({ command }) => command)).toEqual([null, null, `wefeng-import apply ${runId}`]);
  });

  test('of a plan that a limit holds back and that has nothing to send is not to send it', () => {
    const why = message('limit.invalid', { count: 5, total: 5, limit: 1, enough: 5, runId });
    expect(commands(judge({ state: 'planned' }, { invalid: 5 }, why))).toEqual([]);
  });

  test('of a plan that changes nothing, a file without rows and a check are words of their own', () => {
    expect(judge({ state: 'planned' }, { unchanged: 5 }).title).toBe('Nothing to update');
    expect(judge({}, {}).title).toBe('The file has no rows');
    expect(judge({ command: 'check', state: 'planned' }, { pending: 5 }).title).toBe('The check found no problem');
    expect(judge({ command: 'check', state: 'planned' }, { pending: 5, invalid: 1 }).tone).toBe('attention');
  });

  test.each(['stopped', 'interrupted'] as const)('of a check that was %s is that it was not finished', (state) => {
    for (const rows of [{}, { pending: 5 }, { pending: 5, invalid: 1 }]) {
      const verdict = judge({ command: 'check', state }, rows);
      expect(verdict).toMatchObject({ tone: 'stopped', title: 'The check was not finished' });
      expect(commands(verdict)).toEqual([]);
    }
  });

  test('of a run that stopped before there was a row counts no rows', () => {
    expect(judge({ state: 'interrupted' }, {}).sentence).toBe('No row was ready to be sent; nothing was sent.');
  });

  test('of rows that a rollback did not restore never is to import them', () => {
    const { steps } = judge({ command: 'rollback' }, { updated: 1, drifted: 2 });
    expect(steps.map(({ text }) => text)).toEqual([expect.stringContaining('Rows that were not restored: 2')]);
  });
});
