import { resolve } from 'node:path';
import { type Message, message } from '../../../messages/message.js';
import { type Detail, RunError } from '../../../messages/run-error.js';
import { runIdOf } from '../../run-folder.js';
import { sqliteCode } from '../database.js';

/**
 * The refusal of a run whose data is not what was written.
 * @param found what does not agree, and where
 */
export const damagedRun = (folder: string, found: readonly Detail[]): RunError =>
  new RunError('refused', message('run.damaged', { runId: runIdOf(folder), folder: resolve(folder) }), found);

/** The folder of the run that an error says is damaged; null for any other error. */
export const damagedFolder = (error: unknown): string | null =>
  error instanceof RunError && error.why.code === 'run.damaged' ? String(error.why.params.folder) : null;

export const isDamage = (error: unknown): error is RunError => damagedFolder(error) !== null;

/** Something that is wrong in run.db. */
export const inDatabase = (why: Message): Detail => ({ where: 'run.db', why });

/** A record whose seal does not agree. `row` is its key, or its place where that is no number; null where it has none. */
export const brokenRecord = (table: string, row: number | null): Detail =>
  inDatabase(message('damage.record', { table, row: row ?? '?' }));

/** A record without a seal that cannot be what was written. */
export const brokenText = (table: string, row: number | null): Detail =>
  inDatabase(message('damage.text', { table, row: row ?? '?' }));

/** What SQLite says of a file that it cannot make sense of; null for an error that says nothing of what is in it. */
export function unreadableFile(error: unknown): Detail | null {
  const code = sqliteCode(error);
  return /^SQLITE_(?:CORRUPT|NOTADB|ERROR|FORMAT|SCHEMA|MISMATCH|TOOBIG|CONSTRAINT)/.test(code)
    ? inDatabase(message('damage.pages', { reason: code }))
    : null;
}
