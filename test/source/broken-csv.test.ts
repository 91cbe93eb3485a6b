import {
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readlinkSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRecords } from '../../src/source/csv/read-records.js';
import { openUsual, readAsSource, readFileAsSource, refusalOfFile, refusalOfSource } from '../helpers/read-source.js';
import { makeTempFolder, writeTempFile } from '../helpers/temp-folder.js';

describe('a quote that is never closed refuses the file and is named by the line where it opens', () => {
  test.each([
    ['in the last row', 'id,a\n1,2\n3,"x', 3],
    ['with rows below it', 'id,a\n1,"x\n2,y\n3,z\n', 2],
    ['in the header', '"id,a\n1,2\n', 1],
    ['in the first cell', 'id,a\n1,2\n"3,4\n5,6\n', 3],
    ['at the very end', 'id,a\n1,2\n3,"', 3],
    ['after a cell with line breaks in its own row', 'id,a,b\n1,"x\ny\nz","open\nw\n', 4],
    ['after a row with line breaks', 'id,a\n1,"x\n\ny"\n2,"open\n', 5],
    ['after blank lines', 'id,a\n\n\n1,"open\n', 4],
    ['with Windows line ends', 'id,a\r\n1,"x\r\ny"\r\n2,"open\r\n3,z\r\n', 4],
    ['with old Mac line ends', 'id,a\r1,"x\ry"\r2,"open\r3,z\r', 4],
    ['after a byte order mark', '\uFEFFid,a\n1,"open\n', 2],
    ['after characters of several bytes', '编号,备注\n1,张三\n2,"开\n3,王五\n', 3],
    ['where the last quote is a doubled one', 'id,a\n1,2\n3,"x""\n4,5\n', 3],
  ])('%s', async (_, content, line) => {
    const { why } = await refusalOfSource(content);
    expect([why.code, why.params.line]).toEqual(['source.openQuote', line]);
  });

  test.each([
    ['separated by semicolons', 'id;a\n1;2\n3;"x\n', ';'],
    ['separated by tabs', 'id\ta\n1\t2\n3\t"x\n', '\t'],
  ])('%s', async (_, content, delimiter) => {
    expect((await refusalOfSource(content)).why).toMatchObject({ code: 'source.openQuote', params: { line: 3 } });
    expect((await refusalOfSource(content, { delimiter })).why).toMatchObject({ params: { line: 3 } });
  });

  test.each([
    ['near the end', 29_000, 'source.openQuote'],
    // The end is too far away to be looked for.
    ['near the beginning', 100, 'source.longRecord'],
  ])('among thirty thousand rows, %s', async (_, index, code) => {
    const rows = Array.from({ length: 30_000 }, (_, number) => `wm${number},${'备注'.repeat(6)}`);
    const { why } = await refusalOfSource(`id,a\n${rows.with(index, 'wm,"备注').join('\n')}\n`);
    expect([why.code, why.params.line]).toEqual([code, index + 2]);
  });
});

describe('a record that no customer could be', () => {
  const writeSparse = (start: string, length: number) => {
    const path = join(makeTempFolder(), 'huge.csv');
    const file = openSync(path, 'w');
    writeSync(file, start);
    ftruncateSync(file, length);
    closeSync(file);
    utimesSync(path, 0, 0);
    return path;
  };

  test.each([
    ['in quotes', 150, 'id,a\n1,2\n3,"'],
    ['without quotes', 3, 'id,a\n1,2\n3,'],
  ])('%s, of %i MB, is refused with its line, and is never held in memory', async (_, megabytes, start) => {
    const path = writeSparse(start, megabytes * 1024 * 1024);
    const before = process.memoryUsage().rss;
    const { why } = await refusalOfFile(path);
    expect([why.code, why.params.line]).toEqual(['source.longRecord', 3]);
    expect(process.memoryUsage().rss - before).toBeLessThan(120 * 1024 * 1024);
  });

  test('of just less than the limit is read', async () => {
    const long = 'x'.repeat(1024 * 1024 - 10);
    expect((await readAsSource(`id,a\n1,${long}\n2,y\n`)).rows.map(({ cells }) => cells[1]?.length)).toEqual([
      long.length,
      1,
    ]);
  });

  test('does not count a file of many records as one', async () => {
    const rows = Array.from({ length: 2500 }, (_, index) => `wm${index},${'x'.repeat(1000)}`);
    expect((await readAsSource(`id,a\n${rows.join('\n')}\n`)).rows).toHaveLength(2500);
  });
});

test('a file that is gone when it is to be read is refused, not an error of the program', async () => {
  const rows = readRecords(join(makeTempFolder(), 'gone.csv'), 'utf-8', ',');
  await expect(rows.next()).rejects.toMatchObject({ ending: 'refused', why: { code: 'source.missing' } });
});

describe.skipIf(!existsSync('/proc/self/fd'))('no file is left open', () => {
  const long = `${Array.from({ length: 20_000 }, (_, index) => `wm${index},x`).join('\n')}\n`;
  const isOpen = (path: string) => readdirSync('/proc/self/fd').some((file) => targetOf(file) === path);
  const targetOf = (file: string) => {
    try {
      return readlinkSync(`/proc/self/fd/${file}`);
    } catch {
      return null;
    }
  };

  test.each([
    ['when the header is refused', `id,id\n${long}`],
    ['when a quote is refused', `id,a\n1,"x"y\n${long}`],
    ['when the file is read to its end', `id,a\n${long}`],
  ])('%s', async (_, content) => {
    const path = writeTempFile('source.csv', content);
    // Whether it is refused is for other tests.
    await readFileAsSource(path).catch(() => {});
    await expect.poll(() => isOpen(path), { interval: 5 }).toBe(false);
  });

  test('when the reader stops early', async () => {
    const path = writeTempFile('source.csv', `id,a\n${long}`);
    const source = await openUsual(path);
    for await (const _ of source.rows) {
      expect(isOpen(path)).toBe(true);
      break;
    }
    await expect.poll(() => isOpen(path), { interval: 5 }).toBe(false);
  });
});
