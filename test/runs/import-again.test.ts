import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { encode } from '../helpers/encode.js';
import { checkHere } from '../helpers/run-here.js';
import { makeTempFolder, writeFinished } from '../helpers/temp-folder.js';
import { readReport } from '../helpers/workspace.js';

/** A job for customers with a phone and a remark; `source` and `more` are YAML. */
function setUp(source: string, more = '') {
  const folder = makeTempFolder();
  const write = (name: string, content: string | Uint8Array | ArrayBuffer) => {
    writeFinished(join(folder, name), content instanceof ArrayBuffer ? new Uint8Array(content) : content);
    return join(folder, name);
  };
  const job = write(
    'job.yaml',
    `name: test\nsource: ${source}\nid: 编号\n${more.includes('fields') ? '' : 'fields: { mobile: 手机号, remarkName: 备注 }'}\nlang: en\n${more}`,
  );
  const check = (path: string) => checkHere(job, path, join(folder, 'logs'));
  return { write, check };
}

const wrong = '无';
const right = '13800000002';

/** Checks a file, mends what is refused in failed.csv, and checks that with the same job. */
async function importAgain(
  { write, check }: ReturnType<typeof setUp>,
  content: string | Uint8Array | ArrayBuffer,
  name = 'customers.csv',
) {
  const first = await check(write(name, content));
  expect(first.failed).toContain(wrong);
  const untouched = await check(write('untouched.csv', first.failed));
  const second = await check(write('mended.csv', first.failed.replace(wrong, right)));
  return { first, untouched, second };
}

describe('failed.csv is imported again with the same job', () => {
  test('where the header is in row 3, with what stands above it', async () => {
    const file = setUp('{ headerRow: 3 }');
    const { first, untouched, second } = await importAgain(
      file,
      `客户导出表,,\r\n\r\n编号,手机号,备注\r\nwm1,13800000001,x\r\nwm2,${wrong},"y, z"\r\n`,
    );
    expect(first.summary.rows).toMatchObject({ total: 2, invalid: 1, pending: 1 });
    expect(readReport(first.folder).map(({ row }) => row)).toEqual(['4', '5']);
    expect(first.failed.split('\r\n').slice(0, 3)).toEqual([
      '\uFEFF"客户导出表",,',
      '',
      '"编号","手机号","备注","原因"',
    ]);
    // With its reason in place of the one before.
    expect(untouched.summary.rows).toMatchObject({ total: 1, invalid: 1 });
    expect(untouched.failed).toBe(first.failed);
    expect(second.summary.rows).toMatchObject({ total: 1, invalid: 0, pending: 1 });
    expect(readReport(second.folder)).toMatchObject([{ row: '4', externalUserId: 'wm2' }]);
  });

  test('where the job says gb18030, and cells are separated by semicolons', async () => {
    const file = setUp('{ encoding: gb18030 }');
    const text = `编号;手机号;备注\r\nwm1;13800000001;𠮷野家\r\nwm2;${wrong};㐀,䶮\r\n`;
    const { first, untouched, second } = await importAgain(file, encode(text, 'gb18030'));
    expect(first.summary).toMatchObject({ source: [], rows: { total: 2, invalid: 1 } });
    expect(first.failed).toContain(`"编号";"手机号";"备注";"原因"\r\n"wm2";"${wrong}";"㐀,䶮";`);
    expect(untouched.failed).toBe(first.failed);
    expect(second.summary).toMatchObject({
      source: [
        expect.stringContaining('begins with the mark of UTF-8 and is read as such (the job says encoding: gb18030'),
      ],
      rows: { total: 1, invalid: 0 },
    });
  });

  test('where the job names the separator and UTF-16', async () => {
    const file = setUp('{ encoding: utf-16le, delimiter: "\\t" }');
    const text = `\uFEFF编号\t手机号\t备注\r\nwm1\t13800000001\tx,y\r\nwm2\t${wrong}\tz\r\n`;
    const { untouched, second, first } = await importAgain(file, encode(text, 'utf-16le'));
    expect(untouched.failed).toBe(first.failed);
    expect(second.summary.rows).toMatchObject({ total: 1, invalid: 0 });
  });

  test('where the job names a sheet, which a CSV has not: that is said', async () => {
    const file = setUp('{ sheet: 客户 }');
    const { first, second } = await importAgain(file, `编号,手机号,备注\nwm1,${wrong},x\n`);
    for (const { summary } of [first, second]) {
      expect(summary.source).toEqual([
        'this file is text and has no sheets; source.sheet of the job (客户) is not used',
      ]);
    }
    expect(second.summary.rows).toMatchObject({ total: 1, invalid: 0 });
  });

  test('where the file was a workbook, and the job names a separator and an encoding besides', async () => {
    const file = setUp('{ sheet: 客户, delimiter: ";", encoding: gb18030, headerRow: 2 }');
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('客户').addRows([['导出；表'], ['编号', '手机号', '备注'], ['wm1', wrong, 'a,b;c']]);
    const { untouched, first, second } = await importAgain(file, await workbook.xlsx.writeBuffer(), 'customers.xlsx');
    expect(first.failed).toContain(`"wm1";"${wrong}";"a,b;c";`);
    expect(untouched.failed).toBe(first.failed);
    expect(second.summary.rows).toMatchObject({ total: 1, invalid: 0 });
  });

  test('where Excel is told the separator in the first line', async () => {
    const file = setUp('{ headerRow: 2 }');
    const { first, untouched, second } = await importAgain(file, `sep=;\r\n编号;手机号;备注\r\nwm1;${wrong};1,5\r\n`);
    expect(untouched.failed).toBe(first.failed);
    expect(second.summary.rows).toMatchObject({ total: 1, invalid: 0 });
  });

  test('where columns without a name are blank to the end, though other columns that no field uses are refused', async () => {
    const file = setUp('{}', 'unmapped: reject');
    const { first, untouched, second } = await importAgain(file, `编号,手机号,,备注,,\nwm1,${wrong},,x,,\n`);
    expect(untouched.failed).toBe(first.failed);
    expect(second.summary.rows).toMatchObject({ total: 1, invalid: 0 });
  });
});

