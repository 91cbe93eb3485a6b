import { fieldsIn, readContact } from '../../contact/contact.js';
import type { StandardFieldName } from '../../fields/field.js';
import type { Job } from '../../job/job.js';
import type { RunStore } from '../../store/run-store.js';
import type { Client } from '../../wefeng/client.js';
import { isTooLong } from '../../wefeng/read-page.js';
import { type Reading, readByGet } from '../baseline/read-contact.js';
import { createRelister } from './relist-contacts.js';

/** Reads single contacts, anew, while others are being sent. */
export interface ContactReader {
  /**
   * @param since a reading from before this moment (ms) will not do
   * @throws RunError when the run must stop; the signal's reason when it is stopping
   */
  read(externalUserId: string, since: number, stopping: AbortSignal): Promise<Reading>;
}

/** By GET; where there is no GET, out of a list that is read again. */
export function createContactReader(client: Client, job: Job, store: RunStore, clock: () => number): ContactReader {
  let getIsThere: boolean | null = null;
  const relister = createRelister(client, job, store, clock);
  const shown = new Set<StandardFieldName>();

  /** A standard field that was told of others and is left out here is blank. */
  function withTold(reading: Reading): Reading {
    if (reading.kind !== 'found') return reading;
    for (const name of fieldsIn(reading.json)) shown.add(name);
    return { ...reading, contact: readContact(reading.json, shown) ?? reading.contact };
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

  const readByList = async (externalUserId: string, since: number, stopping: AbortSignal): Promise<Reading> =>
    withTold(await relister.find(externalUserId, since, stopping));

  return { read };
}

/** Whether GET has nothing to tell, or never all of it; a fault of the moment is none of this. */
function isOfNoUse(reading: Reading): boolean {
  if (reading.kind !== 'unreadable') return reading.kind === 'nothingThere';
  const { code, params } = reading.why;
  return code === 'contact.untold' || (code === 'contact.unanswered' && isTooLong(String(params.last)));
}
