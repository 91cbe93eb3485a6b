import { describe, expect, test } from 'vitest';
import type { StoredContact } from '../../src/sandbox/account/account.js';
import type { CallRecord } from '../../src/sandbox/call-record.js';
import { fullContact } from '../helpers/account.js';
import { edit } from '../helpers/crm.js';
import type { Passage } from './call.js';
import { withRow } from './contact-states.js';
import type { FileRow } from './file-rows.js';
import { judgeTraffic } from './traffic.js';
import { type Evidence, judgeRollback, judgeRun } from './witness.js';

const original = fullContact(0);
const contact = original.externalUserId;
const rowOf = (row: number, remark: string): FileRow => ({ row, contact, position: '', remark, points: '7' });
const rows = [rowOf(2, '第一'), rowOf(3, '第二')];
const [first, second] = rows as [FileRow, FileRow];
const holding = (...written: FileRow[]) => written.reduce((held, row) => withRow(held, row, false), original);

/** A PUT of a row that the server has applied. */
const put = ({ remark }: FileRow): CallRecord =>
  ({
    endpoint: 'put',
    externalUserId: contact,
    applied: true,
    body: JSON.stringify({
      customFields: [
        { fieldCode: 'CustomField_9', content: remark },
        { fieldCode: 'CustomField_6', content: 7 },
      ],
    }),
  }) as CallRecord;

/** What the witness says of two rows of one contact with these statuses, and what the server has of them. */
function judge(
  statuses: readonly [string, string],
  held: StoredContact,
  calls: CallRecord[],
  more: Partial<Evidence> = {},
) {
  const report = rows.map((row, index) => ({
    row: String(row.row),
    externalUserId: contact,
    status: statuses[index] ?? '',
  }));
  const [before, after] = [original, held].map((one) => new Map([[contact, one]])) as [
    Map<string, StoredContact>,
    Map<string, StoredContact>,
  ];
  return judgeRun({ rows, report, before, after, calls, isMet: () => true, replacesAll: false, ...more }).map(
    ({ why }) => why,
  );
}

describe('the witness of a run', () => {
  test('has nothing to say where the report is right', () => {
    expect(judge(['updated', 'updated'], holding(first, second), [put(first), put(second)])).toEqual([]);
    expect(judge(['updated', 'failed'], holding(first), [put(first)])).toEqual([]);
    expect(judge(['updated', 'unknown'], holding(first), [put(first)])).toEqual([]);
    expect(judge(['updated', 'unknown'], holding(first, second), [put(first), put(second)])).toEqual([]);
    expect(judge(['pending', 'pending'], original, [])).toEqual([]);
    expect(
      judge(['updated', 'unchanged'], holding(first), [put(first)], { rows: [first, { ...first, row: 3 }] }),
    ).toEqual([]);
  });

  test.each([
    ['an older value that has won', ['updated', 'updated'], holding(second, first), [put(second), put(first)]],
    ['a row that was never written', ['updated', 'updated'], holding(first), [put(first)]],
    ['a row that was written and failed', ['updated', 'failed'], holding(first, second), [put(first), put(second)]],
    [
      'a row that was written and overwritten, and is pending',
      ['pending', 'updated'],
      holding(second),
      [put(first), put(second)],
    ],
    [
      'a field that no row asks for',
      ['updated', 'updated'],
      edit(holding(first, second), 10, '第一\uFFFD'),
      [put(first), put(second)],
    ],
    ['a row that is unchanged, and was not there', ['updated', 'unchanged'], holding(first), [put(first)]],
    ['a row that is invalid', ['updated', 'invalid'], holding(first), [put(first)]],
    [
      'a body of nobody',
      ['updated', 'updated'],
      holding(first, second),
      [put(first), put(rowOf(4, '别的')), put(second)],
    ],
  ] as const)('tells of %s', (_, statuses, held, calls) => {
    expect(judge(statuses, held, [...calls])).not.toEqual([]);
  });

  test.each(['unknown', 'unverified', 'drifted'])('takes %s only where a fault has met the contact', (status) => {
    const judged = (isMet: boolean) => judge([status, 'failed'], original, [], { isMet: () => isMet });
    expect([judged(true), judged(false).length]).toEqual([[], 1]);
  });

  test('tells of a row that is not in the report, or in it twice', () => {
    const line = { row: '2', externalUserId: contact, status: 'failed' };
    expect(judge(['failed', 'failed'], original, [], { report: [line] })).toHaveLength(1);
    expect(judge(['failed', 'failed'], original, [], { report: [line, line, { ...line, row: '3' }] })).toHaveLength(1);
  });

  test('takes other fields to be cleared where the job replaces all', () => {
    const calls = [put(first), put(second)];
    const cleared = withRow(original, second, true);
    expect(judge(['updated', 'updated'], cleared, calls, { replacesAll: true })).toEqual([]);
    expect(judge(['updated', 'updated'], holding(first, second), calls, { replacesAll: true })).toHaveLength(1);
  });
});