describe('a row with too few or too many cells', () => {
  /** What a spreadsheet makes of a CSV that it saves: all rows as wide as the widest, or as the header where the rest was cleared. */
  const save = (text: string, isCleared: boolean): string => {
    const rows: string[][] = parse(text, { bom: true, relax_column_count: true });
    const [header = []] = rows;
    const width = isCleared ? header.length : Math.max(...rows.map(({ length }) => length));
    return stringify(rows.map((cells) => [...cells, ...Array(width).fill('')].slice(0, width)));
  };

  test.each([
    ['too few', 'wm2,x', false],
    ['too many, the surplus cleared', 'wm2,13800000002,x,y', true],
  ])(
    '%s: filled up by a spreadsheet it is refused again, until somebody has put it right',
    async (_, row, isCleared) => {
      const { write, check } = setUp('{}', 'fields: { remarkName: 备注, position: 手机号 }');
      const first = await check(write('customers.csv', `编号,手机号,备注\nwm1,13800000001,x\n${row}\n`));
      expect(first.summary.rows).toMatchObject({ invalid: 1, pending: 1 });
      const saved = save(first.failed, isCleared);
      const again = await check(write('saved.csv', saved));
      expect(again.summary.rows).toMatchObject({ total: 1, invalid: 1 });
      expect(readReport(again.folder)).toMatchObject([{ code: 'cell.askew', column: '编号' }]);
      const mended = await check(write('mended.csv', saved.replace('#列数不对!', '')));
      expect(mended.summary.rows).toMatchObject({ total: 1, invalid: 0, pending: 1 });
    },
  );
});
