import { setImmediate as breathe } from 'node:timers/promises';
import { isList, isObject, type Json, readJson, writeJson } from '../../fields/json.js';
import type { Job } from '../../job/job.js';
import { type Message, message, type RowCode } from '../../messages/message.js';
import type { RelistedContact } from '../../store/run-data.js';
import type { RunStore } from '../../store/run-store.js';
import type { Client } from '../../wefeng/client.js';
import { keepItems } from '../baseline/keep-items.js';
import {
  type FirstPage,
  type PageUse,
  readAllPages,
  readFirstPage,
  readSecondPage,
} from '../baseline/list-contacts.js';
import type { Gap } from '../baseline/list-ledger.js';
import { createPager, type MissingPage } from '../baseline/list-pager.js';
import { type Reading, toReading } from '../baseline/read-contact.js';
import { sortPage } from '../baseline/sort-page.js';

/** Finds single contacts in a list that is read anew, once for all that are asked for meanwhile. */
export interface Relister {
  /**
   * @param since a reading from before this moment (ms) will not do
   * @throws RunError when the run must stop; the signal's reason when it is stopping
   */
  find(externalUserId: string, since: number, stopping: AbortSignal): Promise<Reading>;
}

interface Relisting {
  readonly startedAt: number;
  /** Why nothing can be said of a contact that was not seen; null when it is not there. */
  readonly unseen: Promise<Message<RowCode> | null>;
  isOver: boolean;
}

export function createRelister(client: Client, { api }: Job, store: RunStore, clock: () => number): Relister {
  let relisting: Relisting | null = null;
  // Where pages are large, the baseline phase has said it already.
  const pager = createPager(client, api.pageSize, () => {});

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
    const begun: Relisting = { startedAt: clock(), unseen, isOver: false };
    return begun;
  }

  async function listAll(stopping: AbortSignal): Promise<Message<RowCode> | null> {
    // Those who have waited for the list before are to see what it held.
    await breathe();
    store.clearRelisted();
    const first = await findFirst(stopping);
    if (first.kind !== 'page') return formatUnseen(first, api);
    const { gap } = await readAllPages(pager, first, keepRelisted(store), stopping);
    return gap && formatUnseen(gap, api);
  }

  async function findFirst(stopping: AbortSignal): Promise<FirstPage | MissingPage> {
    const first = await readFirstPage(pager, stopping);
    return first.kind === 'broken' ? readSecondPage(pager, first, stopping) : first;
  }

  return {
    async find(externalUserId, since, stopping) {
      const unseen = await relistSince(since, stopping);
      const json = store.relistedOf(externalUserId);
      if (json !== null) return toReading(readJson(json));
      return unseen === null ? { kind: 'absent' } : { kind: 'unreadable', why: unseen };
    },
  };
}

function formatUnseen({ kind, reason }: MissingPage | Gap, { attempts }: Job['api']): Message<RowCode> {
  const last = `list ${reason}`;
  return kind === 'broken'
    ? message('contact.broken', { attempts, last })
    : message('contact.unanswered', { attempts: 1, last });
}

/**
 * Keeps the contacts of the file beside the baseline, as it is. One broken page hides its own contacts alone; after two
 * in a row it is the server.
 */
function keepRelisted(store: RunStore): PageUse {
  let brokenBefore: number | null = null;
  return {
    keep: (items) =>
      keepItems(items, toRelisted, (contacts) => {
        const { shown, kept, fresh } = sortPage(contacts, store.lookUp(contacts.map(({ contact }) => contact)));
        store.addRelisted(shown, kept);
        return fresh;
      }),
    async goOnWithout({ place: { pageNum } }) {
      const isSecond = brokenBefore !== null && pageNum === brokenBefore + 1;
      brokenBefore = pageNum;
      return !isSecond;
    },
  };
}

const toRelisted = (contact: string, json: Json): RelistedContact => ({
  contact,
  json: writeJson(isObject(json) ? { ...json, customFields: withoutOptions(json.customFields) } : json),
});

const withoutOptions = (customFields: Json | undefined): Json =>
  isList(customFields)
    ? customFields.map((field) => (isObject(field) ? { ...field, optionList: null } : field))
    : (customFields ?? null);
