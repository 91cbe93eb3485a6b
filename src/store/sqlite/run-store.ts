import { isDeepStrictEqual } from 'node:util';
import type { RunRecord } from '../run-record.js';
import type { RunStore } from '../run-store.js';
import { readContacts, writeContacts } from './contact-store.js';
import { readPaged, readResults, writeResults } from './result-store.js';
import { readRows, writeRows } from './row-store.js';
import { toRecord } from './sealed/read-record.js';
import { openSealedStore, type SealedStore } from './sealed/sealed-store.js';

/**
 * Opens `run.db` of a run folder, making it when it is not there. Everything that a run knows lies in it.
 * @throws RunError when it is damaged as far as can be seen at once, or another version of this program has made it
 */
export function openRunStore(folder: string): RunStore {
  const store = openSealedStore(folder);
  return {
    folder,
    ...storeRecord(store),
    ...writeRows(store),
    ...readRows(store),
    ...writeContacts(store),
    ...readContacts(store),
    ...writeResults(store),
    ...readResults(store),
    ...readPaged(store),
    close: store.close,
  };
}

function storeRecord(store: SealedStore): Pick<RunStore, 'readRecord' | 'replaceRecord'> {
  const run = store.table('run');
  const select = run.select('run');
  const readRecord = (): RunRecord | null => {
    const [found] = select();
    return found ? toRecord(found.record) : null;
  };
  return {
    readRecord,
    replaceRecord(from, to) {
      const stale = new Error('another record');
      try {
        store.writeMarked(() => {
          if (!isDeepStrictEqual(asStored(from), readRecord())) throw stale;
          run.replace({ one: 1, record: JSON.stringify(to) });
        });
        return true;
      } catch (error) {
        if (error === stale) return false;
        throw error;
      }
    },
  };
}

/** As run.db gives it back: in whatever order its parts were put together. */
const asStored = (record: RunRecord | null): unknown => JSON.parse(JSON.stringify(record));
