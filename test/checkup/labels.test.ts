import { describe, expect, test } from 'vitest';
import { createProfiler } from '../../src/checkup/profiler.js';
import type { MappedField } from '../../src/fields/mapping.js';
import { option } from '../helpers/contact-of.js';
import { columnOf } from '../helpers/examine.js';
import { custom, mapField, mappingOf, standard, updateReader } from '../helpers/send-cell.js';

/** What the doctor has to say of the labels in a column, out of the problems that its rows really have. */
function examineLabels(mapped: MappedField, cells: readonly string[]) {
  const readUpdate = updateReader(mappingOf([mapped]));
  const columns = [columnOf('option')];
  const profiler = createProfiler({ header: ['列'], columns, unused: [], clearWith: '#清空' });
  for (const [index, text] of cells.entries()) {
    const { problems } = readUpdate({ externalUserId: 'wm1', cells: [{ mapped, texts: [text] }] });
    profiler.observe({ row: index + 2, line: index + 2, cells: [text] }, problems);
  }
  return profiler.findings();
}

const levels = custom('droplist', 1, [option(1, '普通'), option(2, 'VIP'), option(3, '黄金会员')]);
const places = custom('chained_droplist', 1, [
  option(4, '湖北省', [option(5, '武汉市'), option(6, '宜昌市')]),
  option(10, '广东省', [option(11, '广州市')]),
]);
const hobbies = custom('checkbox', 1, [option(1, '钓鱼'), option(2, '音乐'), option(3, '茶道')]);
const genders = new Map([
  ['男', 1],
  ['女', 2],
  ['未知', 0],
]);

describe('labels that match no option are gathered', () => {
  test('by label, the commonest first, each with the option nearest to it', () => {
    const cells = ['VIP', '至尊会员', 'vip客户', '普通', '至尊会员', '钻石', '至尊会员'];
    expect(examineLabels(mapField(levels, '列'), cells)).toMatchObject([
      {
        code: 'unmatchedLabel',
        column: '列',
        count: 5,
        rows: [3, 4, 6, 7, 8],
        params: { kinds: '3' },
        examples: [
          { value: '至尊会员', hint: { code: 'finding.hint.nearest', params: { count: 3, nearest: '黄金会员' } } },
          { value: 'vip客户', hint: { params: { count: 1, nearest: 'VIP' } } },
          { value: '钻石', hint: { code: 'finding.hint.count', params: { count: 1 } } },
        ],
      },
    ]);
  });

  test.each<[string, MappedField, string, string, string]>([
    ['of a path', mapField(places, '列'), '武汉', '武汉', '湖北省/武汉市'],
    [
      'of several in a cell, that which is none',
      mapField(hobbies, '列', { separator: '、' }),
      '音乐、钓魚',
      '钓魚',
      '钓鱼',
    ],
    ['of those that the job lists', mapField(standard('gender'), '列', { values: genders }), '男性', '男性', '男'],
    [
      'of several in a cell that the job lists',
      mapField(hobbies, '列', {
        separator: ',',
        values: new Map([
          ['钓鱼', 1],
          ['音乐', 2],
        ]),
      }),
      '钓鱼,音乐会',
      '音乐会',
      '音乐',
    ],
  ])('%s', (_, mapped, cell, value, nearest) => {
    expect(examineLabels(mapped, [cell])).toMatchObject([
      { count: 1, examples: [{ value, hint: { params: { nearest } } }] },
    ]);
  });

  test('where the job lists many, the nearest is found among all of them', () => {
    const values = new Map(Array.from({ length: 50 }, (_, index) => [`第${index}门店`, index]));
    expect(examineLabels(mapField(standard('position'), '列', { values }), ['第49门店面'])).toMatchObject([
      { examples: [{ hint: { params: { nearest: '第49门店' } } }] },
    ]);
  });

  test('with flat memory, however many there are', () => {
    const cells = Array.from({ length: 1000 }, (_, index) => `标签${index}`);
    const [finding] = examineLabels(mapField(levels, '列'), cells);
    expect(finding).toMatchObject({ count: 1000, params: { kinds: '200+' } });
    expect(finding?.examples).toHaveLength(5);
  });
});

test('labels that match say nothing', () => {
  expect(examineLabels(mapField(levels, '列'), ['VIP', 'ｖｉｐ', '黄金 会员', '', '2'])).toEqual([]);
});
