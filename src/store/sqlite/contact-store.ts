import { type Message, message, type RowCode } from '../../messages/message.js';
import { readPages } from './database.js';
import type { SealedStore } from './sealed/sealed-store.js';
import type { RecordOf } from './tables.js';

/**
 * What was read of one contact: its JSON, and what is wrong with it; a problem alone where it cannot be used, neither
 * where it is not a contact of this account.
 */
export interface BaselineEntry {
  readonly contact: string;
  readonly json: string | null;
  readonly problem: Message<RowCode> | null;
  /** Unix time in ms. */
  readonly readAt: number;
}

type RawEntry = RecordOf<'baseline'>;

// As checkExternalUserId has it: other cells name nobody, and nobody is asked for them.
const isId = "(rows.contact <> '' AND LENGTH(rows.contact) <= 64 AND rows.contact NOT GLOB '*[^A-Za-z0-9_-]*')";

/** The contacts of the file as the server has them, and the fields of the account. */
export function storeContacts(store: SealedStore) {
  const { db, write } = store;
  const [baseline, relisted, account] = [store.table('baseline'), store.table('relisted'), store.table('account')];
  const insertListed = db.prepare('INSERT OR IGNORE INTO listed VALUES (?)');
  const selectWanted = db.prepare('SELECT 1 FROM rows WHERE contact = ? LIMIT 1');
  const selectRelisted = relisted.select('relisted WHERE contact = ?');
  const selectEntry = baseline.select('baseline WHERE contact = ?');
  const selectFound = baseline.select('baseline WHERE json IS NOT NULL AND contact > ? ORDER BY contact LIMIT 1000');
  const selectAccount = account.select('account');
  const keepListed = (entry: BaselineEntry, isFresh: boolean): void => {
    const [known] = isFresh ? [] : selectEntry(entry.contact);
    baseline.replace(toRawEntry(known && known.json !== entry.json ? contradicted(entry) : entry));
  };
  const count = (sql: string): number => (db.prepare(sql).get([]) as { n: number }).n;
  const ids = function* (condition: string): Generator<string> {
    const sql = `SELECT DISTINCT rows.contact AS contact FROM rows LEFT JOIN baseline USING (contact)
      WHERE rows.contact > ? AND ${isId} AND ${condition} ORDER BY rows.contact`;
    for (const { contact } of readPages<{ contact: string }, string>(db, sql, '', ({ contact }) => contact)) {
      yield contact;
    }
  };
  return {
    clearBaseline: () =>
      write(() => {
        baseline.clear();
        db.exec('DELETE FROM listed');
      }),
    clearListed: () => write(() => db.exec('DELETE FROM listed')),
    countListed: (): number => count('SELECT COUNT(*) AS n FROM listed'),
    countContacts: (): number => count(`SELECT COUNT(DISTINCT rows.contact) AS n FROM rows WHERE ${isId}`),
    /** Keeps those of a page's contacts that the file names. Gives how many of the page had not been seen before. */
    addPage(entries: readonly BaselineEntry[]): number {
      let fresh = 0;
      write(() => {
        for (const entry of entries) {
          const isFresh = insertListed.run([entry.contact]).changes > 0;
          fresh += isFresh ? 1 : 0;
          if (selectWanted.get([entry.contact]) !== undefined) keepListed(entry, isFresh);
        }
      });
      return fresh;
    },
    clearRelisted: () =>
      write(() => {
        relisted.clear();
        db.exec('DELETE FROM listed');
      }),
    /** The same for a list that is read again while rows are being sent: it leaves the baseline as it is. */
    addRelisted(contacts: readonly { contact: string; json: string }[]): number {
      let fresh = 0;
      write(() => {
        for (const { contact, json } of contacts) {
          fresh += insertListed.run([contact]).changes;
          if (selectWanted.get([contact]) !== undefined) relisted.replace({ contact, json });
        }
      });
      return fresh;
    },
    relistedOf: (contact: string): string | null => selectRelisted(contact)[0]?.json ?? null,
    /** The contacts of the file of which nothing was read yet, or that could not be read. */
    unknownContacts: () => ids('(baseline.contact IS NULL OR baseline.problem IS NOT NULL)'),
    /** Those that a list told of, but not so that they could be sent back. */
    incompleteContacts: () => ids('baseline.problem IS NOT NULL'),
    countUnknown: (): number =>
      count(`SELECT COUNT(DISTINCT rows.contact) AS n FROM rows LEFT JOIN baseline USING (contact)
        WHERE ${isId} AND (baseline.contact IS NULL OR baseline.problem IS NOT NULL)`),
    /** Says of every contact that was read what is missing of it. */
    markPartial: (problem: Message<RowCode>) =>
      write(() => {
        for (let page = selectFound(''); page.length > 0; page = selectFound(page.at(-1)?.contact ?? '')) {
          for (const entry of page) baseline.replace({ ...entry, problem: JSON.stringify(problem) });
        }
      }),
    /** Whether any contact of the file was found. */
    isAnyFound: (): boolean =>
      db.prepare('SELECT 1 FROM baseline WHERE json IS NOT NULL LIMIT 1').get([]) !== undefined,
    /** A contact of the file that the list has shown, to try another interface on; null where there is none. */
    someContact: (): string | null =>
      (db.prepare('SELECT contact FROM baseline LIMIT 1').get([]) as RawEntry | undefined)?.contact ?? null,
    entryOf(contact: string): BaselineEntry | null {
      const [raw] = selectEntry(contact);
      return raw ? { ...raw, problem: raw.problem === null ? null : JSON.parse(raw.problem) } : null;
    },
    /** When the last of the contacts was read, in ms; null where none was. */
    latestReadAt: (): number | null =>
      (db.prepare('SELECT MAX(readAt) AS latest FROM baseline').get([]) as { latest: number | null }).latest,
    readAccount: (): string | null => selectAccount()[0]?.fields ?? null,
    writeAccount: (fields: string) => write(() => account.replace({ one: 1, fields })),
  };
}

/** A list that shows a contact twice, each time otherwise: neither can be trusted. */
const contradicted = (entry: BaselineEntry): BaselineEntry => ({
  ...entry,
  json: null,
  problem: message('contact.twofold'),
});

export const toRawEntry = ({ contact, json, problem, readAt }: BaselineEntry): RawEntry => ({
  contact,
  json,
  problem: problem === null ? null : JSON.stringify(problem),
  readAt,
});
