import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { fast, fullAccount, idOf, mobileOf } from '../helpers/account.js';
import { setUpImport } from '../helpers/import.js';
import { readFailed, readReport } from '../helpers/workspace.js';

const header = ['id', '手机号', '性别', '生日', '省', '市', '详细地址', '兴趣', '签约', '积分'];
const mapping = `
fields:
  mobile: { column: 手机号, trim: true, digits: true }
  gender: { column: 性别, trim: true, values: { 男: 1, 女: 2, 未知: 0 }, default: 未知 }
  birthday: { column: 生日, trim: true, format: [yyyy/M/d, yyyy-MM-dd, "yyyy年M月d日"] }
  address: { join: { columns: [省, 市, 详细地址] }, trim: true, digits: true }
customFields:
  地区: { join: { columns: [省, 市], with: / }, separator: / , trim: true }
  兴趣: { column: 兴趣, separator: 、, trim: true, default: 普通 }
  签约日期: { column: 签约, format: [d/M/yyyy, M/d/yyyy, yyyy年M月d日] }
  积分: { column: 积分, trim: true, digits: true, empty: clear }
unmapped: reject`;

const rows = [
  [
    '\u3000１３３１１１１１１１１ ',
    '\u00A0女',
    '1990/5/1',
    ' 湖北省',
    '武汉市\u200B',
    '中山路１号',
    'VIP、普通',
    '13/2/2024',
    ' ９ ',
  ],
  ['13311111112', '', ' 1990-05-01', '广东省', '广州市', '天河路 ', ' ', '2/13/2024', '\u3000'],
  ['', '未知', '1990年5月1日', '', ' ', '', 'VIP', '3/3/2024', '10'],
  ['', '男', '', '#清空', '', '', '', '2024年2月13日', '－1'],
  ['', '男', '1990.5.1', '湖北省', '', '中山路', '', '1/2/2024', '1'],
  ['', '男', '', '湖北省', '武/汉', '中山路', '', '', '1'],
].map((cells, index) => [idOf(index), ...cells]);

test('every transform of a mapping, in one job; what it refuses is mended in failed.csv and imported with the same job', async () => {
  const { fields, contacts } = fullAccount(8);
  const account = { fields, contacts: contacts.map((contact) => ({ ...contact, address: '旧地址' })) };
  const { sandbox, writeRows, run } = await setUpImport({
    account,
    header,
    rows,
    mapping,
    more: fast,
  });
  const { code, folder, summary, stderr } = await run('run', '<job>', '--yes');
  expect({ code, rows: summary.rows, stderr }).toMatchObject({ code: 2, rows: { updated: 4, invalid: 2 } });

  const held = (index: number) => {
    const { customFields = [], ...contact } = sandbox.contact(idOf(index)) ?? {};
    const { mobile, gender, birthday, address } = contact as Record<string, unknown>;
    const content = (id: number) => JSON.stringify(customFields.find((field) => field.id === id)?.content);
    return [mobile, String(gender), birthday, address, ...[2, 3, 4, 6].map(content)];
  };
  const kept = (index: number) => mobileOf(index);
  expect([0, 1, 2, 3].map(held)).toEqual([
    ['13311111111', '2', '1990-05-01', '湖北省武汉市中山路1号', '[4,5]', '[2,1]', '"2024-02-13"', '9'],
    ['13311111112', '0', '1990-05-01', '广东省广州市天河路', '[10,11]', '[1]', '"2024-02-13"', undefined],
    [kept(2), '0', '1990-05-01', '旧地址', '[10,11]', '[2]', '"2024-03-03"', '10'],
    [kept(3), '1', undefined, '', undefined, '[1]', '"2024-02-13"', '-1'],
  ]);

  const told = readReport(folder).filter(({ status }) => status === 'invalid');
  expect(told.map(({ row, column }) => [row, column])).toEqual([
    ['6', '省 + 市 + 详细地址; 生日; 省 + 市; 签约'],
    ['7', '省 + 市'],
  ]);
  expect(told[0]?.message).toContain('of the joined columns, 市 is empty');
  expect(told[0]?.message).toContain('yyyy/M/d | yyyy-MM-dd | yyyy年M月d日');
  expect(told[0]?.message).toContain('d/M/yyyy → 2024-02-01, M/d/yyyy → 2024-01-02');
  expect(told[1]?.message).toContain('"武/汉" holds the separator');

  // Raw cells, to the character: what was refused is still as the file has it.
  const failed = readFailed(folder);
  expect(failed.map((row) => header.map((name) => row[name]))).toEqual(rows.slice(4));
  const [names = [], ...table]: string[][] = parse(readFileSync(join(folder, 'failed.csv')), { bom: true });
  const mend = (cells: string[], mended: Record<string, string>) =>
    cells.map((cell, index) => mended[names[index] ?? ''] ?? cell);
  const mended = [
    mend(table[0] ?? [], { 生日: '1990/5/1', 市: '武汉市', 签约: '13/2/2024' }),
    mend(table[1] ?? [], { 市: '宜昌市' }),
  ];
  writeRows(names, mended);
  expect(await run('run', '<job>', '--yes')).toMatchObject({ code: 0, summary: { rows: { updated: 2 } } });
  expect(held(4).slice(3, 7)).toEqual(['湖北省武汉市中山路', '[4,5]', '[1]', '"2024-02-13"']);
  expect(held(5).slice(3, 7)).toEqual(['湖北省宜昌市中山路', '[4,6]', '[1]', '"2024-01-05"']);

  // The same once more: nothing is left to change.
  expect(await run('run', '<job>', '--yes')).toMatchObject({ code: 0, summary: { rows: { unchanged: 2 } } });
});
