import * as fc from 'fast-check';
import Database from 'libsql';
import { expect, test } from 'vitest';
import { type Cell, numberOf, openRecord, sealedRecord, sealOf } from '../../src/store/sqlite/sealed/seal.js';

const columns = ['row', 'a', 'b'];

/** A table of one kind of records, as run.db keeps them. */
function openTable() {
  const db = new Database(':memory:');
  db.exec('CREATE TABLE things (row INTEGER PRIMARY KEY, a TEXT, b INTEGER, seal TEXT NOT NULL)');
  const insert = db.prepare('INSERT OR REPLACE INTO things VALUES (?, ?, ?, ?)');
  const select = db.prepare(`SELECT ${sealedRecord('things', columns)} FROM things WHERE row = ?`).raw(true);
  return {
    db,
    write: (cells: Cell[]) => void insert.run([...cells, sealOf('things', cells)]),
    read: (row: number): Buffer => (select.get([row]) as [Buffer])[0],
  };
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom('', '\0', 'null', 'text1:x', '\ud83e\uddfe'),
);
const anyRecord = fc.tuple(fc.maxSafeInteger(), fc.option(anyText), fc.option(fc.maxSafeInteger()));

test('every record is read as it was written, whatever it holds', () => {
  const { write, read } = openTable();
  fc.assert(
    fc.property(anyRecord, (cells) => {
      write(cells);
      expect(openRecord('things', read(cells[0]))).toEqual(cells);
    }),
  );
});

test('half a character that a text may hold is written as SQLite writes it', () => {
  const { write, read } = openTable();
  write([1, 'a\ud800b', null]);
  expect(openRecord('things', read(1))).toEqual([1, 'a\ufffdb', null]);
});

test('a record of which any bit is another is found out', () => {
  const { write, read } = openTable();
  write([1, '手机 13800000000', 7]);
  const bytes = read(1);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(openRecord('things', changed)).toBeNull();
  }
});

test.each([
  ['a text in place of a number', "UPDATE things SET b = 'x7'"],
  ['a BLOB in place of a text', "UPDATE things SET a = CAST('seven' AS BLOB)"],
  ['nothing in place of a text', 'UPDATE things SET a = NULL'],
  ['a text moved into another record', "UPDATE things SET a = 'eight'"],
  ['text that is no UTF-8', "UPDATE things SET a = CAST(x'61ff' AS TEXT)"],
  ['the seal of another record', 'UPDATE things SET seal = (SELECT seal FROM things WHERE row = 2)'],
  ['no seal', "UPDATE things SET seal = ''"],
])('%s is found out', (_, change) => {
  const { db, write, read } = openTable();
  write([1, 'seven', 7]);
  write([2, 'eight', 8]);
  db.exec(`${change} WHERE row = 1`);
  expect(openRecord('things', read(1))).toBeNull();
  expect(openRecord('things', read(2))).toEqual([2, 'eight', 8]);
  expect(numberOf('things', read(1))).toBe(1);
});

test('the same record of another table has another seal', () => {
  expect(sealOf('rows', [1, 'a'])).not.toBe(sealOf('results', [1, 'a']));
});
