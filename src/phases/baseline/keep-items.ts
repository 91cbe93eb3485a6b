import type { Json } from '../../fields/json.js';
import { collectEvery } from '../../wefeng/collect-garbage.js';
import type { PageItem } from '../../wefeng/read-page.js';

/** A batch is one transaction. */
const batchBytes = 128 * 1024;
const collectAfterBytes = 512 * 1024;
/** Pages of usual size are left to V8: to collect takes 30 ms. */
const freeBytes = 4 * 1024 * 1024;

/**
 * Makes entries of the contacts of a page, one contact at a time, and hands them on in batches: a large page is never in
 * memory as a whole but as its text. Items that are no contacts are left to the ledger.
 * @param add gives how many contacts of a batch were not seen before
 * @returns the same of all
 */
export function keepItems<Entry extends { readonly json: string | null }>(
  items: readonly PageItem[],
  toEntry: (externalUserId: string, contact: Json) => Entry,
  add: (entries: readonly Entry[]) => number,
): number {
  let batch: Entry[] = [];
  let bytes = 0;
  const noteGarbage = collectEvery(collectAfterBytes, freeBytes);
  let fresh = 0;
  const handOn = () => {
    fresh += add(batch);
    batch = [];
    noteGarbage(bytes);
    bytes = 0;
  };
  for (const { externalUserId, read } of items) {
    if (externalUserId === null) continue;
    const entry = toEntry(externalUserId, read());
    batch.push(entry);
    // To count its bytes also makes one piece of a text that was put together of thousands.
    bytes += Buffer.byteLength(entry.json ?? '');
    if (bytes >= batchBytes) handOn();
  }
  handOn();
  return fresh;
}
