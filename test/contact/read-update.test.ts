import { describe, expect, test } from 'vitest';
import { findColumns, mapRow } from '../../src/contact/map-row.js';
import { planUpdate } from '../../src/contact/plan-update.js';
import { type ContentType, contentTypes } from '../../src/fields/content-types.js';
import type { Field, NamedField } from '../../src/fields/field.js';
import type { EmptyPolicy } from '../../src/fields/mapping.js';
import { custom, mapField, mappingOf, type Settings, sendCell, standard, updateReader } from '../helpers/send-cell.js';

describe('an empty cell is what the job says it is', () => {
  const read = (field: Field, empty: EmptyPolicy, text = '', hasBaseline = false) => {
    const mapped = mapField(field, '列', { empty });
    return updateReader(mappingOf([mapped], { hasBaseline }))({
      externalUserId: 'wm1',
      cells: [{ mapped, texts: [text] }],
    });
  };

  test('keep: a standard field is not named at all', () => {
    expect(read(standard('mobile'), 'keep')).toEqual({ update: { externalUserId: 'wm1', fields: [] }, problems: [] });
  });

  test('keep: a custom field cannot be kept without a baseline, and the row says so', () => {
    const { update, problems } = read(custom('text'), 'keep');
    expect(update.fields).toEqual([]);
    expect(problems).toEqual([{ column: '列', reason: { code: 'cell.cannotKeep', params: {} } }]);
  });

  test('keep: with a baseline a custom field is not named either, and holds what it held', () => {
    for (const contentType of contentTypes) {
      expect(read(custom(contentType), 'keep', '', true)).toEqual({
        update: { externalUserId: 'wm1', fields: [] },
        problems: [],
      });
    }
  });

  test.each([standard('mobile'), standard('age'), custom('text'), custom('droplist')])(
    'clear: %j is cleared',
    (field) => {
      expect(read(field, 'clear')).toEqual({
        update: { externalUserId: 'wm1', fields: [{ action: 'clear', field }] },
        problems: [],
      });
    },
  );

  test.each([standard('mobile'), custom('text')])('reject: %j makes the row invalid', (field) => {
    expect(read(field, 'reject').problems).toEqual([{ column: '列', reason: { code: 'cell.empty', params: {} } }]);
  });

  test.each<EmptyPolicy>(['clear', 'reject'])('%s means the same with a baseline', (empty) => {
    for (const field of [standard('mobile'), custom('text')]) {
      expect(read(field, empty, '', true)).toEqual(read(field, empty, '', false));
    }
  });

  test.each<EmptyPolicy>(['keep', 'clear', 'reject'])('%s is not asked when the cell holds spaces', (empty) => {
    expect(read(standard('position'), empty, ' ').problems[0]?.reason.code).toBe('cell.onlySpaces');
  });

  test.each<EmptyPolicy>(['keep', 'clear', 'reject'])('%s: the clearing mark clears on purpose', (empty) => {
    for (const field of [standard('gender'), custom('chained_droplist')]) {
      expect(read(field, empty, '#清空')).toEqual({
        update: { externalUserId: 'wm1', fields: [{ action: 'clear', field }] },
        problems: [],
      });
    }
  });

  test.each(['#清空 ', ' #清空', '＃清空', '#清空\n'])(
    'what only resembles the clearing mark does not clear: %j',
    (text) => {
      expect(read(custom('text'), 'keep', text).update.fields[0]?.action).toBe('set');
      expect(read(standard('gender'), 'keep', text).problems[0]?.reason.code).toBe('cell.integer');
    },
  );
});