describe('the witness of a rollback', () => {
  const judged = (status: string | null, held: StoredContact) =>
    judgeRollback({
      before: new Map([[contact, original]]),
      after: new Map([[contact, held]]),
      report: status === null ? null : [{ externalUserId: contact, status }],
    });

  test('tells of a contact that is not as it was, and of which the report says that it is, or nothing', () => {
    expect([judged('updated', original), judged('failed', holding(first)), judged(null, original)]).toEqual([
      [],
      [],
      [],
    ]);
    expect([judged('updated', holding(first)), judged(null, holding(first))].map(({ length }) => length)).toEqual([
      1, 1,
    ]);
  });
});

describe('the witness of the calls', () => {
  const now = Math.round(performance.now());
  const nowSeconds = Math.floor((performance.timeOrigin + now) / 1000);
  const arrival = (afterMs: number, madeAfterS: number, subject = contact): Passage => ({
    seq: 1,
    line: 1,
    at: now + afterMs,
    endpoint: 'put',
    subject,
    sign: '',
    timestamp: nowSeconds + madeAfterS,
    lagMs: 0,
    fault: null,
    struckBy: null,
    events: [],
  });
  const judged = (...passages: Passage[]) =>
    judgeTraffic(passages, { limit: 2, perMs: 1000, timeoutMs: 1 }, false).length;

  test('counts arrivals in any window', () => {
    expect(judged(arrival(0, 0, 'a'), arrival(900, 0, 'b'), arrival(1000, 0, 'c'))).toBe(0);
    expect(judged(arrival(0, 0, 'a'), arrival(900, 0, 'b'), arrival(990, 0, 'c'))).toBe(1);
  });

  test('takes into account that a process that was held up reads a call later than it arrived', () => {
    const late = (lagMs: number) => [
      ...['a', 'b', 'c'].map((subject) => ({ ...arrival(2000, 0, subject), lagMs })),
      arrival(2010, 0, 'd'),
    ];
    expect(judged(...late(2000))).toBe(0);
    expect(judged(...late(990))).toBe(1);
    expect(judged(...late(0))).toBe(1);
  });

  test('tells of a PUT on the connection of an attempt that was lost, and of no other', () => {
    const lost = { ...arrival(0, 0), fault: 'somethingElse' };
    expect(judged(lost, arrival(10, 0))).toBe(1);
    expect(judged(lost, { ...arrival(10, 0), line: 2 })).toBe(0);
    expect(judged(arrival(0, 0), arrival(10, 0))).toBe(0);
  });

  test('tells of a signature that is old, of one from the future, and of one that was made before the attempt before', () => {
    expect([judged(arrival(0, -5)), judged(arrival(0, 5)), judged(arrival(0, 0))]).toEqual([1, 1, 0]);
    expect(judged(arrival(1500, 1), { ...arrival(1600, 0), line: 2 })).toBe(1);
    expect(judged(arrival(1500, 1), { ...arrival(1600, 2), line: 2 })).toBe(0);
  });
});
