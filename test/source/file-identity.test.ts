import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openUsual, readAsSource, readFileAsSource, refusalOfFile, refusalOfSource } from '../helpers/read-source.js';
import { makeTempFolder, writeTempFile } from '../helpers/temp-folder.js';

const sound = 'id,a\nwm1,x\n';

const pipeMaker = 'mkfifo';
const makePipe = (path: string) => execFileSync(pipeMaker, [path]);

describe('what is not a regular file is refused', () => {
  test('a path where nothing is', async () => {
    const path = join(makeTempFolder(), 'none.csv');
    expect((await refusalOfFile(path)).why).toEqual({
      code: 'source.missing',
      params: { file: path },
    });
  });

  test('a folder', async () => {
    expect((await refusalOfFile(makeTempFolder())).why.code).toBe('source.notAFile');
  });

  test('a device', async () => {
    expect((await refusalOfFile('/dev/null')).why.code).toBe('source.notAFile');
  });

  test('a pipe, at once and without waiting for a writer', async () => {
    const path = join(makeTempFolder(), 'pipe.csv');
    makePipe(path);
    expect((await refusalOfFile(path)).why.code).toBe('source.notAFile');
  });

  test('a link to nothing, and a link to a pipe', async () => {
    const folder = makeTempFolder();
    makePipe(join(folder, 'pipe'));
    symlinkSync(join(folder, 'none'), join(folder, 'a.csv'));
    symlinkSync(join(folder, 'pipe'), join(folder, 'b.csv'));
    expect((await refusalOfFile(join(folder, 'a.csv'))).why.code).toBe('source.missing');
    expect((await refusalOfFile(join(folder, 'b.csv'))).why.code).toBe('source.notAFile');
  });

  test('but a link to a file is that file', async () => {
    const path = writeTempFile('real.csv', sound);
    symlinkSync(path, `${path}.link`);
    expect((await readFileAsSource(`${path}.link`)).rows).toHaveLength(1);
  });

  // The superuser may read everything.
  test.skipIf(process.getuid?.() === 0)('a file that we may not read', async () => {
    const path = writeTempFile('secret.csv', sound);
    chmodSync(path, 0);
    expect((await refusalOfFile(path)).why).toMatchObject({ code: 'source.unreadable', params: { reason: 'EACCES' } });
  });
});