describe('a field that is only named, its account not read', () => {
  const read = (contentType: ContentType | undefined, text: string, more: Settings = {}, hasBaseline = true) => {
    const field: NamedField = { kind: 'named', key: '等级', id: undefined, contentType };
    const mapped = mapField(field, '列', more);
    const mapping = { idColumn: 'id', fields: [mapped], clearWith: '#清空', hasBaseline };
    const { update, problems } = updateReader(mapping)({ externalUserId: 'wm1', cells: [{ mapped, texts: [text] }] });
    return problems[0]?.reason.code ?? update.fields;
  };
  const taken = (value: unknown) => [expect.objectContaining({ action: 'set', value })];

  test('is judged as far as it can be: of no type, by damage alone', () => {
    expect(read(undefined, '随便')).toEqual(taken('随便'));
    expect(read(undefined, '#N/A')).toBe('cell.errorValue');
    expect(read(undefined, '')).toEqual([]);
    expect(read(undefined, '#清空')).toMatchObject([{ action: 'clear' }]);
    expect(read(undefined, '', { empty: 'reject' })).toBe('cell.empty');
  });

  test('is judged by its type, where the job writes it out', () => {
    expect(read('date', '2024-02-30')).toBe('cell.date');
    expect(read('date', '2024-02-29')).toEqual(taken('2024-02-29'));
    expect(read('number', 'x')).toBe('cell.integer');
  });

  test.each<ContentType>(['droplist', 'chained_droplist', 'checkbox'])(
    'is judged by its values, and not where only the account could tell the labels: %s',
    (contentType) => {
      expect(read(contentType, '白金')).toEqual(taken('白金'));
      const value = contentType === 'chained_droplist' ? [1] : 1;
      expect(read(contentType, '白金', { values: new Map([['普通', value]]) })).toMatch(/^cell\.notAllowed/);
    },
  );

  test('is refused if it is empty and there is no baseline: its old value cannot be kept', () => {
    expect(read('text', '', {}, false)).toBe('cell.cannotKeep');
  });
});

test('the column’s own settings hold for its own cells alone', () => {
  expect(sendCell(standard('position'), '', { empty: 'reject' })).toEqual({ refused: 'cell.empty' });
  expect(sendCell(standard('position'), '', { empty: 'clear' })).toEqual({ sent: '""' });
});

test('all problems of a row are told at once, in the order of its columns, each with its column and value', () => {
  const fields = [
    mapField(standard('mobile'), '手机号'),
    mapField(standard('gender'), '性别'),
    mapField(standard('birthday'), '生日', { format: 'yyyy/M/d' }),
    mapField(standard('position'), '职位'),
    mapField(custom('text'), '备注'),
    mapField(custom('droplist', 2), '等级', { empty: 'reject' }),
  ];
  const mapping = mappingOf(fields, { idColumn: '企微客户ID' });
  const header = ['企微客户ID', '手机号', '性别', '生日', '职位', '备注', '等级'];
  const { columns } = findColumns(mapping, header);
  const cells = ['a/b', '123', '3', '2024/2/30', '经理', '', ''];
  const { problems } = updateReader(mapping)(mapRow({ row: 2, line: 2, cells }, columns));
  expect(problems.map(({ column, reason }) => [column, reason.code, reason.params.value])).toEqual([
    ['企微客户ID', 'id.grammar', 'a/b'],
    ['手机号', 'cell.phone', '123'],
    ['性别', 'cell.outOfRange', '3'],
    ['生日', 'cell.declaredDate', '2024/2/30'],
    ['备注', 'cell.cannotKeep', undefined],
    ['等级', 'cell.empty', undefined],
  ]);
  expect(problems[2]?.reason.params).toMatchObject({ min: '0', max: '2' });
  expect(problems[3]?.reason.params).toMatchObject({ format: 'yyyy/M/d' });
});

test('a row is read alike however often and after whatever row', () => {
  const mapped = mapField(custom('checkbox'), '标签');
  const read = updateReader(mappingOf([mapped]));
  const bodyOf = (text: string) =>
    planUpdate(read({ externalUserId: 'wm1', cells: [{ mapped, texts: [text] }] }).update, null).body;
  const first = bodyOf('1,2');
  read({ externalUserId: '..', cells: [{ mapped, texts: ['1,1'] }] });
  expect(bodyOf('1,2')).toBe(first);
});
