import { setTimeout as sleep } from 'node:timers/promises';
import type { Contact } from '../../contact/contact.js';
import { combineAsked, isEarlierState } from '../../contact/earlier-states.js';
import { planUpdate } from '../../contact/plan-update.js';
import type { PlannedUpdate } from '../../contact/row.js';
import { isVerified, mayHaveWritten, wasAccepted } from '../../contact/row-status.js';
import { message } from '../../messages/message.js';
import type { UnsettledRow } from '../../store/run-data.js';
import type { Reading } from '../baseline/read-contact.js';
import { forEachBounded } from '../bounded.js';
import { describeDrifted, holdsAll, isAs } from './judge-contact.js';
import { sendBody } from './send-body.js';
import { type Ending, type SendTools, type SentRow, unsent } from './send-tools.js';

/**
 * Rows that have not had their last word. A request may be applied late, also after one that was sent later: when an attempt
 * of it was lost, or when the network delivers once more what was answered. So a row of which an attempt was lost, and the
 * last of several rows of one contact, are settled only when nothing of what was sent can arrive any more and the contact
 * was read after that.
 */
export interface Doubts {
  /** Takes a row that was sent; tells whether it is kept here, without its last word. */
  take(sent: SentRow): Promise<boolean>;
  /** Before the next row of a contact goes: settles one of which an attempt was lost, in its time, and by reading. */
  makeWay(next: UnsettledRow, stopping: AbortSignal): Promise<void>;
  /** Settles the row of a contact that is kept here, where there is one; tells whether there was. */
  settleOne(contact: string, stopping: AbortSignal): Promise<boolean>;
  /** Settles all that are left. */
  settleAll(concurrency: number, interrupted: AbortSignal): Promise<void>;
}

/** @param settle writes down the last word of a row */
export function openDoubts(tools: SendTools, settle: (sent: SentRow, ending: Ending) => Promise<void>): Doubts {
  const open = new Map<string, DoubtfulRow>();
  const alive = trackAlive(tools);

  async function settleNow(sent: DoubtfulRow, stopping: AbortSignal): Promise<void> {
    const { contact } = sent.row;
    await waitUntil(sent.readFrom, stopping);
    const settled = await settleDoubt(sent, tools, stopping);
    if (settled === null) return;
    alive.note(contact, settled.aliveUntil);
    open.delete(contact);
    const { ending } = settled;
    await settle(sent, ending);
    for (const earlier of sent.under) await settle(earlier, { ...ending, attempts: 0 });
  }

  return {
    async take(sent) {
      const { row, planned, lostUntil, aliveUntil } = sent;
      const earlier = alive.before(row);
      alive.note(row.contact, aliveUntil);
      const isOpen = lostUntil !== null || (earlier !== null && isAccepted(sent.ending));
      // The last written row stays open until a later one is written: the contact must hold it at the end.
      if (planned === null || !isOpen) return false;
      const before = open.get(row.contact);
      const under = before && before.ending === null ? [...before.under, before] : [];
      open.set(row.contact, { ...sent, planned, under, readFrom: Math.max(lostUntil ?? 0, earlier ?? 0) });
      if (before?.ending) await settle(before, before.ending);
      return true;
    },
    async makeWay(next, stopping) {
      const sent = open.get(next.contact);
      if (sent === undefined || sent.lostUntil === null) return;
      // If an earlier process may have sent both rows, the contact can only show the later one.
      if (sent.ending === null && next.intended) return;
      await settleNow(sent, stopping);
    },
    async settleOne(contact, stopping) {
      const sent = open.get(contact);
      if (sent === undefined) return false;
      await settleNow(sent, stopping);
      return true;
    },
    async settleAll(concurrency, interrupted) {
      if (open.size === 0 || interrupted.aborted) return;
      const latest = [...open.values()].reduce((time, { readFrom }) => Math.max(time, readFrom), 0);
      const seconds = Math.max(0, Math.ceil((latest - performance.now()) / 1000));
      tools.onNote(message('send.lostWait', { rows: open.size, seconds }));
      // One wait for all: where only the list tells of contacts, it is then read once.
      await waitUntil(latest, interrupted);
      await forEachBounded([...open.values()], concurrency, interrupted, settleNow);
    },
  };
}

/** Keeps until when calls of a contact may arrive, where several rows of one contact go one after another. */
function trackAlive({ inOrder, store, earlierLostUntil }: SendTools) {
  const aliveUntil = new Map<string, number>();
  return {
    note(contact: string, until: number | null): void {
      if (inOrder && until !== null) aliveUntil.set(contact, Math.max(aliveUntil.get(contact) ?? 0, until));
    },
    /** When nothing of the rows before this one can arrive any more; null where none of its contact was sent. */
    before(row: UnsettledRow): number | null {
      if (!inOrder) return null;
      const known = aliveUntil.get(row.contact);
      if (known !== undefined) return known;
      return store.earlierRows(row).some((earlier) => store.isIntended(earlier.row)) ? earlierLostUntil : null;
    },
  };
}

