import { join } from 'node:path';
import type { AccountLease, Held } from '../account-lease.js';
import { makeFolder } from '../make-folder.js';
import { holderOf, type Lock, takeLock } from './file-lock.js';

/** Who has an account in this log folder, by locks of the operating system's on files in `.accounts/`. */
export function createAccountLease(logDir: string): AccountLease {
  const lockPath = (accountId: string): string => join(accountFolder(logDir), `${accountId}.lock`);
  const gatePath = (accountId: string): string => join(accountFolder(logDir), `${accountId}.next.lock`);
  return {
    async take(accountId, runId) {
      const lock = takeLock(lockPath(accountId), runId);
      return 'heldBy' in lock ? lock : toHeld(lock);
    },
    holder: async (accountId) => holderOf(lockPath(accountId)),
    async enterGate(accountId) {
      const lock = takeLock(gatePath(accountId), '-', 0);
      return 'heldBy' in lock ? null : toHeld(lock);
    },
  };
}

const toHeld = (lock: Lock): Held => ({ release: async () => lock.release() });

/** The folder for what concerns an account and no single run. */
export function accountFolder(logDir: string): string {
  const folder = join(logDir, '.accounts');
  makeFolder(folder);
  return folder;
}
