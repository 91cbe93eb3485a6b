import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadJob } from '../../../src/job/load-job.js';
import { readPhase } from '../../../src/phases/read/read-phase.js';
import { openRunStore } from '../../../src/store/sqlite/run-store.js';
import { bookOf, packParts, sheetOf, writeBook } from '../../helpers/make-xlsx.js';
import { makeTempFolder, writeTempFile } from '../../helpers/temp-folder.js';

const job = (headerRow: number) => `
name: merged
source: { headerRow: ${headerRow} }
id: id
fields: { position: b, address: c }
baseline: none
replaceAll: true
`;

const under = '#合并单元格!';

/** Reads a sheet with columns id, a (which no field uses), b and c, as a run does, with these cells merged. */
async function readMerged(rows: number, ranges: readonly string[], headerRow = 1) {
  const cell = (text: string) => `<c t="str"><v>${text}</v></c>`;
  const above = `<row>${cell('title')}</row>`.repeat(headerRow - 1);
  const header = `<row>${['id', 'a', 'b', 'c'].map(cell).join('')}</row>`;
  const body = Array.from(
    { length: rows },
    (_, index) => `<row>${['id', 'a', 'b', 'c'].map((name) => cell(`${name}${index}`)).join('')}</row>`,
  );
  const merges = `<mergeCells>${ranges.map((range) => `<mergeCell ref="${range}"/>`).join('')}</mergeCells>`;
  const path = writeBook(await packParts(bookOf(sheetOf(above + header + body.join(''), merges))));
  const { job: loaded } = await loadJob(writeTempFile('job.yaml', job(headerRow)));
  const folder = join(makeTempFolder(), 'run');
  mkdirSync(folder);
  const store = openRunStore(folder);
  try {
    const { sourceNotes } = await readPhase(
      { folder, job: loaded, store },
      path,
      new AbortController().signal,
      () => {},
    );
    const stored = [...store.plannableRows()];
    return {
      notes: sourceNotes,
      cells: stored.map(({ cells }) => cells),
      contacts: stored.map(({ contact }) => contact),
    };
  } finally {
    store.close();
  }
}

describe('the cells under a merged one', () => {
  test('are marked, but for the first, which has the value', async () => {
    const { cells, notes } = await readMerged(3, ['C2:D3']);
    expect(cells).toEqual([
      ['id0', 'a0', 'b0', under],
      ['id1', 'a1', under, under],
      ['id2', 'a2', 'b2', 'c2'],
    ]);
    expect(notes).toEqual([{ code: 'source.merged', params: { count: 1, name: 'C2:D3', cells: 3 } }]);
  });

  test('are not told of where no row of data lies under them, or no column that is used', async () => {
    expect((await readMerged(2, ['C5:D9', 'B2:B3'])).notes).toEqual([]);
  });

  test('are all marked where the value stands in the header, or above it', async () => {
    expect((await readMerged(2, ['C1:C2'])).cells[0]).toEqual(['id0', 'a0', under, 'c0']);
    expect((await readMerged(2, ['C1:C4'], 3)).cells).toEqual([
      ['id0', 'a0', under, 'c0'],
      ['id1', 'a1', 'b1', 'c1'],
    ]);
  });

  test('name no contact', async () => {
    const { contacts } = await readMerged(3, ['A2:A3']);
    expect(contacts).toEqual(['id0', under, 'id2']);
  });

  test('are marked together where ranges share rows', async () => {
    expect((await readMerged(2, ['C2:C3', 'D2:D3', 'A3:B3'])).cells[1]).toEqual(['id1', 'a1', under, under]);
  });

  test.each([
    ['a title above the header', ['A1:D1'], 2],
    ['a column that no field uses', ['B2:B3'], 1],
    ['columns beyond the table', ['F2:XFD1048576'], 1],
    ['one cell alone', ['C2'], 1],
    ['the first cell of a range that goes on where nothing is used', ['A2:B2'], 1],
  ])('are none of the data: %s', async (_, ranges, headerRow) => {
    const { cells, notes } = await readMerged(1, ranges, headerRow);
    expect(cells).toEqual([['id0', 'a0', 'b0', 'c0']]);
    expect(notes).toEqual([]);
  });

  test('are too many for a table', async () => {
    const refusal = await readMerged(1, ['C2:D1048576']).catch((error) => error);
    expect(refusal.why).toMatchObject({ code: 'source.manyMerged' });
    const many = Array.from({ length: 50_000 }, () => 'C2:D7');
    expect((await readMerged(1, many).catch((error) => error)).why).toMatchObject({ code: 'source.manyMerged' });
  });

  test('take little time, many as they are', async () => {
    const ranges = Array.from({ length: 3000 }, (_, index) => `C${2 * index + 2}:C${2 * index + 3}`);
    const begin = performance.now();
    const { cells } = await readMerged(6000, ranges);
    expect(cells.filter(([, , b]) => b === under)).toHaveLength(3000);
    expect(performance.now() - begin).toBeLessThan(15_000);
  });
});
