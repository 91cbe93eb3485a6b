import { expect, test } from 'vitest';
import type { RowStatus } from '../../src/contact/row-status.js';
import { type Outcome, outcomeOfRun } from '../../src/report/run-outcome.js';
import type { RunCommand, RunState } from '../../src/report/run-state.js';
import { reportOf } from '../helpers/reports.js';

const limit = { code: 'limit.clears', message: 'in words' };

test.each<[Outcome, RunCommand, RunState, Partial<Record<RowStatus, number>>, typeof limit | null]>([
  ['done', 'run', 'completed', { updated: 2, unchanged: 1 }, null],
  ['done', 'run', 'completed', {}, null],
  ['incomplete', 'rollback', 'completed', { updated: 2, drifted: 1 }, null],
  ['planned', 'plan', 'planned', { pending: 2, invalid: 1 }, null],
  ['held', 'plan', 'planned', { pending: 2 }, limit],
  ['held', 'run', 'planned', { pending: 2 }, limit],
  ['declined', 'run', 'planned', { pending: 2 }, null],
  ['declined', 'rollback', 'planned', { pending: 2 }, null],
  ['passed', 'check', 'planned', { pending: 2, unchanged: 1 }, null],
  ['faulty', 'check', 'planned', { pending: 2, invalid: 1 }, null],
  ['stopped', 'plan', 'stopped', { pending: 2 }, limit],
  ['interrupted', 'check', 'interrupted', {}, null],
])('a run is %s: %s that ends %s with %j', (outcome, command, state, rows, stoppedBy) => {
  const { summary } = reportOf({ summary: { command, state, stoppedBy }, rows });
  expect(outcomeOfRun(summary)).toBe(outcome);
});
