import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { message } from '../../messages/message.js';
import { RunError } from '../../messages/run-error.js';
import { type Holder, holderOf, type Lock, takeLock } from './file-lock.js';

/** Names an account without saying its address: the base URL, hashed. */
export const accountIdOf = (baseUrl: string): string => createHash('sha256').update(baseUrl).digest('hex').slice(0, 16);

/** The folder for what concerns an account and no single run. */
export function accountFolder(logDir: string): string {
  const folder = join(logDir, '.accounts');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/**
 * Takes an account for this process.
 * @throws RunError `run.busy`, naming who holds it
 */
export function lockAccount(logDir: string, accountId: string, runId: string): Lock {
  const lock = takeLock(lockPath(logDir, accountId), runId);
  if ('heldBy' in lock) throw new RunError('busy', message('run.busy', { ...lock.heldBy }));
  return lock;
}

/** Who holds an account at this moment; null for nobody. */
export const holderOfAccount = (logDir: string, accountId: string): Holder | null =>
  holderOf(lockPath(logDir, accountId));

/** Takes the place of the one who has an account next, among those who wait for it; null while another has it. */
export function enterGate(logDir: string, accountId: string): Lock | null {
  const lock = takeLock(join(accountFolder(logDir), `${accountId}.next.lock`), '-', 0);
  return 'heldBy' in lock ? null : lock;
}

const lockPath = (logDir: string, accountId: string): string => join(accountFolder(logDir), `${accountId}.lock`);
