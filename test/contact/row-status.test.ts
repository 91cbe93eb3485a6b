import { describe, expect, test } from 'vitest';
import {
  countWhere,
  isDone,
  isDoubtful,
  isToCorrect,
  isTroubled,
  isUntried,
  isVerified,
  mayHaveWritten,
  type RowStatus,
  rowStatuses,
  wasAccepted,
} from '../../src/contact/row-status.js';
import { readSourceFiles } from '../helpers/source-files.js';

test('the statuses are those of the contract, in the order in which they are listed', () => {
  expect(rowStatuses).toEqual([
    ...['updated', 'unverified', 'unchanged', 'invalid', 'failed', 'unknown', 'drifted', 'pending'],
  ]);
});

describe('of the statuses', () => {
  test.each<[string, (status: RowStatus) => boolean, RowStatus[]]>([
    ['are done', isDone, ['updated', 'unchanged']],
    ['are untried', isUntried, ['pending']],
    ['are doubtful', isDoubtful, ['unverified', 'unknown', 'drifted']],
    ['are to be corrected', isToCorrect, ['unverified', 'invalid', 'failed', 'unknown', 'drifted']],
    ['are troubled', isTroubled, ['unverified', 'failed', 'unknown']],
    ['are verified', isVerified, ['updated']],
    ['were accepted', wasAccepted, ['updated', 'unverified']],
    ['may have written', mayHaveWritten, ['updated', 'unverified', 'unknown']],
  ])('these %s, and no others', (_, is, expected) => {
    expect(rowStatuses.filter(is)).toEqual(expected);
  });

  test('each is done, untried or to be corrected, and only one of them', () => {
    for (const status of rowStatuses) {
      expect([isDone, isUntried, isToCorrect].filter((is) => is(status))).toHaveLength(1);
    }
  });

  test('what is verified was accepted, and what was accepted may have written', () => {
    for (const status of rowStatuses.filter(isVerified)) expect(wasAccepted(status)).toBe(true);
    for (const status of rowStatuses.filter(wasAccepted)) expect(mayHaveWritten(status)).toBe(true);
  });
});

test('rows are counted by a kind of status', () => {
  const rows = {
    updated: 1,
    unverified: 2,
    unchanged: 4,
    invalid: 8,
    failed: 16,
    unknown: 32,
    drifted: 64,
    pending: 128,
  };
  expect(countWhere(rows, isDone)).toBe(5);
  expect(countWhere(rows, isDoubtful)).toBe(98);
  expect(countWhere(rows, () => true)).toBe(255);
});

test('only the table lists statuses by name', () => {
  // Where two of them stand in one list, somebody has sorted them by himself. Colours are no matter of the table.
  const names = rowStatuses.map((status) => `'${status}'`).join('|');
  const list = new RegExp(`(?:${names})(?:, | \\|\\| \\w+ === )(?:${names})`);
  const users = readSourceFiles().filter(
    ({ path }) => !/^(?:contact\/row-status|messages\/|sandbox\/|demo)/.test(path),
  );
  expect(users.filter(({ text }) => list.test(text)).map(({ path }) => path)).toEqual([]);
});
