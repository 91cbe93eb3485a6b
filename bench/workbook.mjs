// `check` of a workbook beside exceljs's streaming reader, which only reads it: the same file, in the same run, rows a
// second and peak memory of each, and how both grow. Usage: node bench/workbook.mjs [small] [large]
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import yazl from 'yazl';
import { checkJob } from './check-job.mjs';

const [small, large] = [process.argv[2] ?? 100_000, process.argv[3] ?? 1_000_000].map(Number);
const cli = join(import.meta.dirname, '../dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'wefeng-bench-'));

const header = ['id', '姓名', '手机号', '性别', '邮箱', '生日', '公司', '地址', '客户等级', '地区', '余额', '备注'];
const few = [...header, '男', '女', '普通', 'VIP', '4/5', ...Array.from({ length: 1000 }, (_, i) => `公司${i}`)];

// Each child tells its own peak, as the operating system counted it.
const tell = "process.on('exit', () => require('node:fs').writeSync(3, String(process.resourceUsage().maxRSS)));";
// What exceljs's documentation shows for large files.
const rival = `
import ExcelJS from '${import.meta.resolve('exceljs')}';
let rows = 0;
const options = { sharedStrings: 'cache', styles: 'cache', worksheets: 'emit' };
for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader(process.argv[2], options))
  for await (const row of sheet) rows += row.values.length > 0 ? 1 : 0;
if (rows !== Number(process.argv[3]) + 1) process.exitCode = 1;
`;

try {
  writeFileSync(join(folder, 'job.yaml'), checkJob);
  writeFileSync(join(folder, 'tell-peak.cjs'), tell);
  writeFileSync(join(folder, 'rival.mjs'), rival);
  for (const rows of [small, large]) {
    const file = join(folder, `${rows}.xlsx`);
    await writeWorkbook(file, rows);
    const check = measure(rows, [cli, 'check', join(folder, 'job.yaml'), '--file', file]);
    const exceljs = measure(rows, [join(folder, 'rival.mjs'), file, String(rows)]);
    print(`${rows} rows: check ${word(check)}; exceljs reads alone ${word(exceljs)}`);
    rmSync(file);
  }
} finally {
  rmSync(folder, { recursive: true });
}

function measure(rows, args) {
  const start = performance.now();
  const { status, output } = spawnSync(process.execPath, ['-r', join(folder, 'tell-peak.cjs'), ...args], {
    env: { ...process.env, WEFENG_LOG_DIR: join(folder, 'logs') },
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  if (status !== 0) throw new Error(`${args[0]} ended with ${status}`);
  return { rowsPerSecond: (rows * 1000) / (performance.now() - start), megabytes: Number(output[3]) / 1024 };
}

function word({ rowsPerSecond, megabytes }) {
  return `${Math.round(rowsPerSecond)} rows/s, peak ${Math.round(megabytes)} MB`;
}

/** 12 columns as Excel saves them: five shared texts of its own to a row, four of few values, two numbers, a date. */
async function writeWorkbook(file, rows) {
  const zip = new yazl.ZipFile();
  const written = finished(zip.outputStream.pipe(createWriteStream(file)));
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relation = (id, kind, target) => `<Relationship Id="${id}" Type="${type}/${kind}" Target="${target}"/>`;
  const relations = (...all) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`;
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const add = (name, text) => zip.addBuffer(Buffer.from(text), name);
  add('_rels/.rels', relations(relation('r1', 'officeDocument', 'xl/workbook.xml')));
  add(
    'xl/_rels/workbook.xml.rels',
    relations(
      relation('r1', 'worksheet', 'worksheets/sheet1.xml'),
      relation('r2', 'sharedStrings', 'sharedStrings.xml'),
      relation('r3', 'styles', 'styles.xml'),
    ),
  );
  add('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>');
  add(
    'xl/workbook.xml',
    `<workbook ${main} xmlns:r="${type}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`,
  );
  add('xl/styles.xml', `<styleSheet ${main}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`);
  zip.addReadStream(Readable.from(pieces(sharedStrings(rows, main))), 'xl/sharedStrings.xml');
  zip.addReadStream(Readable.from(pieces(sheet(rows, main))), 'xl/worksheets/sheet1.xml');
  zip.end();
  await written;
}

function* sharedStrings(rows, main) {
  const item = (text) => `<si><t>${text}</t></si>`;
  yield `<sst ${main}>${few.map(item).join('')}`;
  for (let i = 0; i < rows; i++) {
    yield [`wm_${i}`, `张三${i}`, `u${i}@example.com`, `北京市朝阳区${i}号, 3单元`, `客户备注第${i}条`]
      .map(item)
      .join('');
  }
  yield '</sst>';
}

function* sheet(rows, main) {
  const shared = (name, index) => `<c r="${name}" t="s"><v>${index}</v></c>`;
  yield `<worksheet ${main}><sheetData><row r="1">${header.map((_, i) => shared(`${'ABCDEFGHIJKL'[i]}1`, i)).join('')}</row>`;
  for (let i = 0; i < rows; i++) {
    const row = i + 2;
    const own = (name, index) => shared(`${name}${row}`, few.length + i * 5 + index);
    const one = (name, text) => shared(`${name}${row}`, few.indexOf(text));
    const number = (name, value, style = 0) => `<c r="${name}${row}" s="${style}"><v>${value}</v></c>`;
    yield [
      `<row r="${row}">${own('A', 0)}${own('B', 1)}${number('C', 13800000000 + (i % 1e8))}${one('D', '男女'[i % 2])}`,
      `${own('E', 2)}${number('F', 20000 + (i % 15000), 1)}${shared(`G${row}`, header.length + 5 + (i % 1000))}`,
      `${own('H', 3)}${one('I', ['普通', 'VIP'][i % 2])}${one('J', '4/5')}${number('K', i / 4)}${own('L', 4)}</row>`,
    ].join('');
  }
  yield '</sheetData></worksheet>';
}

/** Larger pieces than one row each: a stream takes its time for each of them. */
function* pieces(texts) {
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (piece.length < 65_536) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
