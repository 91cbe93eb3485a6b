import type { SourceRow } from '../contact/row.js';
import { type Db, onDisk, readPages, writeTo } from './database.js';

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

export const toRow = ({ row, line, contact, cells }: RawRow): StoredRow => ({
  row,
  line,
  contact,
  cells: JSON.parse(cells),
});

/** The rows of the file, as they stand there; in a rollback, those whose contacts are to be restored. */
export function storeRows(db: Db) {
  const write = writeTo(db);
  const insertRow = db.prepare('INSERT INTO rows VALUES (?, ?, ?, ?)');
  const insertRestore = db.prepare('INSERT INTO restores VALUES (?, ?)');
  const addRow = ({ row, line, contact, cells }: StoredRow): void => {
    insertRow.run([row, line, contact, JSON.stringify(cells)]);
  };
  const selectRestore = db.prepare('SELECT fields FROM restores WHERE row = ?');
  const selectRow = db.prepare('SELECT * FROM rows WHERE row = ?');
  const selectSameContact = db.prepare('SELECT row FROM rows WHERE contact = ? ORDER BY row LIMIT 11');
  const selectLastOfContact = db.prepare('SELECT MAX(row) AS row FROM rows WHERE contact = ?');
  const selectEarlier = db.prepare('SELECT * FROM rows WHERE contact = ? AND row >= ? AND row < ? ORDER BY row');
  return {
    clearRows: () => write(() => db.exec('DELETE FROM results; DELETE FROM rows; DROP INDEX IF EXISTS rows_contact')),
    addRows: (rows: readonly StoredRow[]) => write(() => rows.forEach(addRow)),
    /** The row of a number; none where it was blank. */
    rowsAt: (row: number): StoredRow[] => (selectRow.all([row]) as RawRow[]).map(toRow),
    replaceRows: (rows: readonly StoredRow[]) => {
      const replace = db.prepare('UPDATE rows SET contact = ?, cells = ? WHERE row = ?');
      write(() => {
        for (const { row, contact, cells } of rows) replace.run([contact, JSON.stringify(cells), row]);
      });
    },
    /** Rows of a rollback, each with what is to be restored for it. */
    addRestores: (restores: readonly { row: StoredRow; fields: string }[]) =>
      write(() => {
        for (const { row, fields } of restores) {
          addRow(row);
          insertRestore.run([row.row, fields]);
        }
      }),
    /** What a rollback is to restore for a row, as JSON. */
    restoreOf(row: number): string {
      const found = selectRestore.get([row]) as { fields: string } | undefined;
      if (found === undefined) throw new Error(`row ${row} without what to restore`);
      return found.fields;
    },
    indexContacts: () => onDisk(() => db.exec('CREATE INDEX IF NOT EXISTS file.rows_contact ON rows (contact, row)')),
    countRows: (): number => (db.prepare('SELECT COUNT(*) AS n FROM rows').get([]) as { n: number }).n,
    /** The first rows of one contact, for a message. */
    rowsOfContact: (contact: string): number[] =>
      (selectSameContact.all([contact]) as { row: number }[]).map(({ row }) => row),
    lastRowOfContact: (contact: string): number => (selectLastOfContact.get([contact]) as { row: number }).row,
    /** The rows of the same contact that come before this one, from a row on. */
    earlierRows: ({ contact, row }: Pick<StoredRow, 'contact' | 'row'>, from = 0): StoredRow[] =>
      (selectEarlier.all([contact, from, row]) as RawRow[]).map(toRow),
    plannableRows: function* (): Generator<PlannableRow> {
      const sql = `SELECT *, EXISTS (SELECT 1 FROM rows AS other
          WHERE other.contact = rows.contact AND other.row <> rows.row) AS repeated
        FROM rows WHERE row > ? ORDER BY row`;
      for (const raw of readPages<RawRow & { repeated: number }, number>(db, sql, 0, ({ row }) => row)) {
        yield { ...toRow(raw), alone: raw.repeated === 0 };
      }
    },
  };
}
