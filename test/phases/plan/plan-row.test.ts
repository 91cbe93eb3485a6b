import { describe, expect, test } from 'vitest';
import { message } from '../../../src/messages/message.js';
import {
  contactAfter,
  contactIn,
  type ImportRules,
  type PlanInput,
  planRow,
} from '../../../src/phases/plan/plan-row.js';
import { rowMappingOf } from '../../../src/phases/plan/read-row.js';
import { mapField, mappingOf, standard } from '../../helpers/send-cell.js';

const header = ['id', '职位', '邮箱'];
const fields = [mapField(standard('position'), '职位'), mapField(standard('email'), '邮箱')];
const mapping = mappingOf(fields, { idColumn: 'id', hasBaseline: true });
const rows = rowMappingOf(mapping, header);
const rules: ImportRules = { kind: 'import', rows, inOrder: false };

/** A row of these cells for one contact, which holds `held` by what was read of it. */
function inputOf(cells: readonly string[], held: object | null, more: Partial<PlanInput> = {}): PlanInput {
  const baseline = { contact: 'wm1', json: held && json(held), problem: null, readAt: 1 };
  return { row: { row: 2, line: 2, cells, contact: 'wm1' }, baseline, earlier: null, restore: null, ...more };
}
const json = (held: object): string => JSON.stringify({ externalUserId: 'wm1', ...held, customFields: [] });

describe('a row is planned by what is known of it alone', () => {
  test('it is sent with what it changes on the contact that was read', () => {
    const plan = planRow(inputOf(['wm1', '经理', ''], { position: '职员', email: 'a@b.cn' }), rules);
    expect(plan).toMatchObject({
      kind: 'send',
      planned: { changes: [{ field: 'position', before: '职员', after: '经理' }] },
    });
  });

  test('the same input gives the same plan, to the letter', () => {
    const input = inputOf(['wm1', '经理', 'x@y.cn'], { position: '职员' });
    expect(planRow(input, rules)).toEqual(planRow(structuredClone(input), rules));
  });

  test('what the contact holds already needs no call', () => {
    expect(planRow(inputOf(['wm1', '职员', ''], { position: '职员' }), rules)).toMatchObject({
      kind: 'settled',
      status: 'unchanged',
      isProvisional: false,
    });
  });

  test('rows before it count, where there are any; then it is only provisional that it needs no call', () => {
    const held = { position: '职员' };
    const earlier = contactAfter(
      { row: 2, line: 2, cells: ['wm1', '经理', ''], contact: 'wm1' },
      contactIn(inputOf([], held).baseline) ?? expect.fail(),
      rules,
    );
    expect(planRow(inputOf(['wm1', '经理', ''], held, { earlier }), rules)).toMatchObject({
      kind: 'settled',
      status: 'unchanged',
      isProvisional: true,
    });
    expect(planRow(inputOf(['wm1', '职员', ''], held, { earlier }), rules)).toMatchObject({
      planned: { changes: [{ field: 'position', before: '经理', after: '职员' }] },
    });
  });

  test('a row that is wrong, or asks for nothing, leaves the contact as it is for the rows after it', () => {
    const before = contactIn(inputOf([], { position: '职员' }).baseline) ?? expect.fail();
    const left = (cells: string[]) => contactAfter({ row: 2, line: 2, cells, contact: 'wm1' }, before, rules);
    expect(left(['wm1', '', 'no address'])).toBeNull();
    expect(left(['wm1', '', ''])).toBeNull();
  });

  test('a contact that is not there is named in the column of the ids; one that could not be read has failed', () => {
    expect(planRow(inputOf(['wm1', '经理', ''], null), rules)).toMatchObject({
      status: 'invalid',
      problems: [{ column: 'id', reason: { code: 'contact.absent' } }],
    });
    const problem = message('contact.untold');
    const baseline = { contact: 'wm1', json: null, problem, readAt: 1 };
    expect(planRow(inputOf(['wm1', '经理', ''], null, { baseline }), rules)).toMatchObject({
      status: 'failed',
      problems: [{ column: null, reason: problem }],
    });
  });

  test('in a check it passes, whatever the account holds', () => {
    const check = { kind: 'check', rows: rowMappingOf(mapping, header) } as const;
    expect(planRow(inputOf(['wm1', '经理', ''], null), check)).toEqual({ kind: 'passed' });
    expect(planRow(inputOf(['wm1', '经理', 'no address'], null), check)).toMatchObject({ status: 'invalid' });
  });

  test('in a rollback a field that holds something else by now is left to who has written it', () => {
    const restore = JSON.stringify([{ name: 'position', written: ['经理'], before: '职员' }]);
    const back = { kind: 'rollback', account: { fields: [], complete: false } } as const;
    const planFor = (held: object | null) => planRow(inputOf([], held, { restore }), back);
    expect(planFor({ position: '经理' })).toMatchObject({ planned: { changes: [{ after: '职员' }] } });
    expect(planFor({ position: '总监' })).toMatchObject({ status: 'drifted' });
    expect(planFor({ position: '职员' })).toMatchObject({ status: 'unchanged' });
    expect(planFor(null)).toMatchObject({ status: 'drifted', problems: [{ reason: { code: 'contact.gone' } }] });
  });
});
