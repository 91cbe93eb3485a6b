import { setImmediate as breathe } from 'node:timers/promises';
import type { Client } from '../api/client.js';
import { isTooLong } from '../api/read-page.js';
import { readContact, toldBy } from '../contact/contact.js';
import type { StandardFieldName } from '../contact/field.js';
import { isList, isObject, type Json, readJson, writeJson } from '../contact/json.js';
import type { Job } from '../job/job.js';
import { type Message, message, type RowCode } from '../messages/message.js';
import { keepItems } from './keep-items.js';
import { type FirstPage, type PageUse, readAllPages, readFirstPage, readSecondPage } from './list-contacts.js';
import { createPager, type MissingPage } from './list-pager.js';
import { type Reading, readByGet, toReading } from './read-contact.js';
import type { RunStore } from './run-store.js';

/** Reads single contacts, anew, while others are being sent. */
export interface ContactReader {
  /**
   * @param since a reading from before this moment (ms) will not do
   * @throws RunError when the run must stop; the signal's reason when it is stopping
   */
  read(externalUserId: string, since: number, stopping: AbortSignal): Promise<Reading>;
}

interface Relisting {
  readonly startedAt: number;
  /** Why nothing can be said of a contact that was not seen; null when it is not there. */
  readonly unseen: Promise<Message<RowCode> | null>;
  isOver: boolean;
}

/** By GET; where there is no GET, out of a list that is read again, once for all contacts that are asked for meanwhile. */
export function createContactReader(client: Client, { api }: Job, store: RunStore): ContactReader {
  let getIsThere: boolean | null = null;
  let relisting: Relisting | null = null;
  // The baseline phase has said it already where pages are large.
  const pager = createPager(client, api.pageSize, () => {});
  const told = new Set<StandardFieldName>();

  /** A standard field that was told of others and is left out here is blank. */
  function withTold(reading: Reading): Reading {
    if (reading.kind !== 'found') return reading;
    for (const name of toldBy(reading.json)) told.add(name);
    return { ...reading, contact: readContact(reading.json, told) ?? reading.contact };
  }

  async function read(externalUserId: string, since: number, stopping: AbortSignal): Promise<Reading> {
    if (getIsThere === false) return readByList(externalUserId, since, stopping);
    const reading = withTold(await readByGet(client, externalUserId, stopping));
    if (reading.kind === 'found' || reading.kind === 'absent') getIsThere = true;
    if (getIsThere) return reading.kind === 'nothingThere' ? { kind: 'absent' } : reading;
    return isOfNoUse(reading) ? readAround(reading, externalUserId, since, stopping) : reading;
  }

  /** The list shows a contact whole, GET does not: it is the interface that is of no use, for all contacts alike. */
  async function readAround(byGet: Reading, externalUserId: string, since: number, stopping: AbortSignal) {
    const listed = await readByList(externalUserId, since, stopping);
    if (listed.kind === 'found') getIsThere = false;
    return listed.kind === 'found' || byGet.kind === 'nothingThere' ? listed : byGet;
  }

  async function readByList(externalUserId: string, since: number, stopping: AbortSignal): Promise<Reading> {
    const unseen = await relistSince(since, stopping);
    const json = store.relistedOf(externalUserId);
    if (json !== null) return withTold(toReading(readJson(json)));
    return unseen === null ? { kind: 'absent' } : { kind: 'unreadable', why: unseen };
  }

  /** One list at a time: those that wait for a later one share it. */
  async function relistSince(since: number, stopping: AbortSignal): Promise<Message<RowCode> | null> {
    while (relisting === null || relisting.startedAt < since) {
      if (relisting && !relisting.isOver) await relisting.unseen;
      else relisting = relist(stopping);
    }
    return relisting.unseen;
  }

  function relist(stopping: AbortSignal): Relisting {
    const unseen = listAll(stopping).finally(() => {
      begun.isOver = true;
    });
    const begun: Relisting = { startedAt: Date.now(), unseen, isOver: false };
    return begun;
  }

  async function listAll(stopping: AbortSignal): Promise<Message<RowCode> | null> {
    // Those who have waited for the list before are to see what it held.
    await breathe();
    store.clearRelisted();
    const first = await findFirst(stopping);
    if (first.kind !== 'page') return wordUnseen(first.kind === 'broken', first.reason);
    const { gap } = await readAllPages(pager, first, keepRelisted(store), stopping);
    return gap && wordUnseen(gap.kind !== 'changed', gap.reason);
  }

  async function findFirst(stopping: AbortSignal): Promise<FirstPage | MissingPage> {
    const first = await readFirstPage(pager, stopping);
    return first.kind === 'broken' ? readSecondPage(pager, first, stopping) : first;
  }

  return { read };
}

/** Whether GET has nothing to tell, or never all of it; a fault of the moment is none of this. */
function isOfNoUse(reading: Reading): boolean {
  if (reading.kind !== 'unreadable') return reading.kind === 'nothingThere';
  const { code, params } = reading.why;
  return code === 'contact.untold' || (code === 'contact.unanswered' && isTooLong(String(params.last)));
}

const wordUnseen = (isBroken: boolean, reason: string): Message<RowCode> =>
  message(isBroken ? 'contact.broken' : 'contact.unanswered', { attempts: 1, last: `list ${reason}` });

/** Keeps the contacts of the file in their place beside the baseline; one broken page does not hide the others. */
function keepRelisted(store: RunStore): PageUse {
  let brokenBefore = 0;
  return {
    keep: (items) => keepItems(items, toRelisted, store.addRelisted),
    async goOnWithout({ place: { pageNum } }) {
      const isSecond = pageNum === brokenBefore + 1 && brokenBefore > 0;
      brokenBefore = pageNum;
      return !isSecond;
    },
  };
}

const toRelisted = (contact: string, json: Json): { contact: string; json: string } => ({
  contact,
  json: writeJson(isObject(json) ? { ...json, customFields: withoutOptions(json.customFields) } : json),
});

const withoutOptions = (customFields: Json | undefined): Json =>
  isList(customFields)
    ? customFields.map((field) => (isObject(field) ? { ...field, optionList: null } : field))
    : (customFields ?? null);
