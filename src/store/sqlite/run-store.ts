import type { RunRecord } from '../run-record.js';
import { storeContacts } from './contact-store.js';
import { storeResults } from './result-store.js';
import { storeRows } from './row-store.js';
import { toRecord } from './sealed/read-record.js';
import { openSealedStore, type SealedStore } from './sealed/sealed-store.js';

export type RunStore = ReturnType<typeof openRunStore>;

/**
 * Opens `run.db` of a run folder, making it when it is not there. Everything that a run knows lies in it.
 * @throws RunError when it is damaged as far as can be seen at once, or another version of this program has made it
 */
export function openRunStore(folder: string) {
  const store = openSealedStore(folder);
  return {
    folder,
    ...storeRecord(store),
    ...storeRows(store),
    ...storeContacts(store),
    ...storeResults(store),
    close: store.close,
  };
}

function storeRecord(store: SealedStore) {
  const run = store.table('run');
  const select = run.select('run');
  const readRecord = (): RunRecord | null => {
    const [found] = select();
    return found ? toRecord(found.record) : null;
  };
  return {
    readRecord,
    /**
     * Writes what `change` makes of the record, in one transaction; what it throws leaves all as it was. Only
     * store/transition.ts calls it.
     */
    changeRecord: (change: (found: RunRecord | null) => RunRecord): void =>
      store.writeMarked(() => run.replace({ one: 1, record: JSON.stringify(change(readRecord())) })),
  };
}
