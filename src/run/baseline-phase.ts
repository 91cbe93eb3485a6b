import type { Client, Page } from '../api/client.js';
import { collectFields, type FieldCollector } from '../contact/account-fields.js';
import { describeContact, readContact } from '../contact/contact.js';
import { isObject, type Json, writeJson } from '../contact/json.js';
import type { Job } from '../job/job.js';
import { type Message, message, wordMessage } from '../messages/message.js';
import { stop } from '../messages/run-error.js';
import { forEachBounded } from './bounded.js';
import type { BaselineEntry } from './contact-store.js';
import type { Journal } from './journal.js';
import { readAllPages, readFirstPage } from './list-contacts.js';
import type { OnProgress } from './progress.js';
import { type Reading, readByGet } from './read-contact.js';
import type { RunStore } from './run-store.js';

/** What the baseline phase works with. */
export interface BaselineTools {
  readonly store: RunStore;
  readonly journal: Journal;
  readonly client: Client;
  readonly onProgress: OnProgress;
  /** Says which way is taken, and why. */
  readonly onNote: (note: Message) => void;
}

const mostListings = 3;
/** So many contacts in a row that are not there, and none that is: it is the interface that is missing. */
const mostNothingThere = 10;

/**
 * Reads the contacts that the file names, as the server has them, and the account's custom fields. When it ends, each
 * of them is in run.db, or is not a contact of this account, or could not be read.
 * @throws RunError when the run must stop: nothing has been written; the signal's reason when it is stopping
 */
export async function baselinePhase(job: Job, tools: BaselineTools, stopping: AbortSignal): Promise<void> {
  const { store, journal } = tools;
  const contacts = store.countContacts();
  if (contacts === 0) return;
  const fields = collectFields(store.readAccount());
  try {
    if (job.baseline === 'get') {
      tools.onNote(message('baseline.getOnly', { contacts }));
      await readEach(store.unknownContacts(), { count: contacts, isThere: false }, fields, job, tools, stopping);
    } else {
      await readByList(contacts, fields, job, tools, stopping);
    }
  } finally {
    await journal.flush();
    store.writeAccount(fields.describe());
  }
  const conflict = fields.conflict();
  if (conflict) throw stop(message('stop.fieldConflict', { ...conflict }));
}

async function readByList(
  contacts: number,
  fields: FieldCollector,
  job: Job,
  tools: BaselineTools,
  stopping: AbortSignal,
): Promise<void> {
  for (let listing = 1; ; listing++) {
    const way = await chooseWay(contacts, job, tools.client, stopping);
    if (listing === 1 || way.kind === 'get') tools.onNote(way.why);
    if (way.kind === 'get') {
      const all = tools.store.unknownContacts();
      return readEach(all, { count: contacts, isThere: false }, fields, job, tools, stopping);
    }
    const unsteady = await keepAllPages(way.first, fields, job, tools, stopping);
    if (await settleUnseen(unsteady, fields, job, tools, stopping)) return;
    if (listing === mostListings) throw stop(message('stop.unsteady', { reason: unsteady ?? '' }));
    tools.onNote(message('baseline.listAgain', { reason: unsteady ?? '' }));
  }
}

type Way =
  | { readonly kind: 'list'; readonly first: Page; readonly why: Message }
  | { readonly kind: 'get'; readonly why: Message };

/** Reads the first page; by its total, `auto` takes what costs fewer calls. */
async function chooseWay(
  contacts: number,
  { api, baseline }: Job,
  client: Client,
  stopping: AbortSignal,
): Promise<Way> {
  const first = await readFirstPage(client, api.pageSize, stopping);
  if (first.kind === 'unavailable') {
    const { reason } = first;
    if (baseline === 'list') throw stop(message('stop.noQuery', { reason: `list ${reason}` }));
    return { kind: 'get', why: message('baseline.getInstead', { contacts, reason }) };
  }
  const { page } = first;
  const costs = { contacts, total: page.total, pages: Math.max(1, Math.ceil(page.total / api.pageSize)) };
  if (baseline === 'list') return { kind: 'list', first: page, why: message('baseline.listOnly', costs) };
  // The first page is read already.
  if (contacts < costs.pages - 1) return { kind: 'get', why: message('baseline.get', costs) };
  return { kind: 'list', first: page, why: message('baseline.list', costs) };
}

