import { message } from '../messages/message.js';
import { RunError } from '../messages/run-error.js';
import type { AccountLease } from './account-lease.js';

/**
 * Does work while this process holds an account.
 * @throws RunError `run.busy`, naming who holds it; what the work throws
 */
export async function holdingAccount<Result>(
  leases: AccountLease,
  accountId: string,
  runId: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const held = await leases.take(accountId, runId);
  if ('heldBy' in held) throw new RunError('busy', message('run.busy', { ...held.heldBy }));
  try {
    return await work();
  } finally {
    await held.release();
  }
}
