import type { SourceRow } from '../../contact/row.js';
import { onDisk, readPages } from './database.js';
import type { SealedStore } from './sealed/sealed-store.js';
import { createIndex } from './tables.js';

export interface StoredRow extends SourceRow {
  /** The id cell as it stands; empty when the row has not as many cells as the header. */
  readonly contact: string;
}

export interface PlannableRow extends StoredRow {
  /** No other row names this contact. */
  readonly alone: boolean;
}

export interface RawRow {
  row: number;
  line: number;
  contact: string;
  cells: string;
}

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

/** The rows of the file, as they stand there; in a rollback, those whose contacts are to be restored. */
export function storeRows(store: SealedStore) {
  const { db, write } = store;
  const [rows, restores, results] = [store.table('rows'), store.table('restores'), store.table('results')];
  const selectRestore = restores.select('restores WHERE row = ?');
  const selectRow = rows.select('rows WHERE row = ?');
  const selectSameContact = db.prepare('SELECT row FROM rows WHERE contact = ? ORDER BY row LIMIT 11');
  const selectLastOfContact = db.prepare('SELECT MAX(row) AS row FROM rows WHERE contact = ?');
  const selectEarlier = rows.select('rows WHERE contact = ? AND row >= ? AND row < ? ORDER BY row');
  return {
    clearRows: () =>
      write(() => {
        results.clear();
        rows.clear();
        db.exec('DROP INDEX IF EXISTS rows_contact');
      }),
    addRows: (added: readonly StoredRow[]) => write(() => added.forEach((row) => void rows.insert(toRaw(row)))),
    /** The row of a number; none where it was blank. */
    rowsAt: (row: number): StoredRow[] => selectRow(row).map(toRow),
    replaceRows: (changed: readonly StoredRow[]) =>
      write(() => changed.forEach((row) => void rows.replace(toRaw(row)))),
    /** Rows of a rollback, each with what is to be restored for it. */
    addRestores: (added: readonly { row: StoredRow; fields: string }[]) =>
      write(() => {
        for (const { row, fields } of added) {
          rows.insert(toRaw(row));
          restores.insert({ row: row.row, fields });
        }
      }),
    /** What a rollback is to restore for a row, as JSON. */
    restoreOf(row: number): string {
      const [found] = selectRestore(row);
      if (found === undefined) throw new Error(`row ${row} without what to restore`);
      return found.fields;
    },
    indexContacts: () => onDisk(() => db.exec(createIndex)),
    countRows: (): number => (db.prepare('SELECT COUNT(*) AS n FROM rows').get([]) as { n: number }).n,
    /** The first rows of one contact, for a message. */
    rowsOfContact: (contact: string): number[] =>
      (selectSameContact.all([contact]) as { row: number }[]).map(({ row }) => row),
    lastRowOfContact: (contact: string): number => (selectLastOfContact.get([contact]) as { row: number }).row,
    /** The rows of the same contact that come before this one, from a row on. */
    earlierRows: ({ contact, row }: Pick<StoredRow, 'contact' | 'row'>, from = 0): StoredRow[] =>
      selectEarlier(contact, from, row).map(toRow),
    plannableRows: function* (): Generator<PlannableRow> {
      const sql = `SELECT ${rawColumns}, EXISTS (SELECT 1 FROM rows AS other
          WHERE other.contact = rows.contact AND other.row <> rows.row) AS repeated
        FROM rows WHERE row > ? ORDER BY row`;
      for (const raw of readPages<RawRow & { repeated: number }, number>(db, sql, 0, ({ row }) => row)) {
        yield { ...toRow(raw), alone: raw.repeated === 0 };
      }
    },
  };
}
