import type { Client, Page } from '../api/client.js';
import { isObject } from '../contact/json.js';
import type { Job } from '../job/job.js';
import { readFirstPage } from './list-contacts.js';
import { readByGet } from './read-contact.js';

/** Whether GET has something to tell of a contact that the list has shown: else it is the interface which is missing. */
export async function isGetThere({ contacts }: Page, client: Client, stopping: AbortSignal): Promise<boolean> {
  const shown = contacts.find((contact) => isObject(contact) && typeof contact.externalUserId === 'string');
  if (!isObject(shown)) return false;
  return (await readByGet(client, String(shown.externalUserId), stopping)).kind !== 'nothingThere';
}

/** Whether GET tells of a contact that is there for certain: where the list shows none, nobody can say. */
export async function isAnyThere({ api }: Job, client: Client, stopping: AbortSignal): Promise<boolean> {
  const first = await readFirstPage(client, api.pageSize, stopping);
  return first.kind === 'page' && (await isGetThere(first.page, client, stopping));
}
