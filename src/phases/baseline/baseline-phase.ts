import { collectFields } from '../../contact/account-fields.js';
import { describeContact, readContact } from '../../contact/contact.js';
import type { StandardFieldName } from '../../fields/field.js';
import { type Json, writeJson } from '../../fields/json.js';
import { type Message, message } from '../../messages/message.js';
import { stop } from '../../messages/run-error.js';
import type { BaselineEntry } from '../../store/run-data.js';
import type { RunStore } from '../../store/run-store.js';
import type { BaselineTools } from './baseline-tools.js';
import { chooseWay, findUnshown } from './choose-way.js';
import { keepItems } from './keep-items.js';
import { type FirstPage, type Listing, type PageUse, readAllPages } from './list-contacts.js';
import type { Gap } from './list-ledger.js';
import { createPager } from './list-pager.js';
import { isGetAnswering } from './probe-get.js';
import { readByGet } from './read-contact.js';
import { readEach } from './read-each.js';
import { sortBaselinePage } from './sort-page.js';

const mostListings = 3;

/**
 * Reads the contacts that the file names, as the server has them, and the account's custom fields. When it ends, each
 * of them is in run.db, or is not a contact of this account, or could not be read.
 * @throws RunError when the run must stop: nothing has been written; the signal's reason when it is stopping
 */
export async function baselinePhase(
  given: Omit<BaselineTools, 'fields' | 'pager'>,
  stopping: AbortSignal,
): Promise<void> {
  const { job, store, journal, client, onNote } = given;
  const contacts = store.countContacts();
  if (contacts === 0) return;
  const fields = collectFields(store.readAccount());
  const tools = { ...given, fields, pager: createPager(client, job.api.pageSize, onNote) };
  try {
    if (job.baseline === 'get') {
      onNote(message('baseline.getOnly', { contacts }));
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
  for (let listing = 1; ; listing++) {
    const way = await chooseWay(contacts, tools, stopping);
    if (listing === 1 || way.kind === 'get') tools.onNote(way.why);
    if (way.kind === 'get') {
      const all = tools.store.unknownContacts();
      return readEach(all, { count: contacts, isThere: way.isThere }, tools, stopping);
    }
    const listed = await keepAllPages(way.first, tools, stopping);
    if (await readUnseen(listed, tools, stopping)) return;
    const { reason = '' } = listed.gap ?? {};
    if (listing === mostListings) throw stop(message('stop.unsteady', { reason }));
    tools.onNote(message('baseline.listAgain', { reason }));
  }
}

async function keepAllPages(first: FirstPage, tools: BaselineTools, stopping: AbortSignal): Promise<Listing> {
  const { job, fields, store, client, clock, pager, onProgress } = tools;
  const { total } = first.page;
  const shown = new Set<StandardFieldName>();
  const use: PageUse = {
    keep(items, shownHere) {
      for (const name of shownHere) shown.add(name);
      const fresh = keepItems(items, toEntry, addPage);
      onProgress({ phase: 'baseline', done: store.countListed(), total, statuses: new Map(), quota: null });
      stopping.throwIfAborted();
      return fresh;
    },
    goOnWithout: async (_, shown) => shown !== null && isGetAnswering(shown, client, stopping),
  };
  function toEntry(contact: string, json: Json): BaselineEntry {
    fields.observe(json);
    const read = readContact(json, shown);
    const problem = read ? null : message('contact.untold');
    return { contact, json: read && writeJson(describeContact(read)), problem, readAt: clock() };
  }
  function addPage(entries: readonly BaselineEntry[]): number {
    const { shown: ids, kept, fresh } = sortBaselinePage(entries, store.lookUp(entries.map(({ contact }) => contact)));
    store.addPage(ids, kept);
    return fresh;
  }
  store.clearBaseline();
  const listing = await readAllPages(pager, first, use, stopping);
  store.clearListed();
  const untold = findUnshown(job, shown);
  if (untold.length > 0) store.markPartial(message('contact.partial', { fields: untold.join(', ') }));
  return listing;
}

/** Why contacts that the list has shown are read once more. */
function formatUntold(store: RunStore, count: number): Message {
  const [first = ''] = store.incompleteContacts();
  const problem = store.entryOf(first)?.problem;
  const fields = problem?.code === 'contact.partial' ? String(problem.params.fields) : 'customFields';
  return message('baseline.untold', { count, fields });
}

/**
 * Looks up by GET what the list has left open: contacts that it does not tell whole, and, where there is a gap in it,
 * those that it did not show. False when the list has to be read again, since there is no GET.
 * @throws RunError when there is no GET, and the list will not be better the next time
 */
async function readUnseen({ gap, shown }: Listing, tools: BaselineTools, stopping: AbortSignal): Promise<boolean> {
  const { store, client, onNote } = tools;
  if (gap && gap.kind !== 'changed') onNote(formatGap(gap));
  const open = gap === null ? [...store.incompleteContacts()] : store.unknownContacts();
  const count = Array.isArray(open) ? open.length : store.countUnknown();
  if (count === 0) return true;
  const known = store.someContact() ?? shown;
  const isThere = known !== null && (await readByGet(client, known, stopping)).kind !== 'nothingThere';
  if (!isThere && gap && gap.kind !== 'changed') throw stop(whyOpen(gap));
  if (!isThere) return gap === null;
  onNote(gap === null ? formatUntold(store, count) : formatLookUp(gap, count));
  await readEach(open, { count, isThere }, tools, stopping);
  return true;
}

const formatGap = ({ kind, pageNums, reason }: Gap): Message =>
  message(kind === 'broken' ? 'list.brokenPages' : 'list.strays', { pages: pageNums.slice(0, 10).join(', '), reason });

const formatLookUp = ({ kind, reason }: Gap, count: number): Message =>
  kind === 'changed' ? message('baseline.unsteady', { reason, count }) : message('list.lookUp', { count });

const whyOpen = ({ pageNums, reason }: Gap): Message =>
  message('stop.listBroken', { pageNum: pageNums[0] ?? 1, reason });
