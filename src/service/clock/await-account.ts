import { setTimeout as wait } from 'node:timers/promises';
import { message } from '../../messages/message.js';
import { RunError } from '../../messages/run-error.js';
import type { ApiTarget } from '../../phases/run-context.js';
import { accountIdOf, enterGate, holderOfAccount } from '../../store/sqlite/account-lock.js';
import type { Lock } from '../../store/sqlite/file-lock.js';
import { refuseIfMoved } from '../inbox/refuse-if-moved.js';
import type { About } from './announce.js';
import type { TriggerTools } from './trigger.js';

const lookEveryMs = 500;

/** What became of waiting for an account. */
export type InTurn<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'tooLate' | 'stopped' };

/**
 * Does work that needs an account once nobody else has it: no other job of this service, and no other process.
 * @param waitMs how long it waits at most
 * @throws what the work throws
 */
export async function awaitAccount<Result>(
  { logDir, account }: ApiTarget,
  waitMs: number,
  about: About,
  { turns, announce, stopping, serviceStore }: Pick<TriggerTools, 'turns' | 'announce' | 'stopping' | 'serviceStore'>,
  work: () => Promise<Result>,
): Promise<InTurn<Result>> {
  const accountId = accountIdOf(account.baseUrl);
  const deadlineMs = Date.now() + waitMs;
  const holder = () => holderOfAccount(logDir, accountId);
  let isTold = false;
  const sayThatItWaits = (runId = '-') => {
    if (!isTold) announce('info', message('schedule.waits', { runId, minutes: Math.ceil(waitMs / 60_000) }), about);
    isTold = true;
  };

  // Of several processes one stands at the gate and has the account next; who has just had it goes behind him.
  let gate: Lock | null = null;
  const leaveGate = () => {
    gate?.release();
    gate = null;
  };
  const workOutside = () => {
    leaveGate();
    return work();
  };

  async function tryUntilLate(): Promise<InTurn<Result>> {
    for (;;) {
      if (stopping.aborted) return { kind: 'stopped' };
      refuseIfMoved(serviceStore);
      gate ??= enterGate(logDir, accountId);
      const other = holder();
      const outcome = gate !== null && other === null ? await unlessBusy(workOutside) : null;
      if (outcome !== null) return outcome;
      if (Date.now() >= deadlineMs) return { kind: 'tooLate' };
      sayThatItWaits(other?.runId);
      await wait(lookEveryMs, undefined, { signal: stopping }).catch(() => {});
    }
  }

  refuseIfMoved(serviceStore);
  if (turns.isTaken(accountId)) sayThatItWaits(holder()?.runId);
  const giveBack = await turns.take(accountId, deadlineMs, stopping);
  if (giveBack === null) return { kind: stopping.aborted ? 'stopped' : 'tooLate' };
  return tryUntilLate().finally(() => {
    leaveGate();
    giveBack();
  });
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
