import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { planUpdate } from '../../src/contact/plan-update.js';
import { loadJob } from '../../src/job/load-job.js';
import { readRow, rowMappingOf } from '../../src/phases/plan/read-row.js';
import { resolveMapping } from '../../src/phases/plan/resolve-mapping.js';
import { readPhase } from '../../src/phases/read/read-phase.js';
import { openRunStore } from '../../src/store/sqlite/run-store.js';
import { encode } from '../helpers/encode.js';
import { makeTempFolder } from '../helpers/temp-folder.js';

// The same customers in every kind of file that people have: what is sent must be the same to the byte.

const header = ['企微客户ID', '姓名', '手机号', '性别', '生日', '地址', '年龄', '等级', '地区', '回访', '余额', '备注'];

const job = `
name: formats
id: 企微客户ID
fields:
  mobile: 手机号
  gender: { column: 性别, values: { 男: 1, 女: 2, 未知: 0 } }
  birthday: { column: 生日, format: yyyy/M/d }
  address: 地址
  age: 年龄
customFields:
  CustomField_1: { column: 等级, id: 1, type: droplist, values: { 普通: 1, VIP: 2 } }
  CustomField_2: { column: 地区, id: 2, type: chained_droplist, separator: / }
  CustomField_3: { column: 回访, id: 3, type: datetime, format: yyyy/M/d H:mm }
  CustomField_4: { column: 余额, id: 4, type: numeric }
  CustomField_5: { column: 备注, id: 5, type: text }
baseline: none
replaceAll: true
empty: clear
lang: en
`;

const two = (value: number): string => String(value).padStart(2, '0');

/** A row as texts; every kind of cell, blank ones and rare characters among them. */
function textsOf(index: number): string[] {
  const day = `${1950 + (index % 60)}/${1 + (index % 12)}/${1 + (index % 28)}`;
  const visit = `2024/${1 + (index % 12)}/${1 + (index % 28)} ${index % 24}:${two(index % 60)}`;
  const remark =
    ['𠮷野家的客户', '说“好”，\n第二行', 'a;b,c|d\te', '"引号"在内', '㐀䶮', '', ' 两边有空格 '][index % 7] ?? '';
  return [
    `wm_${String(index).padStart(6, '0')}`,
    `客户${index}`,
    index % 11 === 0 ? '' : `138${String(index).padStart(8, '0')}`,
    ['男', '女', '未知'][index % 3] ?? '',
    index % 13 === 0 ? '' : day,
    `武汉市珞喻路${index}号`,
    String(18 + (index % 60)),
    index % 2 ? 'VIP' : '普通',
    '4/5',
    index % 5 === 0 ? '' : visit,
    index % 4 ? `${index}.5` : String(index),
    remark,
  ];
}

/** The same as a person has it in Excel: numbers and dates are such. */
async function toWorkbook(rows: readonly string[][]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('客户');
  sheet.addRow(header);
  for (const [index, texts] of rows.entries()) {
    const cells = texts.map((text, column) => {
      if (text === '') return null;
      if (['手机号', '年龄', '余额'].includes(header[column] ?? '')) return Number(text);
      return ['生日', '回访'].includes(header[column] ?? '') ? toDate(text) : text;
    });
    const row = sheet.addRow(cells);
    row.getCell(5).numFmt = index % 2 ? 'yyyy/m/d' : 'yyyy"年"m"月"d"日"';
    row.getCell(10).numFmt = 'yyyy-mm-dd hh:mm';
    row.getCell(11).numFmt = '#,##0.00';
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function toDate(text: string): Date {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = text.split(/\D/).map(Number);
  return new Date(Date.UTC(year, month - 1, day, hour, minute));
}

async function filesOf(rows: readonly string[][]): Promise<Record<string, Buffer>> {
  const csv = (delimiter = ',') =>
    stringify([header, ...rows], { delimiter, quoted_match: /\n/, record_delimiter: '\r\n' });
  return {
    'utf-8.csv': Buffer.from(csv()),
    'marked.csv': Buffer.from(`\uFEFF${csv()}`),
    'gbk.csv': encode(csv(), 'gb18030'),
    'utf-16le.csv': encode(`\uFEFF${csv()}`, 'utf-16le'),
    'utf-16be.txt': encode(`\uFEFF${csv('\t')}`, 'utf-16be'),
    'tabs.tsv': Buffer.from(csv('\t')),
    'semicolons.csv': encode(csv(';'), 'gb18030'),
    'customers.xlsx': await toWorkbook(rows),
  };
}

/** All bodies that a file comes to, as a run would send them. */
async function bodiesOf(folder: string, jobPath: string, file: string): Promise<string[]> {
  const loaded = await loadJob(jobPath);
  const runFolder = join(folder, `${file}.run`);
  mkdirSync(runFolder);
  const store = openRunStore(runFolder);
  const stopping = new AbortController().signal;
  try {
    const { header: found } = await readPhase(
      { folder: runFolder, job: loaded.job, store },
      join(folder, file),
      stopping,
      () => {},
    );
    const rows = rowMappingOf(resolveMapping(loaded.job, loaded.jobFile, null), found);
    return [...store.plannableRows()].map((row) => {
      const read = readRow(row, rows);
      return read.kind === 'update' ? planUpdate(read.update, null).body : JSON.stringify(read);
    });
  } finally {
    store.close();
  }
}

// FULL=1 runs it at full size.
const count = process.env.FULL ? 5000 : 300;

test(`${count} customers come to the same bodies from CSV in every encoding, from other separators and from a workbook`, async () => {
  const folder = makeTempFolder();
  const jobPath = join(folder, 'job.yaml');
  writeFileSync(jobPath, job);
  const bodies = new Map<string, string[]>();
  for (const [name, content] of Object.entries(
    await filesOf(Array.from({ length: count }, (_, i) => textsOf(i + 1))),
  )) {
    writeFileSync(join(folder, name), content);
    utimesSync(join(folder, name), 1e9, 1e9);
    bodies.set(name, await bodiesOf(folder, jobPath, name));
  }
  const [first = []] = bodies.values();
  expect(first).toHaveLength(count);
  expect(first.filter((body) => !body.startsWith('{"'))).toEqual([]);
  expect(first[0]).toContain('"content":"说“好”，\\n第二行"');
  for (const [name, found] of bodies) expect(found, name).toEqual(first);
});
