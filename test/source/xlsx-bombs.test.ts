import { closeSync, openSync, utimesSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { constants, deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { jobYaml } from '../helpers/customers.js';
import { bookOf, sheetOf } from '../helpers/make-xlsx.js';
import { endOf64, entryOf, type RawEntry, rawZip, recordOf } from '../helpers/raw-zip.js';
import { createWorkspace } from '../helpers/workspace.js';

const mebibyte = 1024 ** 2;

// Far above what it takes here: the machine may be busy with other things.
const mostMs = 15_000;
const mostKilobytes = 200 * 1024;

/** Bytes that unpack to `before`, a mebibyte as many times as `times` says, and `after`. */
function packRepeated(before: string, piece: string, times: number, after: string): Buffer {
  // Flushed, a piece ends with a whole byte and refers to nothing before it: it can be written any number of times.
  const flush = { finishFlush: constants.Z_FULL_FLUSH };
  const whole = Buffer.from(piece.repeat(mebibyte / piece.length));
  const packed = deflateRawSync(whole, flush);
  const pieces = Array.from({ length: times }, () => packed);
  return Buffer.concat([deflateRawSync(Buffer.from(before), flush), ...pieces, deflateRawSync(Buffer.from(after))]);
}

/** A workbook of which one part unpacks to so many mebibytes. */
function inflated(part: string, before: string, piece: string, times: number, after: string): Buffer {
  const bytes = packRepeated(before, piece, times, after);
  const size = before.length + times * mebibyte + after.length;
  const entries = Object.entries(bookOf(sheetOf(''))).map(([name, text]) =>
    entryOf(name, String(text), name === part ? { bytes, size, packedSize: bytes.length } : {}),
  );
  return rawZip(entries);
}

const sheetPart = 'xl/worksheets/sheet1.xml';
const [cellStart = '', cellEnd = ''] = sheetOf('<row><c t="inlineStr"><is><t>|</t></is></c></row>').split('|');
const [sheetStart = '', sheetEnd = ''] = sheetOf('|').split('|');
const lol = Array.from({ length: 9 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join('');
const laughs = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">${lol}]><x>&l9;</x>`;

test.each<[what: string, write: (path: string) => void, said: RegExp]>([
  [
    'a cell of 700 MiB',
    (path) => put(path, inflated(sheetPart, cellStart, 'a', 700, cellEnd)),
    /more than any workbook/,
  ],
  [
    'a cell of 15 MiB, which a zip may hold',
    (path) => put(path, inflated(sheetPart, cellStart, 'a', 15, cellEnd)),
    /longer than any cell/,
  ],
  ['a zip of 1,000,000 parts', writeMillion, /1000000 > 10000/],
  [
    'texts that unfold',
    (path) => put(path, rawZip(Object.entries(bookOf(laughs)).map(([name, text]) => entryOf(name, String(text))))),
    /DOCTYPE/,
  ],
  [
    'rows that never end',
    (path) => put(path, inflated(sheetPart, sheetStart, '<row  />', 15, sheetEnd)),
    /row 1048577/,
  ],
])('%s is refused soon, in little memory', async (_, write, said) => {
  const workspace = createWorkspace();
  const path = join(workspace.folder, 'book.xlsx');
  write(path);
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  const job = workspace.write('job.yaml', jobYaml());
  const begin = performance.now();
  const { code, stderr } = await workspace.runProcess(['check', job, '--file', path], { NODE_OPTIONS: tellMemory });
  const ms = performance.now() - begin;
  const kilobytes = Number(/VmHWM:\s*(\d+)/.exec(stderr)?.[1]);
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringMatching(said) });
  expect(kilobytes).toBeLessThan(mostKilobytes);
  expect(ms).toBeLessThan(mostMs);
  expect(workspace.runFolders()).toEqual([]);
});

// Not maxRSS: a process begins with that of the one which started it, and a worker of the suite may be larger than this.
const tellMemory = `--import=data:text/javascript,${encodeURIComponent(
  "import{readFileSync}from'node:fs';process.on('exit',()=>process.stderr.write(/VmHWM:.*/.exec(readFileSync('/proc/self/status','utf8'))[0]))",
)}`;

function put(path: string, ...pieces: Buffer[]): void {
  const file = openSync(path, 'w');
  for (const piece of pieces) writeSync(file, piece);
  closeSync(file);
}

/** A zip whose directory holds a million records. */
function writeMillion(path: string): void {
  const entries = Object.entries(bookOf(sheetOf(''))).map(([name, text]) => entryOf(name, String(text)));
  const body = rawZip(entries, 0).subarray(0, -22);
  const empty = entryOf('x', '', { method: 0 });
  const record = (index: number): RawEntry => ({ ...empty, name: `x${String(index).padStart(7, '0')}` });
  const many = Array.from({ length: 1000 }, (_, index) => recordOf(record(index), 0));
  const directory = Buffer.concat(many);
  const pieces = Array.from({ length: 1000 }, () => directory);
  put(path, body, ...pieces, endOf64(1_000_000, directory.length * 1000, body.length));
}
