import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SourceRow } from '../../src/contact/row.js';
import { RunError } from '../../src/messages/run-error.js';
import { bookOf, headerOf, packParts, sharedStringsOf, sheetOf, stylesOf } from '../helpers/make-xlsx.js';
import { readFileAsSource } from '../helpers/read-source.js';
import { makeTempFolder } from '../helpers/temp-folder.js';

// Whatever becomes of a file on its way: it is refused, or its rows are those that were saved. In between there is nothing.

// FULL=1 damages each workbook in more places.
const [cuts, flips, slips] = process.env.FULL ? [45, 85, 20] : [15, 30, 8];

const libreOffice = readFileSync(join(import.meta.dirname, '../fixtures/cells.xlsx'));

/** A workbook with data of every kind: shared texts, texts of their own, numbers, dates. */
function manyRows(compress: boolean): Promise<Buffer> {
  const rows = Array.from({ length: 40 }, (_, index) => {
    const inline = `<c t="inlineStr"><is><t>备注 ${index}</t></is></c>`;
    return `<row r="${index + 2}"><c t="s"><v>${index}</v></c><c><v>${13800000000 + index}</v></c><c s="1"><v>${45000 + index}</v></c>${inline}</row>`;
  });
  const texts = Array.from({ length: 40 }, (_, index) => `<t>客户 ${index}</t>`);
  const parts = { 'xl/sharedStrings.xml': sharedStringsOf(...texts), 'xl/styles.xml': stylesOf('yyyy-mm-dd') };
  return packParts(bookOf(sheetOf(headerOf(4) + rows.join('')), parts), { compress });
}

const folder = () => join(makeTempFolder(), 'book.xlsx');

/** What comes of a file: `refused`, `same`, or what it is instead. */
async function outcomeOf(path: string, bytes: Buffer, rows: readonly SourceRow[]): Promise<string> {
  writeFileSync(path, bytes);
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  const found = await readFileAsSource(path).catch((error: unknown) => error);
  if (found instanceof RunError && found.ending === 'refused') return 'refused';
  if (found instanceof Error) return String(found.stack);
  const read = found as { rows: readonly SourceRow[] };
  return JSON.stringify(read.rows) === JSON.stringify(rows) ? 'same' : JSON.stringify(read.rows);
}

async function rowsOf(path: string, bytes: Buffer): Promise<readonly SourceRow[]> {
  writeFileSync(path, bytes);
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  return (await readFileAsSource(path)).rows;
}

const books = [
  ['of LibreOffice', async () => libreOffice],
  ['with texts of all kinds', () => manyRows(true)],
  ['that is not packed', () => manyRows(false)],
] as const;

test.each(books)('a workbook %s, cut short anywhere, is refused', async (_, make) => {
  const [path, whole] = [folder(), await make()];
  const rows = await rowsOf(path, whole);
  // Everywhere in the end record, and evenly over the rest.
  const ends = Array.from({ length: 25 }, (_, index) => whole.length - 1 - index);
  const evenly = Array.from({ length: cuts }, (_, index) => Math.floor((whole.length * index) / cuts));
  const outcomes = new Set<string>();
  for (const cut of [...ends, ...evenly]) outcomes.add(await outcomeOf(path, whole.subarray(0, cut), rows));
  expect([...outcomes]).toEqual(['refused']);
});

test('a workbook with bytes too many, or too few, is refused', async () => {
  const [path, whole] = [folder(), libreOffice];
  const rows = await rowsOf(path, whole);
  const random = randomOf(7);
  const outcomes = new Set([await outcomeOf(path, Buffer.concat([whole, Buffer.from('\n')]), rows)]);
  for (let round = 0; round < slips; round++) {
    const place = 1 + Math.floor(random() * (whole.length - 1));
    outcomes.add(
      await outcomeOf(path, Buffer.concat([whole.subarray(0, place), Buffer.of(0), whole.subarray(place)]), rows),
    );
    outcomes.add(await outcomeOf(path, Buffer.concat([whole.subarray(0, place - 1), whole.subarray(place)]), rows));
  }
  expect([...outcomes]).toEqual(['refused']);
});

test.each(books)('a workbook %s, with any byte flipped, is refused or read as it was', async (_, make) => {
  const [path, whole] = [folder(), await make()];
  const rows = await rowsOf(path, whole);
  const random = randomOf(20_261_122);
  const directory = whole.readUInt32LE(whole.length - 6);
  const places = [
    ...Array.from({ length: flips }, () => Math.floor(random() * directory)),
    ...Array.from({ length: flips }, () => directory + Math.floor(random() * (whole.length - directory))),
  ];
  const strange = new Map<string, string>();
  const counts = { refused: 0, same: 0 };
  for (const place of places) {
    const bytes = Buffer.from(whole);
    const bit = 1 << Math.floor(random() * 8);
    bytes.writeUInt8(bytes.readUInt8(place) ^ bit, place);
    const outcome = await outcomeOf(path, bytes, rows);
    if (outcome === 'refused' || outcome === 'same') counts[outcome]++;
    else strange.set(`byte ${place}, bit ${bit}`, outcome);
  }
  expect([...strange]).toEqual([]);
  expect(counts.refused).toBeGreaterThan(places.length / 3);
});

/** Numbers from 0 to 1, the same each time: a failure can be repeated. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
