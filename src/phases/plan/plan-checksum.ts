import { createHash } from 'node:crypto';
import type { StoredPlan } from '../../store/run-data.js';
import type { RunRecord } from '../../store/run-record.js';
import type { RunQueries } from '../../store/run-store.js';
import { identityOf } from './job-identity.js';

/** Takes the rows of a plan, in their order; gives what tells this plan from every other. */
export interface PlanChecksum {
  add(row: StoredPlan): void;
  /** 32 hex digits. */
  digest(): string;
}

/**
 * Begins the checksum of a plan: over the account, all of the job that decides what is sent, and the rows that are, in
 * their order, each with its contact, its cells, what it changes and, in a rollback, what it restores. The same before the
 * plan is sent and after. The run keeps it: what it is over may change with the version of the store alone.
 */
export function beginChecksum({ command, accountId, jobFile }: CheckedRecord): PlanChecksum {
  const hash = createHash('sha256');
  hash.update(`${JSON.stringify([command === 'rollback', accountId, identityOf(jobFile)])}\n`);
  return {
    add: ({ row, contact, cells, changes, restores }) =>
      void hash.update(`${JSON.stringify([row, contact, cells, changes, restores])}\n`),
    digest: () => hash.digest('hex').slice(0, 32),
  };
}

/** The checksum of the plan that a run's store holds. */
export function planChecksum(record: CheckedRecord, store: Pick<RunQueries, 'plannedRows'>): string {
  const checksum = beginChecksum(record);
  for (const row of store.plannedRows()) checksum.add(row);
  return checksum.digest();
}

type CheckedRecord = Pick<RunRecord, 'command' | 'accountId' | 'jobFile'>;
