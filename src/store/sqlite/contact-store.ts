import type { BaselineEntry } from '../run-data.js';
import type { RunCommands, RunQueries } from '../run-store.js';
import { readPages } from './database.js';
import { query } from './query.js';
import type { SealedStore } from './sealed/sealed-store.js';
import type { RecordOf } from './tables.js';

type RawEntry = RecordOf<'baseline'>;

// As checkExternalUserId has it: other cells name nobody, and nobody is asked for them.
const isId = "(rows.contact <> '' AND LENGTH(rows.contact) <= 64 AND rows.contact NOT GLOB '*[^A-Za-z0-9_-]*')";

type ContactCommands = Pick<
  RunCommands,
  'clearBaseline' | 'clearListed' | 'addPage' | 'markPartial' | 'writeAccount' | 'clearRelisted' | 'addRelisted'
>;

/** Contacts go in as the server has them, and the fields of the account. */
export function writeContacts(store: SealedStore): ContactCommands {
  const { db, write } = store;
  const [baseline, relisted, account] = [store.table('baseline'), store.table('relisted'), store.table('account')];
  const insertListed = db.prepare('INSERT OR IGNORE INTO listed VALUES (?)');
  const selectWhole = baseline.select('baseline WHERE json IS NOT NULL AND contact > ? ORDER BY contact LIMIT 1000');
  const clearListed = () => db.exec('DELETE FROM listed');
  const noteShown = (shown: readonly string[]) => shown.forEach((contact) => void insertListed.run([contact]));
  return {
    clearBaseline: () =>
      write(() => {
        baseline.clear();
        clearListed();
      }),
    clearListed: () => write(clearListed),
    addPage: (shown, kept) =>
      write(() => {
        noteShown(shown);
        kept.forEach((entry) => void baseline.replace(toRawEntry(entry)));
      }),
    markPartial: (problem) =>
      write(() => {
        for (let page = selectWhole(''); page.length > 0; page = selectWhole(page.at(-1)?.contact ?? '')) {
          for (const entry of page) baseline.replace({ ...entry, problem: JSON.stringify(problem) });
        }
      }),
    writeAccount: (fields) => write(() => account.replace({ one: 1, fields })),
    clearRelisted: () =>
      write(() => {
        relisted.clear();
        clearListed();
      }),
    addRelisted: (shown, kept) =>
      write(() => {
        noteShown(shown);
        kept.forEach(relisted.replace);
      }),
  };
}

type ContactQueries = Pick<
  RunQueries,
  | 'countContacts'
  | 'countUnknown'
  | 'countListed'
  | 'lookUp'
  | 'unknownContacts'
  | 'incompleteContacts'
  | 'isAnyFound'
  | 'someContact'
  | 'entryOf'
  | 'latestReadAt'
  | 'relistedOf'
  | 'readAccount'
>;

/** Contacts come out. */
export function readContacts(store: SealedStore): ContactQueries {
  const { db } = store;
  const selectListed = query(db, 'SELECT 1 FROM listed WHERE contact = ?');
  const selectWanted = query(db, 'SELECT 1 FROM rows WHERE contact = ? LIMIT 1');
  const selectEntry = store.table('baseline').select('baseline WHERE contact = ?');
  const selectRelisted = store.table('relisted').select('relisted WHERE contact = ?');
  const selectAccount = store.table('account').select('account');
  const count = (sql: string): number => query<{ n: number }>(db, sql).single().n;
  const ids = function* (condition: string): Generator<string> {
    const sql = `SELECT DISTINCT rows.contact AS contact FROM rows LEFT JOIN baseline USING (contact)
      WHERE rows.contact > ? AND ${isId} AND ${condition} ORDER BY rows.contact`;
    for (const { contact } of readPages<Named, string>(db, sql, byContact)) {
      yield contact;
    }
  };
  const entryOf = (contact: string): BaselineEntry | null => {
    const [raw] = selectEntry(contact);
    return raw ? toEntry(raw) : null;
  };
  return {
    countContacts: () => count(`SELECT COUNT(DISTINCT rows.contact) AS n FROM rows WHERE ${isId}`),
    countUnknown: () =>
      count(`SELECT COUNT(DISTINCT rows.contact) AS n FROM rows LEFT JOIN baseline USING (contact)
        WHERE ${isId} AND (baseline.contact IS NULL OR baseline.problem IS NOT NULL)`),
    countListed: () => count('SELECT COUNT(*) AS n FROM listed'),
    lookUp: (contacts) =>
      contacts.map((contact) => ({
        isListed: selectListed.one([contact]) !== undefined,
        isWanted: selectWanted.one([contact]) !== undefined,
        entry: entryOf(contact),
      })),
    unknownContacts: () => ids('(baseline.contact IS NULL OR baseline.problem IS NOT NULL)'),
    incompleteContacts: () => ids('baseline.problem IS NOT NULL'),
    isAnyFound: () => query(db, 'SELECT 1 FROM baseline WHERE json IS NOT NULL LIMIT 1').one() !== undefined,
    someContact: () => query<Named>(db, 'SELECT contact FROM baseline LIMIT 1').one()?.contact ?? null,
    entryOf,
    latestReadAt: () => query<{ at: number | null }>(db, 'SELECT MAX(readAt) AS at FROM baseline').single().at,
    relistedOf: (contact) => selectRelisted(contact)[0]?.json ?? null,
    readAccount: () => selectAccount()[0]?.fields ?? null,
  };
}

interface Named {
  readonly contact: string;
}

const byContact = { first: '', keyOf: ({ contact }: Named) => contact };

export const toEntry = ({ contact, json, problem, readAt }: RawEntry): BaselineEntry => ({
  contact,
  json,
  problem: problem === null ? null : JSON.parse(problem),
  readAt,
});

export const toRawEntry = ({ contact, json, problem, readAt }: BaselineEntry): RawEntry => ({
  contact,
  json,
  problem: problem === null ? null : JSON.stringify(problem),
  readAt,
});
