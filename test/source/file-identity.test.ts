import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openSource } from '../../src/source/source.js';
import { readAsSource, readFileAsSource, refusalOfFile, refusalOfSource } from '../helpers/read-source.js';
import { makeTempFolder, writeTempFile } from '../helpers/temp-folder.js';

const sound = 'id,a\nwm1,x\n';

const pipeMaker = 'mkfifo';
const makePipe = (path: string) => execFileSync(pipeMaker, [path]);

describe('what is not a regular file is refused', () => {
  test('a path where nothing is', async () => {
    const path = join(makeTempFolder(), 'none.csv');
    expect((await refusalOfFile(path)).why).toEqual({
      code: 'source.unreadable',
      params: { file: path, reason: 'ENOENT' },
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
    expect((await refusalOfFile(join(folder, 'a.csv'))).why.code).toBe('source.unreadable');
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

describe('what is no CSV is called by its name, whatever its extension says', () => {
  test.each<[string, Uint8Array | string]>([
    ['Excel (.xlsx) / zip', Buffer.from('PK\u0003\u0004rest of a workbook', 'latin1')],
    ['zip', Buffer.from('PK\u0005\u0006\0\0', 'latin1')],
    ['Excel (.xls / password)', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['gzip', gzipSync(sound)],
    ['PDF', '%PDF-1.7\n'],
    ['UTF-16', Buffer.from(`\uFEFF${sound}`, 'utf16le')],
    ['UTF-16', Buffer.from(`\uFEFF${sound}`, 'utf16le').swap16()],
    ['HTML / XML', '<html><table><tr><td>id</td></tr></table></html>'],
    ['HTML / XML', '<!DOCTYPE html>\n<table>'],
    ['HTML / XML', '\r\n  <TABLE border=1>'],
    ['HTML / XML', '\uFEFF<html xmlns:o="urn:schemas-microsoft-com:office:office">'],
    ['HTML / XML', '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'],
  ])('%s', async (what, content) => {
    const error = await refusalOfSource(content);
    expect(error.why.code).toBe('source.foreign');
    expect(error.why.params.what).toBe(what);
  });

  test.each(['PK,id\n1,2\n', '%PD,id\n1,2\n', '<id>,a\n1,2\n', 'html,id\n1,2\n'])(
    'a CSV that only begins alike is read: %j',
    async (content) => {
      expect((await readAsSource(content)).rows).toHaveLength(1);
    },
  );
});

describe('a file that changes while it is read is refused at its end', () => {
  const readHalf = async (change: (path: string) => void) => {
    const path = writeTempFile('growing.csv', `${sound}wm2,y\n`);
    const source = await openSource(path, 'auto');
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
    await expect(readHalf(rmSync)).rejects.toMatchObject({ ending: 'refused', why: { code: 'source.unreadable' } });
  });

  test('and one that does not is not', async () => {
    await expect(readHalf(() => {})).resolves.toBeUndefined();
  });
});
