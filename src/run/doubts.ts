import { setTimeout as sleep } from 'node:timers/promises';
import type { Contact } from '../contact/contact.js';
import { combineAsked, isEarlierState } from '../contact/earlier-states.js';
import { planUpdate } from '../contact/plan-update.js';
import type { PlannedUpdate } from '../contact/row.js';
import { message } from '../messages/message.js';
import { forEachBounded } from './bounded.js';
import { describeDrifted, holdsAll, isAs } from './judge-contact.js';
import type { Reading } from './read-contact.js';
import { sendBody } from './send-body.js';
import { type Ending, type SendTools, type SentRow, unsent } from './send-tools.js';

/**
 * Rows of which an attempt was lost. A lost request may be applied late, also after one that was sent later: a row has its
 * last word only when nothing of it can arrive any more and the contact was read after that. Each contact has one such
 * row at most: the next of its rows waits for it.
 */
export interface Doubts {
  /** Takes a row that was sent; tells whether it is in doubt, or one of its contact was before: then it is kept here. */
  take(sent: SentRow): boolean;
  /** Settles the row of a contact that is in doubt, if there is one. */
  settleOne(contact: string, stopping: AbortSignal): Promise<void>;
  /** Settles all that are left. */
  settleAll(concurrency: number, interrupted: AbortSignal): Promise<void>;
}

/** @param settle writes down the last word of a row */
export function openDoubts(tools: SendTools, settle: (sent: SentRow, ending: Ending) => Promise<void>): Doubts {
  const open = new Map<string, SentRow & InDoubt>();
  const lostBefore = new Map<string, number>();

  async function settleOne(contact: string, stopping: AbortSignal): Promise<void> {
    const sent = open.get(contact);
    if (sent === undefined) return;
    await waitUntil(sent.lostUntil, stopping);
    const ending = await settleDoubt(sent, tools, stopping);
    if (ending === null) return;
    open.delete(contact);
    await settle(sent, ending);
  }

  return {
    take(sent) {
      const { row, planned } = sent;
      const inherited = wasAccepted(sent.ending) ? lostBefore.get(row.contact) : null;
      const lostUntil = sent.lostUntil ?? inherited ?? null;
      if (planned === null || lostUntil === null) return false;
      lostBefore.set(row.contact, lostUntil);
      open.set(row.contact, { ...sent, planned, lostUntil });
      return true;
    },
    settleOne,
    async settleAll(concurrency, interrupted) {
      if (open.size === 0 || interrupted.aborted) return;
      const latest = Math.max(...[...open.values()].map(({ lostUntil }) => lostUntil));
      const seconds = Math.max(0, Math.ceil((latest - performance.now()) / 1000));
      tools.onNote(message('send.lostWait', { rows: open.size, seconds }));
      // One wait for all: where only the list tells of contacts, it is then read once.
      await waitUntil(latest, interrupted);
      await forEachBounded([...open.keys()], concurrency, interrupted, settleOne);
    },
  };
}

interface InDoubt {
  readonly planned: PlannedUpdate;
  readonly lostUntil: number;
}

async function waitUntil(time: number, signal: AbortSignal): Promise<void> {
  const ms = time - performance.now();
  if (ms > 0) await sleep(Math.ceil(ms), undefined, { signal }).catch(() => {});
  signal.throwIfAborted();
}

/** A body is sent, read for, and sent once more; then it is left in doubt. */
const mostResends = 1;

/** Reads the contact for the last word on its row, and sends the row again where it has to be; null when the run stops. */
async function settleDoubt(sent: SentRow & InDoubt, tools: SendTools, stopping: AbortSignal): Promise<Ending | null> {
  let { planned, ending } = sent;
  let attempts = ending?.attempts ?? 0;
  for (let resends = 0; ; resends++) {
    const readAgainAt = Date.now();
    const reading = await tools.reader.read(sent.row.contact, readAgainAt, stopping);
    const found = judgeReading(reading, { ...sent, planned, ending }, tools);
    if (found.kind === 'ended') return { ...found.ending, attempts };
    if (resends === mostResends) return { ...unsent('unknown', message('send.unsettled')), attempts };
    planned = found.planned;
    const again = await sendBody({ row: sent.row, planned, readBack: false, readAgainAt }, tools, stopping);
    if (again === null) return null;
    ending = again.ending;
    attempts += ending.attempts;
    if (again.lostUntil === null) return { ...ending, attempts };
    await waitUntil(again.lostUntil, stopping);
  }
}

type Judged =
  | { readonly kind: 'ended'; readonly ending: Ending }
  | { readonly kind: 'again'; readonly planned: PlannedUpdate };

function judgeReading(reading: Reading, sent: SentRow & InDoubt, tools: SendTools): Judged {
  const { planned } = sent;
  if (reading.kind === 'absent') return ended(unsent('drifted', message('contact.gone')));
  if (reading.kind !== 'found') return ended(leaveUnknown(sent.ending, reading));
  const { contact } = reading;
  const ending = sent.ending ?? unsent('unknown', message('send.unsettled'));
  if (holdsAll(planned, contact)) {
    return ended(ending.status === 'updated' ? ending : unsent('updated', message('send.settledByReading')));
  }
  // As far as can be seen it is as it should be, and not all can be seen.
  if (isAs(planned.after, contact, planned)) return wasAccepted(ending) ? ended(ending) : { kind: 'again', planned };
  const earlier = earlierWrites(sent, tools);
  if (isEarlierState(contact, planned, earlier)) {
    if (ending.status === 'failed') return ended(ending);
    return { kind: 'again', planned: planAgain(planned, earlier, contact) };
  }
  if (ending.status === 'unverified') return ended(ending);
  // Without a baseline nobody knows what was there before.
  if (planned.before === null && !wasAccepted(ending)) return { kind: 'again', planned };
  return ended(describeDrifted(planned, contact, tools));
}

/** Whether the server has said that it took the row. */
const wasAccepted = (ending: Ending | null): boolean => ending?.status === 'updated' || ending?.status === 'unverified';

/** What brings the contact to where the last write has left it. Without a baseline that is the same body once more. */
function planAgain(planned: PlannedUpdate, earlier: readonly PlannedUpdate[], contact: Contact): PlannedUpdate {
  if (planned.before === null) return planned;
  const { externalUserId } = planned;
  return planUpdate({ externalUserId, fields: combineAsked([...earlier, planned]) }, contact);
}

const ended = (ending: Ending): Judged => ({ kind: 'ended', ending });

function leaveUnknown(ending: Ending | null, reading: Exclude<Reading, { kind: 'found' | 'absent' }>): Ending {
  if (ending?.status === 'unknown') return ending;
  const last = reading.kind === 'nothingThere' ? reading.reason : String(reading.why.params.last ?? reading.why.code);
  return unsent('unknown', message('send.lostUnread', { last }));
}

/** What the rows of the same contact before this one have written, or may have. */
const earlierWrites = ({ row }: SentRow, { store, planRow }: SendTools): PlannedUpdate[] =>
  store.earlierRows(row).flatMap((earlier) => {
    const plan = store.isIntended(earlier.row) ? planRow(earlier) : null;
    return plan?.kind === 'send' ? [plan.planned] : [];
  });
