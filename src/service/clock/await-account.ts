import { setTimeout as wait } from 'node:timers/promises';
import { message } from '../../messages/message.js';
import { RunError } from '../../messages/run-error.js';
import type { ApiTarget } from '../../phases/run-context.js';
import { accountIdOf } from '../../store/account-id.js';
import type { AccountLease, Held } from '../../store/account-lease.js';
import { refuseIfMoved } from '../inbox/refuse-if-moved.js';
import type { About } from './announce.js';
import type { TriggerTools } from './trigger.js';

const lookEveryMs = 500;

/** What became of waiting for an account. */
export type InTurn<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'tooLate' | 'stopped' };

type Tools = Pick<TriggerTools, 'turns' | 'announce' | 'stopping' | 'serviceStore'>;

/** Who waits: `waitMs` is how long at most, `about` is told of it. */
interface Waiting {
  readonly waitMs: number;
  readonly about: About;
}

/**
 * Does work that needs an account once nobody else has it: no other job of this service, and no other process.
 * @throws what the work throws
 */
export async function awaitAccount<Result>(
  { stores: { leases }, account }: ApiTarget,
  { waitMs, about }: Waiting,
  { turns, announce, stopping, serviceStore }: Tools,
  work: () => Promise<Result>,
): Promise<InTurn<Result>> {
  const accountId = accountIdOf(account.baseUrl);
  const deadlineMs = performance.now() + waitMs;
  const gate = createGate(leases, accountId);
  let isTold = false;
  const sayThatItWaits = (runId = '-') => {
    if (!isTold) announce('info', message('schedule.waits', { runId, minutes: Math.ceil(waitMs / 60_000) }), about);
    isTold = true;
  };

  /** Null where another process has the account, or has it next. */
  async function tryOnce(): Promise<InTurn<Result> | null> {
    await refuseIfMoved(serviceStore);
    const isNext = await gate.enter();
    const other = await leases.holder(accountId);
    // Asked last: a service that was stopped during the looks begins nothing.
    if (stopping.aborted) return { kind: 'stopped' };
    const outcome = isNext && other === null ? await unlessBusy(() => gate.leave().then(work)) : null;
    if (outcome === null && performance.now() < deadlineMs) sayThatItWaits(other?.runId);
    return outcome;
  }

  async function tryUntilLate(): Promise<InTurn<Result>> {
    while (!stopping.aborted) {
      const outcome = await tryOnce();
      if (outcome !== null) return outcome;
      if (performance.now() >= deadlineMs) return { kind: 'tooLate' };
      await wait(lookEveryMs, undefined, { signal: stopping }).catch(() => {});
    }
    return { kind: 'stopped' };
  }

  await refuseIfMoved(serviceStore);
  if (turns.isTaken(accountId)) sayThatItWaits((await leases.holder(accountId))?.runId);
  const giveBack = await turns.take(accountId, deadlineMs, stopping);
  if (giveBack === null) return { kind: stopping.aborted ? 'stopped' : 'tooLate' };
  return tryUntilLate().finally(() => gate.leave().finally(giveBack));
}

/** Of several processes one stands at the gate and has the account next; who has just had it goes behind him. */
function createGate(leases: AccountLease, accountId: string) {
  let held: Held | null = null;
  return {
    /** Whether this process stands there now. */
    async enter(): Promise<boolean> {
      held ??= await leases.enterGate(accountId);
      return held !== null;
    },
    async leave(): Promise<void> {
      const left = held;
      held = null;
      await left?.release();
    },
  };
}

/** Another process may take the account between a look and the work: then null. */
async function unlessBusy<Result>(work: () => Promise<Result>): Promise<InTurn<Result> | null> {
  try {
    return { kind: 'done', result: await work() };
  } catch (error) {
    if (error instanceof RunError && error.ending === 'busy') return null;
    throw error;
  }
}
