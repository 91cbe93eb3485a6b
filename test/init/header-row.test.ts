import { describe, expect, test } from 'vitest';
import { findHeaderRow } from '../../src/init/header-row.js';

/** The header of rows as a text shows them; `|` stands between cells. */
function headerOf(...rows: string[]): number | null {
  return findHeaderRow(rows.map((text, index) => ({ row: index + 1, line: index + 1, cells: text.split('|') })));
}

const id = 'wmDEMO4dWQP6sWPQbjTqazjh4UJV';

describe('the header', () => {
  test.each<[string, string[], number | null]>([
    ['is the first row', ['企微客户ID|姓名|手机号', `${id}|王|13800138000`], 1],
    ['stands below a title', ['客户导出||', '企微客户ID|姓名|手机号', `${id}|王|13800138000`], 2],
    ['stands below a title of one cell', ['客户导出 2024-01-05', '企微客户ID|姓名', `${id}|王`], 2],
    ['stands below remarks and a blank row', ['说明：请勿修改', '', 'externalUserId|level', `${id}|VIP`], 3],
    ['stands below groups of columns', ['基本信息||联系方式|', '企微客户ID|姓名|手机号|邮箱', `${id}|王|1|a@b.cn`], 2],
    ['is the first of two in two languages', ['企微客户ID|手机号', 'externalUserId|mobile', `${id}|13800138000`], 1],
    ['may hold no name that is known', ['编码|等级|标签', 'A1|VIP|老客户'], 1],
    ['may hold no name that is known, below a title', ['导出', '编码|等级|标签', 'A1|VIP|老客户', 'A2|VIP|老客户'], 2],
    ['is not a row whose values are known names', ['姓名|渠道', '张三|电话', '李四|微信'], 1],
    ['may have blank names over blank columns', ['企微客户ID||手机号', `${id}||13800138000`], 1],
    ['is not the first row of data', [`${id}|王|13800138000`, `${id}|李|13800138001`], null],
    ['is not a row with a name twice, where none is known', ['是|是|否', '甲|乙|丙'], 2],
    ['is not a row of dates or addresses of mail', ['2024/1/5|甲', 'a@b.cn|乙'], null],
    ['is not a row of numbers', ['1|2|3', '4|5|6'], null],
    ['is in no empty file', [], null],
    ['is in no blank file', ['', '||'], null],
    ['is not in a text that is cut in the wrong places', ['导出', '企微客户ID;姓名;手机号', `${id};王;1`], null],
    [
      'is not a title with a comma above such a text',
      ['导出，2024', '共 2 行|3 列', `企微客户ID;姓名`, `${id};王`],
      null,
    ],
  ])('%s', (_, rows, expected) => {
    expect(headerOf(...rows)).toBe(expected);
  });

  test('has the number that Excel shows, where rows are left out', () => {
    const rows = [
      { row: 3, line: 3, cells: ['导出'] },
      { row: 7, line: 7, cells: ['企微客户ID', '手机号'] },
    ];
    expect(findHeaderRow(rows)).toBe(7);
  });
});
