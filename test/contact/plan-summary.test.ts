import { describe, expect, test } from 'vitest';
import { countPlan } from '../../src/contact/plan-summary.js';
import { planUpdate } from '../../src/contact/plan-update.js';
import type { Change, FieldUpdate, PlannedUpdate } from '../../src/contact/row.js';
import { contactOf, option } from '../helpers/contact-of.js';
import { custom, standard } from '../helpers/send-cell.js';

const change = (field: string, before: string | null | undefined, after: string | null): Change => ({
  field,
  name: null,
  ...(before === undefined ? {} : { before }),
  after,
});

const planOf = (changes: readonly Change[], externalUserId = 'wm1'): PlannedUpdate => ({
  ...planUpdate({ externalUserId, fields: [] }, null),
  changes,
});

const summaryOf = (...rows: Change[][]) => {
  const counter = countPlan();
  for (const [index, changes] of rows.entries()) counter.add(index + 2, planOf(changes));
  return counter.summary();
};

test('a plan of nothing comes to nothing', () => {
  expect(countPlan().summary()).toEqual({ toSend: 0, fields: [], clears: 0, examples: [] });
});

describe('values are counted by field', () => {
  test('as set where there was none, changed where there was one, cleared where there is to be none', () => {
    const { toSend, fields, clears } = summaryOf(
      [change('mobile', null, '1'), change('age', '30', '31')],
      [change('mobile', '1', '2'), change('age', '30', null)],
      [change('mobile', '1', null)],
    );
    expect(toSend).toBe(3);
    expect(fields).toEqual([
      { field: 'mobile', name: null, set: 1, changed: 1, cleared: 1 },
      { field: 'age', name: null, set: 0, changed: 1, cleared: 1 },
    ]);
    expect(clears).toBe(2);
  });

  test('as set where nobody knows what was there', () => {
    expect(summaryOf([change('mobile', undefined, '1')]).fields).toMatchObject([{ set: 1, changed: 0, cleared: 0 }]);
    expect(summaryOf([change('mobile', undefined, null)]).fields).toMatchObject([{ set: 0, changed: 0, cleared: 1 }]);
  });

  test('in the order that they are met, by names that JavaScript knows as well', () => {
    const { fields } = summaryOf([change('constructor', null, '1'), change('__proto__', null, '1')]);
    expect(fields.map(({ field }) => field)).toEqual(['constructor', '__proto__']);
  });

  test('and an empty text before is a value, not nothing', () => {
    expect(summaryOf([change('mobile', '', '1')]).fields).toMatchObject([{ changed: 1 }]);
  });

  test('out of the plans of contacts themselves', () => {
    const levels = [option(1, '普通'), option(2, 'VIP')];
    const asked: FieldUpdate[] = [
      { action: 'set', field: custom('droplist', 1, levels, '客户等级'), value: option(2, '').key },
      { action: 'clear', field: custom('text', 2, null, '备注') },
      { action: 'set', field: standard('mobile'), value: '13800138000' },
    ];
    const contacts = [
      contactOf(
        [
          [1, 'droplist', '1'],
          [2, 'text', '"a"'],
        ],
        { mobile: '"13800138000"' },
      ),
      contactOf([[1, 'droplist', '2']], { mobile: 'null' }),
      contactOf([[2, 'text', '"b"']]),
    ];
    const counter = countPlan();
    const plans = contacts.map((contact) => planUpdate({ externalUserId: 'wm1', fields: asked }, contact));
    for (const [index, plan] of plans.entries()) counter.add(index + 2, plan);
    expect(counter.summary()).toMatchObject({
      toSend: 3,
      clears: 2,
      fields: [
        { field: 'CustomField_1', name: '客户等级', set: 1, changed: 1, cleared: 0 },
        { field: 'CustomField_2', name: '备注', set: 0, changed: 0, cleared: 2 },
        { field: 'mobile', name: null, set: 2, changed: 0, cleared: 0 },
      ],
    });
  });
});

test('the first five rows are examples, with their contacts and all their changes', () => {
  const counter = countPlan();
  for (let row = 2; row < 12; row++) counter.add(row, planOf([change('mobile', null, String(row))], `wm${row}`));
  const { examples, toSend } = counter.summary();
  expect(toSend).toBe(10);
  expect(examples).toEqual(
    [2, 3, 4, 5, 6].map((row) => ({ row, contact: `wm${row}`, changes: [change('mobile', null, String(row))] })),
  );
});