describe('what is no table is called by its name, whatever it is called itself', () => {
  const utf16 = (text: string) => Buffer.from(text, 'utf16le');
  const oldContainer = Buffer.from('d0cf11e0a1b11ae1', 'hex');

  test.each<[string, string, Uint8Array | string]>([
    ['source.xls', 'Excel 97-2003 (.xls)', oldContainer],
    ['source.xls', 'Excel (.xls)', Buffer.from('0908100000060500', 'hex')],
    ['source.xls', 'Excel (.xls)', Buffer.from('0902060000001000', 'hex')],
    ['source.packed', 'gzip / bzip2 / xz / zstd', gzipSync(sound)],
    ['source.packed', '7z / RAR', Buffer.from('377abcaf271c0004', 'hex')],
    ['source.packed', '7z / RAR', 'Rar!\u001A\u0007\0'],
    ['source.foreign', 'zip', Buffer.from('PK\u0005\u0006\0\0', 'latin1')],
    ['source.foreign', 'PDF', '%PDF-1.7\n'],
    ['source.foreign', 'RTF', '{\\rtf1\\ansi'],
    ['source.foreign', 'SQLite', 'SQLite format 3\0'],
    ['source.foreign', 'an image', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['source.foreign', 'an image', Buffer.from('ffd8ffe000104a46', 'hex')],
    ['source.foreign', 'HTML / XML', '<html><table><tr><td>id</td></tr></table></html>'],
    ['source.foreign', 'HTML / XML', '<!DOCTYPE html>\n<table>'],
    ['source.foreign', 'HTML / XML', '\r\n  <TABLE border=1>'],
    ['source.foreign', 'HTML / XML', '<!-- saved from url --><p>'],
    ['source.foreign', 'HTML / XML', '\uFEFF<html xmlns:o="urn:schemas-microsoft-com:office:office">'],
    ['source.foreign', 'HTML / XML', utf16('\uFEFF<html>')],
    ['source.foreign', 'HTML / XML', utf16('\uFEFF<html>').swap16()],
    ['source.foreign', 'HTML / XML', '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'],
  ])('%s: %s', async (code, what, content) => {
    for (const name of ['table.csv', 'table.xlsx', 'table.xls', 'table']) {
      const { why } = await refusalOfFile(writeTempFile(name, content));
      expect(why).toMatchObject({ code, params: { what } });
    }
  });

  test('a workbook with a password is told from an old one by what it holds, wherever that stands', async () => {
    for (const filling of [0, 70_000]) {
      const content = Buffer.concat([
        oldContainer,
        Buffer.alloc(filling),
        utf16('EncryptedPackage'),
        Buffer.alloc(900),
      ]);
      expect((await refusalOfSource(content)).why.code).toBe('source.password');
    }
  });

  test.each([
    'PK,id\n1,2\n',
    '%PD,id\n1,2\n',
    '<id>,a\n1,2\n',
    'html,id\n1,2\n',
    '{a},b\n1,2\n',
    'Rar,b\n1,2\n',
    'GIF,BM\n1,2\n',
    '\t\b,b\n1,2\n',
  ])('a CSV that only begins alike is read: %j', async (content) => {
    expect((await readAsSource(content)).rows).toHaveLength(1);
  });
});

describe('a file whose name says another kind than its content is refused, with both', () => {
  test.each(['.xlsx', '.xlsm', '.xls', '.xlsb', '.ods', '.et', '.numbers', '.XLSX'])(
    'text as %s',
    async (extension) => {
      const { why } = await refusalOfFile(writeTempFile(`table${extension}`, sound));
      expect(why).toMatchObject({ code: 'source.textAsWorkbook', params: { extension: extension.toLowerCase() } });
    },
  );

  test.each(['.csv', '.tsv', '.txt', '.tab', '.psv', '.CSV'])('a zip as %s', async (extension) => {
    const content = Buffer.from('PK\u0003\u0004rest of a workbook', 'latin1');
    const { why } = await refusalOfFile(writeTempFile(`table${extension}`, content));
    expect(why).toMatchObject({ code: 'source.zipAsText', params: { extension: extension.toLowerCase() } });
  });

  test.each(['table', 'table.dat', 'table.csv.bak', 'table.2024', 'table.xlsx.csv'])(
    'text under a name that says nothing of it is read: %s',
    async (name) => {
      expect((await readFileAsSource(writeTempFile(name, sound))).rows).toHaveLength(1);
    },
  );
});

describe('a file that changes while it is read is refused at its end', () => {
  const readHalf = async (change: (path: string) => void) => {
    const path = writeTempFile('growing.csv', `${sound}wm2,y\n`);
    const source = await openUsual(path);
    const rows = source.rows[Symbol.asyncIterator]();
    await rows.next();
    change(path);
    let row = await rows.next();
    while (!row.done) row = await rows.next();
  };

  test.each<[string, (path: string) => void]>([
    ['by growing', (path) => appendFileSync(path, 'wm3,z\n')],
    ['by being cut', (path) => truncateSync(path, 5)],
    [
      'to another content of the same size',
      (path) => {
        writeFileSync(path, `${sound}wm9,y\n`);
        utimesSync(path, new Date(), new Date(Date.now() + 5000));
      },
    ],
  ])('%s', async (_, change) => {
    await expect(readHalf(change)).rejects.toMatchObject({ ending: 'refused', why: { code: 'source.moved' } });
  });

  test('by going away', async () => {
    await expect(readHalf(rmSync)).rejects.toMatchObject({ ending: 'refused', why: { code: 'source.missing' } });
  });

  test('and one that does not is not', async () => {
    await expect(readHalf(() => {})).resolves.toBeUndefined();
  });
});
