import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';

/**
 * Does a piece of work for each item, at most `concurrency` at a time and begun in their order; items are taken no
 * further ahead than they can be worked on. When one fails, or `interrupted`, no more is begun, and the signal that each
 * piece of work is given says so; what is under way is waited for.
 * @throws the first failure
 */
export async function forEachBounded<Item>(
  items: Iterable<Item>,
  concurrency: number,
  interrupted: AbortSignal,
  work: (item: Item, stopping: AbortSignal) => Promise<void>,
): Promise<void> {
  const failed = new AbortController();
  const stopping = AbortSignal.any([interrupted, failed.signal]);
  // Every call under way listens to it.
  setMaxListeners(0, stopping);
  const limit = pLimit(concurrency);
  const underWay = new Set<Promise<void>>();
  const begin = async (item: Item) => {
    if (!stopping.aborted) await work(item, stopping);
  };
  for (const item of items) {
    while (underWay.size >= concurrency * 2) await Promise.race(underWay);
    if (stopping.aborted) break;
    const done = limit(begin, item)
      .catch((error) => failed.abort(error))
      .finally(() => underWay.delete(done));
    underWay.add(done);
  }
  await Promise.all(underWay);
  if (failed.signal.aborted) throw failed.signal.reason;
}