interface DoubtfulRow extends SentRow {
  readonly planned: PlannedUpdate;
  /** From when on the contact can tell, by performance.now(). */
  readonly readFrom: number;
  /** Earlier rows of the same contact that an earlier process may also have sent. They get the same ending. */
  readonly under: readonly SentRow[];
}

interface Settled {
  readonly ending: Ending;
  /** Until when what was sent again may arrive; null where nothing was. */
  readonly aliveUntil: number | null;
}

async function waitUntil(time: number, signal: AbortSignal): Promise<void> {
  const ms = time - performance.now();
  if (ms > 0) await sleep(Math.ceil(ms), undefined, { signal }).catch(() => {});
  signal.throwIfAborted();
}

/** A body is sent, read for, and sent once more; then it is left in doubt. */
const mostResends = 1;

/** Reads the contact for the last word on its row, and sends the row again where it has to be; null when the run stops. */
async function settleDoubt(sent: DoubtfulRow, tools: SendTools, stopping: AbortSignal): Promise<Settled | null> {
  let { planned, ending } = sent;
  let attempts = ending?.attempts ?? 0;
  let aliveUntil: number | null = null;
  for (let resends = 0; ; resends++) {
    const readAgainAt = tools.clock();
    const reading = await tools.reader.read(sent.row.contact, readAgainAt, stopping);
    const found = judgeReading(reading, { ...sent, planned, ending }, tools);
    if (found.kind === 'ended') return { ending: { ...found.ending, attempts }, aliveUntil };
    if (resends === mostResends) {
      return { ending: { ...unsent('unknown', message('send.unsettled')), attempts }, aliveUntil };
    }
    planned = found.planned;
    const again = await sendBody({ row: sent.row, planned, readBack: false, readAgainAt }, tools, stopping);
    if (again === null) return null;
    ({ ending, aliveUntil } = again);
    attempts += ending.attempts;
    if (again.lostUntil === null) return { ending: { ...ending, attempts }, aliveUntil };
    await waitUntil(again.lostUntil, stopping);
  }
}

type Judged =
  | { readonly kind: 'ended'; readonly ending: Ending }
  | { readonly kind: 'again'; readonly planned: PlannedUpdate };

function judgeReading(reading: Reading, sent: DoubtfulRow, tools: SendTools): Judged {
  const writes = earlierWrites(sent, tools);
  const earlier = writes.map((write) => write.planned);
  // The contact must also hold what earlier rows wrote. A refused row wrote nothing.
  const standing = writes.flatMap((write) => (write.stands ? [write.planned] : []));
  const planned = { ...sent.planned, asked: combineAsked([...standing, sent.planned]) };
  if (reading.kind === 'absent') return ended(unsent('drifted', message('contact.gone')));
  if (reading.kind !== 'found') return ended(leaveUnknown(sent.ending, reading));
  const { contact } = reading;
  const ending = sent.ending ?? unsent('unknown', message('send.unsettled'));
  if (holdsAll(planned, contact)) {
    return ended(isVerified(ending.status) ? ending : unsent('updated', message('send.settledByReading')));
  }
  // As far as can be seen it is as it should be, and not all can be seen.
  if (isAs(planned.after, contact, planned)) return isAccepted(ending) ? ended(ending) : { kind: 'again', planned };
  if (isEarlierState(contact, planned, earlier)) {
    if (ending.status === 'failed') return ended(ending);
    return { kind: 'again', planned: planAgain(planned, contact) };
  }
  if (ending.status === 'unverified') return ended(ending);
  // Without a baseline nobody knows what was there before.
  if (planned.before === null && !isAccepted(ending)) return { kind: 'again', planned };
  return ended(describeDrifted(planned, contact, tools));
}

const isAccepted = (ending: Ending | null): boolean => ending !== null && wasAccepted(ending.status);

/** What brings the contact to where the last write has left it. Without a baseline that is the same body once more. */
const planAgain = (planned: PlannedUpdate, contact: Contact): PlannedUpdate =>
  planned.before === null
    ? planned
    : planUpdate({ externalUserId: planned.externalUserId, fields: planned.asked }, contact);

const ended = (ending: Ending): Judged => ({ kind: 'ended', ending });

function leaveUnknown(ending: Ending | null, reading: Exclude<Reading, { kind: 'found' | 'absent' }>): Ending {
  if (ending?.status === 'unknown') return ending;
  const last = reading.kind === 'nothingThere' ? reading.reason : String(reading.why.params.last ?? reading.why.code);
  return unsent('unknown', message('send.lostUnread', { last }));
}

interface EarlierWrite {
  readonly planned: PlannedUpdate;
  /** Whether the contact is to hold it: false of a row that is known to have written nothing. */
  readonly stands: boolean;
}

/** What the rows of the same contact before this one have sent, or may have. */
const earlierWrites = ({ row }: SentRow, { store, planRow }: SendTools): EarlierWrite[] =>
  store.earlierRows(row).flatMap((earlier) => {
    const plan = store.isIntended(earlier.row) ? planRow(earlier) : null;
    const status = store.statusOf(earlier.row);
    return plan?.kind === 'send' ? [{ planned: plan.planned, stands: status === null || mayHaveWritten(status) }] : [];
  });
