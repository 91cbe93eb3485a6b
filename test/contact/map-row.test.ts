import { describe, expect, test } from 'vitest';
import { findColumns, headerKey, mapRow } from '../../src/contact/map-row.js';
import { columnsOf } from '../../src/fields/mapping.js';
import { mapField, mappingOf, standard } from '../helpers/send-cell.js';

const mobile = mapField(standard('mobile'), '手机号');
const position = mapField(standard('position'), '职位');
const mapping = mappingOf([mobile, position], { idColumn: '企微客户ID' });

describe('a header name is found when a person would call it the same', () => {
  test.each([
    ['the byte order mark of the file', '\uFEFF手机号'],
    ['spaces around it', '  手机号 '],
    ['a no-break space', '手机号\u00A0'],
    ['an ideographic space', '\u3000手机号'],
    ['a zero-width space within', '手\u200B机号'],
    ['a line break at its end', '手机号\n'],
  ])('in spite of %s', (_, name) => {
    const { columns, missing } = findColumns(mapping, ['职位', name, '企微客户ID']);
    expect(missing).toEqual([]);
    expect(columns.fields.map(({ indexes }) => indexes)).toEqual([[1], [0]]);
    expect(columns.id).toBe(2);
  });

  test.each([
    ['full width', '企微客户ＩＤ'],
    ['spaces in the job', '企微客户ID'],
  ])('in spite of %s', (_, name) => {
    expect(findColumns({ ...mapping, idColumn: ' 企微客户ID ', fields: [] }, [name]).missing).toEqual([]);
  });

  test('composed and decomposed letters are one name', () => {
    expect(headerKey('Caf\u00E9')).toBe(headerKey('Cafe\u0301'));
    expect(headerKey('姓名：')).toBe(headerKey('姓名:'));
  });

  test('but not when it only looks alike or is another case', () => {
    expect(findColumns(mapping, ['手机', '职位', '企微客户id']).missing).toEqual(['企微客户ID', '手机号']);
  });
});

test('every column that is missing is named as the job writes it, each once', () => {
  const twice = { ...mapping, fields: [mobile, position, mapField(standard('wxNo'), '手机号')] };
  expect(findColumns(twice, ['姓名']).missing).toEqual(['企微客户ID', '手机号', '职位']);
});

test('columns that are joined are found each, and stand in the order of the job', () => {
  const address = mapField(standard('address'), ['市', '省', '手机号']);
  const joining = { ...mapping, fields: [mobile, address] };
  expect(columnsOf(joining)).toEqual(['企微客户ID', '手机号', '市', '省']);
  expect(findColumns(joining, ['企微客户ID', '省']).missing).toEqual(['手机号', '市']);
  const { columns } = findColumns(joining, ['省', '企微客户ID', '手机号', ' 市 ']);
  expect(mapRow({ row: 2, line: 2, cells: ['湖北省', 'wm1', '133', ' 武汉市'] }, columns).cells).toEqual([
    { mapped: mobile, texts: ['133'] },
    { mapped: address, texts: [' 武汉市', '湖北省', '133'] },
  ]);
});

test('a header of names that JavaScript knows is plain data', () => {
  const header = ['__proto__', 'constructor', 'toString', '企微客户ID', '手机号', '职位'];
  const { columns, missing } = findColumns(mapping, header);
  expect(missing).toEqual([]);
  expect(columns.id).toBe(3);
  const odd = { ...mapping, fields: [mapField(standard('position'), 'constructor')] };
  expect(findColumns(odd, header).columns.fields[0]?.indexes).toEqual([1]);
  expect(findColumns(odd, ['企微客户ID']).missing).toEqual(['constructor']);
});

test('a row gives its mapped cells to the letter: names are made alike, values are not', () => {
  const { columns } = findColumns(mapping, ['备注', '手机号', '企微客户ID', '职位']);
  const row = { row: 2, line: 2, cells: ['x', ' １３３ ', ' wm1', 'e\u0301\u200B'] };
  expect(mapRow(row, columns)).toEqual({
    externalUserId: ' wm1',
    cells: [
      { mapped: mobile, texts: [' １３３ '] },
      { mapped: position, texts: ['e\u0301\u200B'] },
    ],
  });
});
