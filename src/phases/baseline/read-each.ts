import { describeContact, fieldsIn, readContact } from '../../contact/contact.js';
import type { StandardFieldName } from '../../fields/field.js';
import { writeJson } from '../../fields/json.js';
import { accountVariables } from '../../job/environment.js';
import { formatMessage, message } from '../../messages/message.js';
import { stop } from '../../messages/run-error.js';
import type { BaselineEntry } from '../../store/run-data.js';
import { forEachBounded } from '../bounded.js';
import type { BaselineTools } from './baseline-tools.js';
import { isAnyThere } from './probe-get.js';
import { type Reading, readByGet } from './read-contact.js';

/** So many contacts in a row that are not there, and none that is: it may be the interface that is missing. */
const mostNothingThere = 10;

/**
 * Reads contacts one by one, each on its own call of the GET quota.
 * @param isThere whether it is known that there is a GET
 * @throws RunError when the run must stop; the signal's reason when it is stopping
 */
export async function readEach(
  contacts: Iterable<string>,
  { count, isThere }: { count: number; isThere: boolean },
  tools: BaselineTools,
  interrupted: AbortSignal,
): Promise<void> {
  const { job, client, pager, fields, store, onProgress } = tools;
  const { limit: items, perMs } = job.api.rates.get;
  const shown = new Set<StandardFieldName>();
  const noteReading = countUnreadable(tools);
  let known = isThere;
  let anyThere: Promise<boolean> | null = null;
  let done = 0;
  const notThere: { contact: string; reason: string }[] = [];

  const confirmNotThere = async (stopping: AbortSignal) => {
    const [first] = notThere;
    if (first === undefined) return;
    // Asked once, however many wait for it.
    anyThere ??= isAnyThere(pager, client, stopping);
    known ||= await anyThere;
    if (!known)
      throw stop(message('stop.noQuery', { reason: first.reason, variable: accountVariables(job.account).baseUrl }));
    for (const { contact } of notThere.splice(0)) await keep(contact, { kind: 'absent' }, shown, tools);
  };

  await forEachBounded(contacts, job.api.concurrency, interrupted, async (contact, stopping) => {
    const reading = await readByGet(client, contact, stopping);
    if (reading.kind === 'found') {
      for (const name of fieldsIn(reading.json)) shown.add(name);
      // Before the contact itself: what is kept of it after a kill is not asked for again.
      if (fields.observe(reading.json)) store.writeAccount(fields.describe());
    }
    known ||= reading.kind === 'found' || reading.kind === 'absent';
    if (reading.kind === 'nothingThere' && !known) notThere.push({ contact, reason: reading.reason });
    else await keep(contact, reading, shown, tools);
    if (notThere.length >= mostNothingThere) await confirmNotThere(stopping);
    noteReading(reading);
    onProgress({ phase: 'baseline', done: ++done, total: count, statuses: new Map(), quota: { items, perMs } });
  });
  interrupted.throwIfAborted();
  await confirmNotThere(interrupted);
}

/** Breaks the circuit when contacts cannot be read one after another. */
function countUnreadable({ job }: BaselineTools): (reading: Reading) => void {
  let inARow = 0;
  return (reading) => {
    inARow = reading.kind === 'unreadable' ? inARow + 1 : 0;
    if (reading.kind === 'unreadable' && inARow >= job.failuresInARow) {
      throw stop(message('stop.readsInARow', { count: inARow, last: formatMessage(reading.why, job.lang) }));
    }
  };
}

async function keep(
  contact: string,
  reading: Reading,
  shown: ReadonlySet<StandardFieldName>,
  { store, journal, clock }: BaselineTools,
): Promise<void> {
  // What a list has told of it, if not all, is more than nothing.
  if (reading.kind !== 'found' && store.entryOf(contact)?.json) return;
  await journal.keepContact({ contact, ...toEntry(reading, shown), readAt: clock() });
}

function toEntry(reading: Reading, shown: ReadonlySet<StandardFieldName>): Pick<BaselineEntry, 'json' | 'problem'> {
  switch (reading.kind) {
    case 'found': {
      const contact = readContact(reading.json, shown) ?? reading.contact;
      return { json: writeJson(describeContact(contact)), problem: null };
    }
    case 'unreadable':
      return { json: null, problem: reading.why };
    default:
      return { json: null, problem: null };
  }
}
