import type { Client, Page } from '../api/client.js';
import { collectFields, type FieldCollector } from '../contact/account-fields.js';
import { describeContact, readContact, toldBy } from '../contact/contact.js';
import type { StandardFieldName } from '../contact/field.js';
import { isObject, type Json, writeJson } from '../contact/json.js';
import { accountVariables } from '../job/environment.js';
import type { Job } from '../job/job.js';
import { type Message, message } from '../messages/message.js';
import { stop } from '../messages/run-error.js';
import type { BaselineTools } from './baseline-tools.js';
import type { BaselineEntry } from './contact-store.js';
import { readAllPages, readFirstPage } from './list-contacts.js';
import { isGetThere } from './probe-get.js';
import { readByGet } from './read-contact.js';
import { readEach } from './read-each.js';
import type { RunStore } from './run-store.js';

const mostListings = 3;

/**
 * Reads the contacts that the file names, as the server has them, and the account's custom fields. When it ends, each
 * of them is in run.db, or is not a contact of this account, or could not be read.
 * @throws RunError when the run must stop: nothing has been written; the signal's reason when it is stopping
 */
export async function baselinePhase(given: Omit<BaselineTools, 'fields'>, stopping: AbortSignal): Promise<void> {
  const { job, store, journal } = given;
  const contacts = store.countContacts();
  if (contacts === 0) return;
  const fields = collectFields(store.readAccount());
  const tools = { ...given, fields };
  try {
    if (job.baseline === 'get') {
      tools.onNote(message('baseline.getOnly', { contacts }));
      await readEach(store.unknownContacts(), { count: contacts, isThere: false }, tools, stopping);
    } else {
      await readByList(contacts, tools, stopping);
    }
  } finally {
    await journal.flush();
    store.writeAccount(fields.describe());
  }
  const conflict = fields.conflict();
  if (conflict) throw stop(message('stop.fieldConflict', { ...conflict }));
}

async function readByList(contacts: number, tools: BaselineTools, stopping: AbortSignal): Promise<void> {
  const { job } = tools;
  for (let listing = 1; ; listing++) {
    const way = await chooseWay(contacts, job, tools.client, stopping);
    if (listing === 1 || way.kind === 'get') tools.onNote(way.why);
    if (way.kind === 'get') {
      const all = tools.store.unknownContacts();
      return readEach(all, { count: contacts, isThere: way.isThere }, tools, stopping);
    }
    const unsteady = await keepAllPages(way.first, tools, stopping);
    if (await settleUnseen(unsteady, tools, stopping)) return;
    if (listing === mostListings) throw stop(message('stop.unsteady', { reason: unsteady ?? '' }));
    tools.onNote(message('baseline.listAgain', { reason: unsteady ?? '' }));
  }
}

type Way =
  | { readonly kind: 'list'; readonly first: Page; readonly why: Message }
  | { readonly kind: 'get'; readonly isThere: boolean; readonly why: Message };

/** Reads the first page; by its total, `auto` takes what costs fewer calls. */
async function chooseWay(contacts: number, job: Job, client: Client, stopping: AbortSignal): Promise<Way> {
  const { api, baseline } = job;
  const first = await readFirstPage(client, api.pageSize, stopping);
  if (first.kind === 'unavailable') {
    const { reason } = first;
    if (baseline === 'list')
      throw stop(
        message('stop.noQuery', { reason: `list ${reason}`, variable: accountVariables(job.account).baseUrl }),
      );
    return { kind: 'get', isThere: false, why: message('baseline.getInstead', { contacts, reason }) };
  }
  const { page } = first;
  const size = page.contacts.length || api.pageSize;
  const costs = { contacts, total: page.total, pages: Math.max(1, Math.ceil(page.total / size)) };
  if (baseline === 'list') return { kind: 'list', first: page, why: message('baseline.listOnly', costs) };
  const untold = page.contacts.length > 0 ? findUntold(job, new Set(page.contacts.flatMap(toldBy))) : [];
  const list: Way = { kind: 'list', first: page, why: message('baseline.list', costs) };
  // The first page is read already.
  if (untold.length === 0 && contacts >= costs.pages - 1) return list;
  if (untold.length === 0) return { kind: 'get', isThere: false, why: message('baseline.get', costs) };
  if (!(await isGetThere(page, client, stopping))) return list;
  const why = message('baseline.getForFields', { contacts, fields: untold.join(', ') });
  return { kind: 'get', isThere: true, why };
}

/** The standard fields of the job that an interface does not tell of any contact. */
const findUntold = ({ mapping }: Job, told: ReadonlySet<StandardFieldName>): StandardFieldName[] =>
  mapping.fields.flatMap(({ field }) => (field.kind === 'standard' && !told.has(field.name) ? [field.name] : []));

/** Gives why it cannot be said that all contacts were seen; null when they were. */
async function keepAllPages(
  first: Page,
  { job, fields, store, client, onProgress }: BaselineTools,
  stopping: AbortSignal,
): Promise<string | null> {
  const { api } = job;
  store.clearBaseline();
  const told = new Set<StandardFieldName>();
  const { unsteady } = await readAllPages(client, api.pageSize, first, stopping, (page) => {
    for (const name of page.flatMap(toldBy)) told.add(name);
    const fresh = keepPage(page, fields, told, store);
    const done = store.countListed();
    onProgress({ phase: 'baseline', done, total: first.total, statuses: new Map(), quota: null });
    stopping.throwIfAborted();
    return fresh;
  });
  store.clearListed();
  const untold = findUntold(job, told);
  if (untold.length > 0) store.markPartial(message('contact.partial', { fields: untold.join(', ') }));
  return unsteady;
}

function keepPage(
  contacts: readonly Json[],
  fields: FieldCollector,
  told: ReadonlySet<StandardFieldName>,
  store: RunStore,
): number {
  const readAt = Date.now();
  return store.addPage(
    contacts.flatMap((json): BaselineEntry[] => {
      if (!isObject(json) || typeof json.externalUserId !== 'string') return [];
      fields.observe(json);
      const contact = readContact(json, told);
      const problem = contact ? null : message('contact.untold');
      return [{ contact: json.externalUserId, json: contact && writeJson(describeContact(contact)), problem, readAt }];
    }),
  );
}

/** Why contacts that the list has shown are read once more. */
function wordUntold(store: RunStore, count: number): Message {
  const [first = ''] = store.untoldContacts();
  const problem = store.entryOf(first)?.problem;
  const fields = problem?.code === 'contact.partial' ? String(problem.params.fields) : 'customFields';
  return message('baseline.untold', { count, fields });
}

/**
 * Looks up by GET what the list has left open: contacts that it does not tell whole, and, where it changed while it was
 * read, those that it did not show. False when that would have to be done and there is no GET.
 */
async function settleUnseen(unsteady: string | null, tools: BaselineTools, stopping: AbortSignal): Promise<boolean> {
  const { store, client, onNote } = tools;
  const open = unsteady === null ? [...store.untoldContacts()] : store.unknownContacts();
  const count = Array.isArray(open) ? open.length : store.countUnknown();
  if (count === 0) return true;
  const shown = store.someContact();
  const isThere = shown !== null && (await readByGet(client, shown, stopping)).kind !== 'nothingThere';
  if (!isThere) return unsteady === null;
  onNote(unsteady === null ? wordUntold(store, count) : message('baseline.unsteady', { reason: unsteady, count }));
  await readEach(open, { count, isThere }, tools, stopping);
  return true;
}
