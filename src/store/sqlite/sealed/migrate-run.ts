import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { message } from '../../../messages/message.js';
import { type Detail, RunError } from '../../../messages/run-error.js';
import { asRunError } from '../../disk-error.js';
import { runIdOf } from '../../run-folder.js';
import { attach, closeDatabase, hasTable, onDisk, sqliteCode } from '../database.js';
import { runStoreVersion, unsealedVersion } from '../tables.js';
import { addSeals } from './add-seals.js';
import { damagedRun, unreadableFile } from './damage.js';
import { hasHead } from './head-file.js';
import { checkPages } from './pages.js';

/**
 * Gives every record of a run of version 4 a seal, in one transaction, once it has been seen that SQLite can make sense of
 * all of it and that its texts are texts. A run of another version is left alone.
 * @throws RunError when it is damaged, or another process works on it
 */
export function migrateRun(folder: string): void {
  const path = join(folder, 'run.db');
  if (!existsSync(path) || hasHead(folder) || !isUnsealed(path)) return;
  const db = onDisk(() => attach(path));
  try {
    // To itself: a process of the version before would go on writing records without a seal.
    db.exec('PRAGMA busy_timeout = 300; PRAGMA file.locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    refuseIfAny(checkPages(db), folder);
    refuseIfAny(addSeals(db), folder);
    db.exec(`PRAGMA file.user_version = ${runStoreVersion}; COMMIT`);
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    throw asRefusal(error, folder);
  } finally {
    closeDatabase(db);
  }
}

function isUnsealed(path: string): boolean {
  const db = onDisk(() => attach(path, 'ro'));
  try {
    const { user_version: version } = db.prepare('PRAGMA file.user_version').get([]) as { user_version: number };
    return version === unsealedVersion && !hasTable(db, 'chain');
  } finally {
    closeDatabase(db);
  }
}

function refuseIfAny(found: readonly Detail[], folder: string): void {
  if (found.length > 0) throw damagedRun(folder, found);
}

function asRefusal(error: unknown, folder: string): unknown {
  if (sqliteCode(error).startsWith('SQLITE_BUSY')) {
    return new RunError('busy', message('run.isBeingDone', { runId: runIdOf(folder) }));
  }
  const unreadable = unreadableFile(error);
  return unreadable === null ? (asRunError(error) ?? error) : damagedRun(folder, [unreadable]);
}
