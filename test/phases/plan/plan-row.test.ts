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
import { custom, mapField, mappingOf, standard } from '../../helpers/send-cell.js';

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

  test('a row that asks for nothing is unchanged; a wrong one is invalid, whatever its contact holds', () => {
    expect(planRow(inputOf(['wm1', '', ''], { position: '职员' }), rules)).toMatchObject({
      status: 'unchanged',
      problems: [{ column: null, reason: { code: 'row.nothing' } }],
    });
    expect(planRow(inputOf(['wm1', '', 'no address'], { position: '职员' }), rules)).toMatchObject({
      status: 'invalid',
      problems: [{ column: '邮箱' }],
    });
    expect(planRow(inputOf(['wm1', '职员', ''], { position: '职员' }), rules)).toMatchObject({
      problems: [{ column: null, reason: { code: 'row.same' } }],
    });
  });

  test('without a baseline it is sent as it is, whatever is known of its contact', () => {
    const blind = { ...rules, rows: rowMappingOf({ ...mapping, hasBaseline: false }, header) };
    const plan = planRow({ ...inputOf(['wm1', '经理', ''], null), baseline: null }, blind);
    expect(plan).toMatchObject({
      kind: 'send',
      planned: { before: null, body: '{"position":"经理","customFields":[]}' },
    });
  });

  test('where nobody was found, a row that is right is about nobody', () => {
    const nobody = { kind: 'nobodyFound', rows: rowMappingOf(mapping, header) } as const;
    expect(planRow({ ...inputOf(['wm1', '经理', ''], null), baseline: null }, nobody)).toMatchObject({
      status: 'invalid',
      problems: [{ column: 'id', reason: { code: 'contact.absent', params: { id: 'wm1' } } }],
    });
    expect(planRow(inputOf(['wm1', '', ''], null), nobody)).toMatchObject({ status: 'unchanged' });
  });
});

describe('in a rollback', () => {
  const account = { fields: [], complete: false };
  const note = { fieldCode: 'CustomField_9', id: 9, contentType: 'text' };
  const fieldsOf = (content: unknown) => ({ customFields: [{ ...note, content }] });
  const planBack = (restore: unknown, held: object | null, more: Partial<PlanInput> = {}) =>
    planRow(
      {
        ...inputOf([], null, { restore: JSON.stringify(restore), ...more }),
        baseline: held && {
          contact: 'wm1',
          json: JSON.stringify({ externalUserId: 'wm1', customFields: [], ...held }),
          problem: null,
          readAt: 1,
        },
      },
      { kind: 'rollback', account },
    );
  const position = { name: 'position', written: ['经理'], before: '职员' };

  test('what the import wrote becomes what was there before', () => {
    expect(planBack([position], { position: '经理' })).toMatchObject({
      kind: 'send',
      planned: { changes: [{ before: '经理', after: '职员' }] },
    });
  });

  test('what holds the value of before needs no call', () => {
    expect(planBack([position], { position: '职员' })).toMatchObject({
      status: 'unchanged',
      problems: [{ column: null, reason: { code: 'row.same' } }],
    });
  });

  test('a field that holds something else by now is left to who has written it, and all three values are told', () => {
    expect(planBack([position], { position: '总监' })).toMatchObject({
      status: 'drifted',
      problems: [
        {
          column: null,
          reason: {
            code: 'drift.rollback',
            params: { field: 'position', wrote: '经理', found: '总监', before: '职员' },
          },
        },
      ],
    });
  });

  test('a field that was blank, or is, is told as blank', () => {
    const written = [{ ...note, written: ['旧', '新'], before: null }];
    expect(planBack(written, fieldsOf('别的'))).toMatchObject({
      problems: [{ reason: { params: { field: 'CustomField_9', wrote: '新', found: '别的', before: '∅' } } }],
    });
    const cleared = [{ ...note, written: [null], before: '旧' }];
    expect(planBack(cleared, fieldsOf('别的'))).toMatchObject({
      problems: [{ reason: { params: { wrote: '∅', found: '别的', before: '旧' } } }],
    });
    expect(planBack([{ ...note, written: ['新'], before: '旧' }], fieldsOf(null))).toMatchObject({
      problems: [{ reason: { params: { wrote: '新', found: '∅', before: '旧' } } }],
    });
  });

  test('a field is called as the account calls it', () => {
    const named = [{ ...custom('text', 9), name: '备注' }];
    const plan = planRow(
      {
        ...inputOf([], null, { restore: JSON.stringify([{ ...note, written: ['新'], before: '旧' }]) }),
        baseline: {
          contact: 'wm1',
          json: JSON.stringify({ externalUserId: 'wm1', ...fieldsOf('别的') }),
          problem: null,
          readAt: 1,
        },
      },
      { kind: 'rollback', account: { fields: named, complete: true } },
    );
    expect(plan).toMatchObject({ problems: [{ reason: { params: { field: '备注' } } }] });
  });

  test('any of several values that the import wrote will do; those of other fields will not', () => {
    const several = [{ ...position, written: ['主管', '经理'] }];
    expect(planBack(several, { position: '主管' })).toMatchObject({ kind: 'send' });
    const two = [position, { name: 'email', written: ['总监@b.cn'], before: 'a@b.cn' }];
    expect(planBack(two, { position: '经理', email: '经理' })).toMatchObject({
      status: 'drifted',
      problems: [{ reason: { params: { field: 'email' } } }],
    });
  });

  test('a contact that is gone has drifted; one that could not be read has failed', () => {
    expect(planBack([position], null)).toMatchObject({
      status: 'drifted',
      problems: [{ reason: { code: 'contact.gone' } }],
    });
    const problem = message('contact.untold');
    const plan = planRow(
      inputOf([], null, {
        restore: JSON.stringify([position]),
        baseline: { contact: 'wm1', json: null, problem, readAt: 1 },
      }),
      { kind: 'rollback', account },
    );
    expect(plan).toMatchObject({ status: 'failed', problems: [{ column: null, reason: problem }] });
  });

  test('where nobody knows what was there before, it cannot be restored', () => {
    expect(planBack([{ name: 'position', written: ['经理'] }], { position: '经理' })).toMatchObject({
      status: 'invalid',
      problems: [{ column: null, reason: { code: 'rollback.unknownBefore', params: { field: 'position' } } }],
    });
  });

  test('a row without what to restore is a defect', () => {
    expect(() => planRow(inputOf([], { position: '经理' }), { kind: 'rollback', account })).toThrow('row 2 without');
  });
});
