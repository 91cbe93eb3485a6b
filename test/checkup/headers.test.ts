import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAlikeHeader, isSameHeader, nearestHeaders } from '../../src/checkup/alike-headers.js';
import { examineFile } from '../../src/checkup/examined-file.js';
import type { Finding } from '../../src/checkup/finding.js';
import { createProfiler } from '../../src/checkup/profiler.js';
import type { NamedMapping } from '../../src/fields/mapping.js';

/** A job that uses these columns as texts; the first is the id. */
const mappingOf = ([idColumn = '', ...columns]: readonly string[]): NamedMapping => ({
  idColumn,
  fields: columns.map((column) => ({
    field: { kind: 'named', key: column, id: undefined, contentType: 'text' },
    columns: [column],
    empty: 'keep',
  })),
  clearWith: '#清空',
  hasBaseline: true,
});

/** What is found in a file of this header, whose cells all hold something. */
function examineHeader(header: readonly string[], used: readonly string[], cells = header.map(() => 'x')): Finding[] {
  const profiler = createProfiler(examineFile(mappingOf(used), header, null, ['原因', '导入原因']));
  profiler.observe({ row: 2, line: 2, cells }, []);
  return profiler.findings();
}

describe('two headers are one to a person', () => {
  test.each([
    ['备注', '备 注'],
    ['手机号', '手机号（）'],
    ['手机号', '【手机号】'],
    ['客户ID', '客户ｉｄ'],
    ['手机号', ' 手机号\u00a0'],
    ['e-mail', 'Email'],
    ['手机号:', '手机号：'],
    ['external_user_id', 'externalUserId'],
  ])('%s and %s', (one, other) => {
    expect(isSameHeader(one, other)).toBe(true);
    expect(isAlikeHeader(one, other)).toBe(true);
  });

  test.each([
    ['手机', '手表'],
    ['备注', '备注名'],
    ['手机号', '手机号2'],
    ['（）', '【】'],
  ])('but not %s and %s', (one, other) => expect(isSameHeader(one, other)).toBe(false));
});

describe('a header may be taken for another', () => {
  test.each([
    ['手机号', '手机号码'],
    ['手机号', '手机号2'],
    ['手机号', '新手机号'],
    ['备注', '备注名'],
    ['邮箱', '邮箱地址'],
    ['企微客户ID', '企微客户ID1'],
    ['客户联系电话', '客户联络电话'],
    ['customerName', 'customer_names'],
  ])('%s and %s', (one, other) => {
    expect(isAlikeHeader(one, other)).toBe(true);
    expect(isAlikeHeader(other, one)).toBe(true);
  });

  test.each([
    ['年龄', '年级'],
    ['姓名', '公司'],
    ['地址', '公司地址'],
    ['客户等级', '跟进人'],
    ['生日', '生效日期'],
    ['备注', ''],
    ['', ''],
  ])('but not %s and %s', (one, other) => expect(isAlikeHeader(one, other)).toBe(false));
});

describe('a file is told', () => {
  test('of columns that look like one that the job uses', () => {
    const header = ['id', '手机号', '手机号码', '手机号 2', '公司'];
    expect(examineHeader(header, ['id', '手机号', '公司'])).toMatchObject([
      { code: 'alikeHeaders', column: '手机号', count: 2, rows: [], params: { names: '手机号码, 手机号 2' } },
      { code: 'unmapped', column: null, count: 2, params: { names: '手机号码, 手机号 2' } },
    ]);
  });

  test('of two that the job uses and that are one to a person, once', () => {
    expect(examineHeader(['id', '备注', '备 注'], ['id', '备注', '备 注'])).toMatchObject([
      { code: 'alikeHeaders', column: '备注', params: { names: '备 注' } },
    ]);
  });

  test('of the columns with data that the job does not use, and not of those without', () => {
    const header = ['id', '姓名', '性别', '空列', '导入原因'];
    expect(examineHeader(header, ['id', '性别'], ['wm1', '张三', '男', '', 'x'])).toMatchObject([
      { code: 'unmapped', column: null, count: 1, params: { names: '姓名' } },
    ]);
  });

  test('nothing where all is used, and nothing is alike', () => {
    expect(examineHeader(['id', '手机号', '备注', '备注名'], ['id', '手机号', '备注', '备注名'])).toEqual([]);
  });

  test('of as many names as can be read', () => {
    const more = Array.from({ length: 500 }, (_, index) => `第${index}列的名字`);
    const [finding] = examineHeader(['id', ...more], ['id']);
    expect(finding?.count).toBe(500);
    expect(String(finding?.params.names).split(', ')).toHaveLength(21);
  });
});

describe('for a column that is missing', () => {
  test.each([
    ['企微客户ID', ['姓名', '企微客户id'], '企微客户id'],
    ['手机号', ['姓名', '客户手机号', '手机号码'], '手机号码'],
    ['手机号', ['姓名', '手机'], '手机'],
    ['客户等级', ['等级', '地区'], '等级'],
    ['备注', ['备 注', '备注名'], '备 注'],
  ])('%s the nearest is named', (missing, header, nearest) => {
    expect(nearestHeaders([missing], header)).toEqual([{ missing, nearest, meant: null }]);
  });

  test('what it became in the wrong encoding is named, with what that means', () => {
    const garbled = new TextDecoder('gb18030').decode(new TextEncoder().encode('手机号'));
    expect(nearestHeaders(['手机号', '年龄'], ['鍏徃', garbled])).toEqual([
      { missing: '手机号', nearest: garbled, meant: '手机□' },
    ]);
  });

  test('nothing is named where nothing is like it', () => {
    expect(nearestHeaders(['手机号', 'age'], ['姓名', '公司', '地址', '（）', ''])).toEqual([]);
    expect(nearestHeaders([], ['姓名'])).toEqual([]);
  });

  test('a box in a name is no lost letter', () => {
    expect(nearestHeaders(['□'], ['□ '])).toEqual([{ missing: '□', nearest: '□ ', meant: null }]);
  });

  test('whatever the names are, the very same one is the nearest', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 10 })
      .filter((text) => isSameHeader(text, text));
    fc.assert(
      fc.property(name, fc.array(name, { maxLength: 5 }), (wanted, others) => {
        const [found] = nearestHeaders([wanted], [...others, wanted]);
        expect(isSameHeader(found?.nearest ?? '', wanted)).toBe(true);
      }),
    );
  });
});