/** Gives why it cannot be said that all contacts were seen; null when they were. */
async function keepAllPages(
  first: Page,
  fields: FieldCollector,
  { api }: Job,
  { store, client, onProgress }: BaselineTools,
  stopping: AbortSignal,
): Promise<string | null> {
  store.clearBaseline();
  const { unsteady } = await readAllPages(client, api.pageSize, first, stopping, (page) => {
    const fresh = keepPage(page, fields, store);
    const done = store.countListed();
    onProgress({ phase: 'baseline', done, total: first.total, statuses: new Map(), quota: null });
    stopping.throwIfAborted();
    return fresh;
  });
  store.clearListed();
  return unsteady;
}

function keepPage(contacts: readonly Json[], fields: FieldCollector, store: RunStore): number {
  const readAt = Date.now();
  return store.addPage(
    contacts.flatMap((json): BaselineEntry[] => {
      if (!isObject(json) || typeof json.externalUserId !== 'string') return [];
      fields.observe(json);
      const contact = readContact(json);
      const problem = contact ? null : message('contact.untold');
      return [{ contact: json.externalUserId, json: contact && writeJson(describeContact(contact)), problem, readAt }];
    }),
  );
}

/**
 * Looks up by GET what the list has left open: contacts that it does not tell whole, and, where it changed while it was
 * read, those that it did not show. False when that would have to be done and there is no GET.
 */
async function settleUnseen(
  unsteady: string | null,
  fields: FieldCollector,
  job: Job,
  tools: BaselineTools,
  stopping: AbortSignal,
): Promise<boolean> {
  const { store, client, onNote } = tools;
  const open = unsteady === null ? [...store.untoldContacts()] : store.unknownContacts();
  const count = Array.isArray(open) ? open.length : store.countUnknown();
  if (count === 0) return true;
  // One that the list has shown: only there does an empty answer mean that it is the interface which is missing.
  const shown = store.someContact();
  const isThere = shown !== null && (await readByGet(client, shown, stopping)).kind !== 'nothingThere';
  if (!isThere) return unsteady === null;
  if (unsteady !== null) onNote(message('baseline.unsteady', { reason: unsteady, count }));
  await readEach(open, { count, isThere }, fields, job, tools, stopping);
  return true;
}

/** Reads contacts one by one, each on its own call of the GET quota. */
async function readEach(
  contacts: Iterable<string>,
  { count, isThere }: { count: number; isThere: boolean },
  fields: FieldCollector,
  job: Job,
  { store, journal, client, onProgress }: BaselineTools,
  interrupted: AbortSignal,
): Promise<void> {
  const { limit, perMs } = job.api.rates.get;
  const quota = { items: limit, perMs };
  let known = isThere;
  let done = 0;
  let unreadable = 0;
  const notThere: { contact: string; reason: string }[] = [];
  const keep = (contact: string, reading: Reading) => journal.keepContact(toEntry(contact, reading));

  await forEachBounded(contacts, job.api.concurrency, interrupted, async (contact, stopping) => {
    const reading = await readByGet(client, contact, stopping);
    // Before the contact itself: what is kept of it after a kill is not asked for again.
    if (reading.kind === 'found' && fields.observe(reading.json)) store.writeAccount(fields.describe());
    known ||= reading.kind === 'found' || reading.kind === 'absent';
    if (reading.kind === 'nothingThere' && !known) {
      notThere.push({ contact, reason: reading.reason });
      if (notThere.length >= mostNothingThere) throw stop(message('stop.noQuery', { reason: reading.reason }));
    } else {
      await keep(contact, reading);
    }
    unreadable = reading.kind === 'unreadable' ? unreadable + 1 : 0;
    if (reading.kind === 'unreadable' && unreadable >= job.failuresInARow) {
      throw stop(message('stop.readsInARow', { count: unreadable, last: wordMessage(reading.why, job.lang) }));
    }
    onProgress({ phase: 'baseline', done: ++done, total: count, statuses: new Map(), quota });
  });
  interrupted.throwIfAborted();
  const [first] = notThere;
  if (first !== undefined && !known) throw stop(message('stop.noQuery', { reason: first.reason }));
  for (const { contact } of notThere) await keep(contact, { kind: 'absent' });
}

function toEntry(contact: string, reading: Reading): BaselineEntry {
  const readAt = Date.now();
  switch (reading.kind) {
    case 'found':
      return { contact, json: writeJson(describeContact(reading.contact)), problem: null, readAt };
    case 'unreadable':
      return { contact, json: null, problem: reading.why, readAt };
    default:
      return { contact, json: null, problem: null, readAt };
  }
}
