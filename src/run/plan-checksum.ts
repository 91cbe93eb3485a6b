import { createHash } from 'node:crypto';
import type { RunStore } from './run-store.js';

/**
 * What tells a plan from every other: 32 hex digits over the rows that it sends, in their order, each with its contact, its
 * cells, what it changes and, in a rollback, what it restores. The same before the plan is sent and after.
 */
export function planChecksum(store: Pick<RunStore, 'plannedRows'>): string {
  const hash = createHash('sha256');
  for (const { row, contact, cells, changes, restores } of store.plannedRows()) {
    hash.update(`${JSON.stringify([row, contact, cells, changes, restores])}\n`);
  }
  return hash.digest('hex').slice(0, 32);
}
