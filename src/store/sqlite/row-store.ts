import type { PlannableRow, StoredRow } from '../run-data.js';
import type { RunCommands, RunQueries } from '../run-store.js';
import { toEntry } from './contact-store.js';
import { onDisk, readPages } from './database.js';
import { query } from './query.js';
import type { SealedStore } from './sealed/sealed-store.js';
import { createIndex } from './tables.js';

export interface RawRow {
  row: number;
  line: number;
  contact: string;
  cells: string;
}

/** Pages of what has a row's number. */
export const byRow = { first: 0, keyOf: ({ row }: { readonly row: number }) => row };

/** The columns of a row, for a query of more than a row. */
export const rawColumns = 'rows.row AS row, rows.line AS line, rows.contact AS contact, rows.cells AS cells';

export const toRow = ({ row, line, contact, cells }: RawRow): StoredRow => ({
  row,
  line,
  contact,
  cells: JSON.parse(cells),
});

const toRaw = ({ row, line, contact, cells }: StoredRow): RawRow => ({
  row,
  line,
  contact,
  cells: JSON.stringify(cells),
});

type RowCommands = Pick<RunCommands, 'clearRows' | 'addRows' | 'replaceRows' | 'addRestores' | 'indexContacts'>;

/** Rows go in. */
export function writeRows(store: SealedStore): RowCommands {
  const { db, write } = store;
  const [rows, restores, results] = [store.table('rows'), store.table('restores'), store.table('results')];
  return {
    clearRows: () =>
      write(() => {
        results.clear();
        rows.clear();
        db.exec('DROP INDEX IF EXISTS rows_contact');
      }),
    addRows: (added) => write(() => added.forEach((row) => void rows.insert(toRaw(row)))),
    replaceRows: (changed) => write(() => changed.forEach((row) => void rows.replace(toRaw(row)))),
    addRestores: (added) =>
      write(() => {
        for (const { row, fields } of added) {
          rows.insert(toRaw(row));
          restores.insert({ row: row.row, fields });
        }
      }),
    indexContacts: () => onDisk(() => db.exec(createIndex)),
  };
}

type RowQueries = Pick<
  RunQueries,
  'countRows' | 'rowsAt' | 'rowsOfContact' | 'lastRowOfContact' | 'earlierRows' | 'restoreOf' | 'plannableRows'
>;

/** Rows come out, as they stand in the file; in a rollback, those whose contacts are to be restored. */
export function readRows(store: SealedStore): RowQueries {
  const { db } = store;
  const [rows, restores] = [store.table('rows'), store.table('restores')];
  const selectRestore = restores.select('restores WHERE row = ?');
  const selectRow = rows.select('rows WHERE row = ?');
  const selectCount = query<{ n: number }>(db, 'SELECT COUNT(*) AS n FROM rows');
  const selectSameContact = query<RowNumber>(db, 'SELECT row FROM rows WHERE contact = ? ORDER BY row LIMIT 11');
  const selectLastOfContact = query<RowNumber>(db, 'SELECT MAX(row) AS row FROM rows WHERE contact = ?');
  const selectEarlier = rows.select('rows WHERE contact = ? AND row >= ? AND row < ? ORDER BY row');
  return {
    countRows: () => selectCount.single().n,
    rowsAt: (row) => selectRow(row).map(toRow),
    rowsOfContact: (contact) => selectSameContact.all([contact]).map(({ row }) => row),
    lastRowOfContact: (contact) => selectLastOfContact.single([contact]).row,
    earlierRows: ({ contact, row }, from = 0) => selectEarlier(contact, from, row).map(toRow),
    restoreOf: (row) => selectRestore(row)[0]?.fields ?? null,
    plannableRows: () => readPlannable(store),
  };
}

interface RowNumber {
  readonly row: number;
}

interface RawPlannable extends RawRow {
  readonly repeated: number;
  readonly baseline: ArrayBuffer | null;
  readonly restore: ArrayBuffer | null;
}

/** A row comes with what was read of its contact: a page of these is larger than one of rows alone. */
const plannableAtATime = 200;

function* readPlannable(store: SealedStore): Generator<PlannableRow> {
  const [baseline, restores] = [store.table('baseline'), store.table('restores')];
  const sql = `SELECT ${rawColumns}, iif(baseline.contact IS NULL, NULL, ${baseline.sealed}) AS baseline,
      iif(restores.row IS NULL, NULL, ${restores.sealed}) AS restore,
      EXISTS (SELECT 1 FROM rows AS other WHERE other.contact = rows.contact AND other.row <> rows.row) AS repeated
    FROM rows LEFT JOIN baseline ON baseline.contact = rows.contact LEFT JOIN restores ON restores.row = rows.row
    WHERE rows.row > ? ORDER BY rows.row`;
  const pages = readPages<RawPlannable, number>(store.db, sql, { ...byRow, atATime: plannableAtATime });
  for (const raw of pages) {
    yield {
      ...toRow(raw),
      alone: raw.repeated === 0,
      baseline: raw.baseline && toEntry(baseline.open(Buffer.from(raw.baseline))),
      restore: raw.restore && restores.open(Buffer.from(raw.restore)).fields,
    };
  }
}
