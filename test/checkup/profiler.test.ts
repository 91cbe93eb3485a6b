import { describe, expect, test } from 'vitest';
import { type ExaminedFile, examineFile } from '../../src/checkup/examined-file.js';
import { findingCodes } from '../../src/checkup/finding.js';
import { createProfiler } from '../../src/checkup/profiler.js';
import type { CellFormat } from '../../src/fields/cell-format.js';
import type { ContentType } from '../../src/fields/content-types.js';
import type { NamedField, StandardField, StandardFieldName } from '../../src/fields/field.js';
import type { NamedMapping } from '../../src/fields/mapping.js';
import { allTexts } from '../../src/messages/message.js';
import { cpuMsOf } from '../helpers/cpu-time.js';
import { columnOf } from '../helpers/examine.js';

const standard = (name: StandardFieldName): StandardField => ({ kind: 'standard', name });
const named = (key: string, contentType?: ContentType): NamedField => ({ kind: 'named', key, id: 1, contentType });

const mappingOf = (
  fields: readonly [string, StandardField | NamedField, (CellFormat & { trim?: boolean })?][],
): NamedMapping => ({
  idColumn: 'id',
  fields: fields.map(([column, field, format]) => ({ field, columns: column.split('+'), empty: 'keep', ...format })),
  clearWith: '#清空',
  hasBaseline: true,
});

const kindsOf = ({ columns }: ExaminedFile) => Object.fromEntries(columns.map(({ name, kind }) => [name, kind]));

describe('what a column holds is known', () => {
  test('from the field that it goes to', () => {
    const mapping = mappingOf([
      ['手机', standard('mobile')],
      ['生日', standard('birthday')],
      ['年龄', standard('age')],
      ['公司', standard('corpFullName')],
      ['签约', named('签约', 'date')],
      ['积分', named('积分', 'number')],
      ['备用', named('备用', 'phone')],
      ['等级', named('等级', 'droplist')],
      ['备注', named('备注', 'area_text')],
      ['来源', named('来源')],
    ]);
    const header = ['来源', 'id', '手机', '生日', '年龄', '公司', '签约', '积分', '备用', '等级', '备注', '别的'];
    const file = examineFile(mapping, header, null, []);
    expect(kindsOf(file)).toEqual({
      id: 'id',
      手机: 'phone',
      生日: 'date',
      年龄: 'number',
      公司: 'text',
      签约: 'date',
      积分: 'number',
      备用: 'phone',
      等级: 'option',
      备注: 'text',
      来源: 'unknown',
    });
    expect(file.unused).toEqual([11]);
  });

  test('from what the job says of its cells', () => {
    const mapping = mappingOf([
      ['性别', standard('position'), { values: new Map([['男', '1']]) }],
      ['回访', named('回访'), { format: ['yyyy/M/d'], trim: true }],
    ]);
    expect(kindsOf(examineFile(mapping, ['id', '性别', '回访'], null, []))).toMatchObject({
      性别: 'option',
      回访: 'date',
    });
  });

  test('from the account, where it was read', () => {
    const fields = [{ fieldCode: 'CustomField_1', id: 1, contentType: 'number', name: '积分', options: null }];
    const account = { fields, complete: true } as unknown as Parameters<typeof examineFile>[2];
    const mapping = mappingOf([['积分', { kind: 'named', key: '积分', id: undefined, contentType: undefined }]]);
    expect(kindsOf(examineFile(mapping, ['id', '积分'], account, []))).toMatchObject({ 积分: 'number' });
  });

  test('of columns that are joined no more than that they are texts', () => {
    const mapping = mappingOf([['年+月+日', standard('birthday')]]);
    const file = examineFile(mapping, ['id', '年', '月', '日'], null, []);
    expect(kindsOf(file)).toEqual({ id: 'id', 年: 'text', 月: 'text', 日: 'text' });
    expect(file.unused).toEqual([]);
  });

  test('of a column that two fields share, from the one that knows', () => {
    const mapping = mappingOf([
      ['电话', named('电话')],
      ['电话', standard('mobile')],
    ]);
    expect(examineFile(mapping, ['id', '电话'], null, []).columns).toHaveLength(2);
    expect(kindsOf(examineFile(mapping, ['id', '电话'], null, []))).toMatchObject({ 电话: 'phone' });
  });
});

describe('a doctor', () => {
  const header = ['id', '手机', '姓名', '公司'];
  const mapping = mappingOf([
    ['手机', standard('mobile')],
    ['公司', standard('corpFullName')],
  ]);
  const examine = (rows: readonly (readonly string[])[]) => {
    const profiler = createProfiler(examineFile(mapping, header, null, []));
    for (const [index, cells] of rows.entries()) profiler.observe({ row: index + 2, line: index + 2, cells }, []);
    return profiler.findings();
  };

  test('tells the gravest first, and of one kind the most frequent', () => {
    const found = examine([
      ['wm 1', '138 0013 8000', '张三', '#N/A'],
      ['wm2', '#N/A', '李四', '寮犱笁'],
      ['wm3', '1.38E+10', '王五', '公司 '],
      ['wm4', '', '赵六', '#REF!'],
    ]);
    expect(found.map(({ code, column }) => [code, column])).toEqual([
      ['mojibake', '公司'],
      ['scientific', '手机'],
      ['errorCell', '公司'],
      ['errorCell', '手机'],
      ['idSpaces', 'id'],
      ['outerSpaces', '公司'],
      ['spacedDigits', '手机'],
      ['unmapped', null],
    ]);
  });

  test('looks at no column that the job does not use', () => {
    expect(examine([['wm1', '13800138000', '#N/A 1.38E+10 ', '公司']])).toMatchObject([{ code: 'unmapped' }]);
  });

  test('does not look at rows whose cells have shifted', () => {
    expect(
      examine([
        ['wm1', '1.38E+10'],
        ['wm1', '#N/A', 'x', '#N/A', 'x'],
      ]),
    ).toEqual([]);
  });

  test('has nothing to say of no rows', () => expect(examine([])).toEqual([]));
});

test('the cause and the mend of a kind are the same for all its columns', () => {
  for (const code of findingCodes) expect(allTexts[`finding.cure.${code}`]?.en).toMatch(/^[^{}]+$/);
});

test('no cell takes long to examine, however it is made', () => {
  const hostile = [
    '1',
    'a',
    ' ',
    '\u200b',
    '1 ',
    '1,',
    '1-',
    "'",
    '?',
    '#',
    '？',
    '寮',
    '寮犱笁',
    'å¼ ',
    'é',
    '\ue000',
    '\ufffd',
    '１',
    '𠮷',
  ];
  for (const kind of ['id', 'text', 'number', 'phone', 'date', 'unknown'] as const) {
    const columns = [columnOf(kind)];
    const profiler = createProfiler({ header: ['列'], columns, unused: [], clearWith: '#清空' });
    for (const [row, piece] of hostile.entries()) {
      const text = piece.repeat(Math.ceil(30_000 / piece.length));
      const ms = cpuMsOf(() => {
        for (const end of ['', '!']) profiler.observe({ row, line: row, cells: [text + end] }, []);
      });
      expect(ms, `${kind} of ${piece}`).toBeLessThan(100);
    }
    expect(JSON.stringify(profiler.findings()).length).toBeLessThan(10_000);
  }
});
