import { cause } from '../../../messages/cause.js';
import { message } from '../../../messages/message.js';
import type { Detail } from '../../../messages/run-error.js';
import type { Db } from '../database.js';
import { notedSchema } from '../tables.js';
import { inDatabase } from './damage.js';

const mostProblems = 5;

/** What SQLite finds wrong in the pages of run.db, and between its tables and its index. */
export function checkPages(db: Db): Detail[] {
  // Of one that says of itself that it is not to be written, or that it has no WAL.
  const [header] = texts(db, "SELECT substr(data, 19, 2) FROM sqlite_dbpage('file') WHERE pgno = 1");
  if (header !== '\u0002\u0002') return [inDatabase(message('damage.pages', { reason: cause('cause.header') }))];
  const lines = texts(db, `SELECT CAST(integrity_check AS BLOB) FROM pragma_integrity_check(${mostProblems}, 'file')`);
  return lines.filter((line) => line !== 'ok').map((reason) => inDatabase(message('damage.pages', { reason })));
}

/** Whether the tables are those that were made: what a flipped bit makes of a type would change what is written later. */
export function checkSchema(db: Db): Detail[] {
  const noted = texts(db, "SELECT CAST(coalesce(sql, '') AS BLOB) FROM file.sqlite_schema");
  const isWhole = noted.every((sql) => notedSchema.includes(sql));
  return isWhole ? [] : [inDatabase(message('damage.pages', { reason: cause('cause.schema') }))];
}

const texts = (db: Db, sql: string): string[] =>
  (db.prepare(sql).raw(true).all([]) as [Buffer][]).map(([bytes]) => bytes.toString('latin1'));
