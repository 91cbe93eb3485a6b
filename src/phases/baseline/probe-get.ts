import type { Client } from '../../wefeng/client.js';
import { readFirstPage } from './list-contacts.js';
import type { FoundPage, Pager } from './list-pager.js';
import { readByGet } from './read-contact.js';

/** Whether GET has something to tell of a contact that the list has shown: else it is the interface which is missing. */
export async function isGetThere({ page }: FoundPage, client: Client, stopping: AbortSignal): Promise<boolean> {
  const shown = page.items.find(({ externalUserId }) => externalUserId !== null)?.externalUserId ?? null;
  return shown !== null && (await readByGet(client, shown, stopping)).kind !== 'nothingThere';
}

/** Whether GET tells of a contact that is there for certain: where the list shows none, nobody can say. */
export async function isAnyThere(pager: Pager, client: Client, stopping: AbortSignal): Promise<boolean> {
  const first = await readFirstPage(pager, stopping);
  return first.kind === 'page' && (await isGetThere(first, client, stopping));
}

/** Whether GET tells of a contact now: not only is there one, but the server is well. */
export async function isGetAnswering(shown: string, client: Client, stopping: AbortSignal): Promise<boolean> {
  const { kind } = await readByGet(client, shown, stopping);
  return kind === 'found' || kind === 'absent';
}
