import { message } from '../../messages/message.js';
import { recheck } from './judge-contact.js';
import { type Ending, type Sending, type SendTools, unsent } from './send-tools.js';

/** What happens right before each attempt of a row, its place in the window taken. */
export interface SendGuard {
  /** Whether the attempt may be made; true once it is on the disk that it will be. */
  readonly mayDepart: () => Promise<boolean>;
  /** How the row ends when it may not. */
  readonly withheldBy: () => Ending;
}

/** Looks at a contact again before it is written, where the last look is too old, whatever the attempts waited for. */
export function openSendGuard(
  { row, planned, readBack, readAgainAt }: Sending,
  tools: SendTools,
  stopping: AbortSignal,
): SendGuard {
  const { store, journal, freshSince, clock } = tools;
  const { before } = planned;
  let mayHaveArrived = false;
  let readAt = readBack ? 0 : (readAgainAt ?? store.entryOf(row.contact)?.readAt ?? 0);
  let ending: Ending | null = null;
  return {
    async mayDepart() {
      const since = freshSince(row.contact);
      if (before !== null && readAt < since) {
        readAt = clock();
        ending = await recheck({ planned, before, since, mayHaveArrived }, tools, stopping);
      }
      if (ending !== null) return false;
      await journal.intend(row.row);
      mayHaveArrived = true;
      return true;
    },
    withheldBy: () => ending ?? unsent('unknown', message('send.unsettled')),
  };
}
