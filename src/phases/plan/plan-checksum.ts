import { createHash } from 'node:crypto';
import type { RunRecord } from '../../store/run-record.js';
import type { RunStore } from '../../store/sqlite/run-store.js';
import { identityOf } from './job-identity.js';

/**
 * What tells a plan from every other: 32 hex digits over the account, all of the job that decides what is sent, and the
 * rows that are, in their order, each with its contact, its cells, what it changes and, in a rollback, what it restores.
 * The same before the plan is sent and after. The run keeps it: what it is over may change with the version of the store alone.
 */
export function planChecksum(
  { command, accountId, jobFile }: Pick<RunRecord, 'command' | 'accountId' | 'jobFile'>,
  store: Pick<RunStore, 'plannedRows'>,
): string {
  const hash = createHash('sha256');
  hash.update(`${JSON.stringify([command === 'rollback', accountId, identityOf(jobFile)])}\n`);
  for (const { row, contact, cells, changes, restores } of store.plannedRows()) {
    hash.update(`${JSON.stringify([row, contact, cells, changes, restores])}\n`);
  }
  return hash.digest('hex').slice(0, 32);
}
