import { message } from '../../messages/message.js';
import type { Detail } from '../../messages/run-error.js';
import type { Db } from '../database.js';
import { inDatabase } from './damage.js';

const mostProblems = 5;

/** What SQLite finds wrong in the pages of run.db, and between its tables and its index. */
export function checkPages(db: Db): Detail[] {
  const found = db
    .prepare(`SELECT CAST(integrity_check AS BLOB) FROM pragma_integrity_check(${mostProblems}, 'file')`)
    .raw(true)
    .all([]) as [Buffer][];
  const lines = found.map(([line]) => line.toString('latin1'));
  return lines.filter((line) => line !== 'ok').map((reason) => inDatabase(message('damage.pages', { reason })));
}
