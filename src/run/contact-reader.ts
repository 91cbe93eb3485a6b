import { setImmediate as breathe } from 'node:timers/promises';
import type { Client } from '../api/client.js';
import { readContact, toldBy } from '../contact/contact.js';
import type { StandardFieldName } from '../contact/field.js';
import { isList, isObject, type Json, readJson, writeJson } from '../contact/json.js';
import type { Job } from '../job/job.js';
import { message } from '../messages/message.js';
import { readAllPages, readFirstPage } from './list-contacts.js';
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
  /** Why it cannot be said that all contacts were seen; null when they were. */
  readonly unsteady: Promise<string | null>;
  isOver: boolean;
}

/** By GET; where there is no GET, out of a list that is read again, once for all contacts that are asked for meanwhile. */
export function createContactReader(client: Client, { api }: Job, store: RunStore): ContactReader {
  let getIsThere: boolean | null = null;
  let relisting: Relisting | null = null;
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
    const unsteady = await relistSince(since, stopping);
    const json = store.relistedOf(externalUserId);
    if (json !== null) return withTold(toReading(readJson(json)));
    if (unsteady === null) return { kind: 'absent' };
    return { kind: 'unreadable', why: message('contact.unanswered', { attempts: 1, last: unsteady }) };
  }

  /** One list at a time: those that wait for a later one share it. */
  async function relistSince(since: number, stopping: AbortSignal): Promise<string | null> {
    while (relisting === null || relisting.startedAt < since) {
      if (relisting && !relisting.isOver) await relisting.unsteady;
      else relisting = relist(stopping);
    }
    return relisting.unsteady;
  }

  function relist(stopping: AbortSignal): Relisting {
    const unsteady = listAll(stopping).finally(() => {
      begun.isOver = true;
    });
    const begun: Relisting = { startedAt: Date.now(), unsteady, isOver: false };
    return begun;
  }

  async function listAll(stopping: AbortSignal): Promise<string | null> {
    // Those who have waited for the list before are to see what it held.
    await breathe();
    store.clearRelisted();
    const first = await readFirstPage(client, api.pageSize, stopping);
    if (first.kind === 'unavailable') return first.reason;
    const { unsteady } = await readAllPages(client, api.pageSize, first.page, stopping, (page) =>
      store.addRelisted(page.flatMap(toRelisted)),
    );
    return unsteady;
  }

  return { read };
}

/** Whether GET has nothing to tell, or never all of it; a fault of the moment is none of this. */
function isOfNoUse(reading: Reading): boolean {
  if (reading.kind !== 'unreadable') return reading.kind === 'nothingThere';
  const { code, params } = reading.why;
  return code === 'contact.untold' || (code === 'contact.unanswered' && String(params.last).startsWith('answer over'));
}

const toRelisted = (json: Json): { contact: string; json: string }[] =>
  isObject(json) && typeof json.externalUserId === 'string'
    ? [{ contact: json.externalUserId, json: writeJson({ ...json, customFields: withoutOptions(json.customFields) }) }]
    : [];

const withoutOptions = (customFields: Json | undefined): Json =>
  isList(customFields)
    ? customFields.map((field) => (isObject(field) ? { ...field, optionList: null } : field))
    : (customFields ?? null);
