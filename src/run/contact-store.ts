import { type Message, message, type RowCode } from '../messages/message.js';
import { type Db, onDisk, readPages, writeTo } from './database.js';

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

interface RawEntry {
  contact: string;
  json: string | null;
  problem: string | null;
  readAt: number;
}

// As checkExternalUserId has it: other cells name nobody, and nobody is asked for them.
const isId = "(rows.contact <> '' AND LENGTH(rows.contact) <= 64 AND rows.contact NOT GLOB '*[^A-Za-z0-9_-]*')";

/** The contacts of the file as the server has them, and the fields of the account. */
export function storeContacts(db: Db) {
  const write = writeTo(db);
  const insertListed = db.prepare('INSERT OR IGNORE INTO listed VALUES (?)');
  const insertEntry = insertEntryInto(db);
  const selectWanted = db.prepare('SELECT 1 FROM rows WHERE contact = ? LIMIT 1');
  const keepListed = (entry: BaselineEntry, isFresh: boolean): void => {
    const known = isFresh ? undefined : (selectEntry.get([entry.contact]) as RawEntry | undefined);
    insertEntry(known && known.json !== entry.json ? contradicted(entry) : entry);
  };
  const insertRelisted = db.prepare('INSERT OR REPLACE INTO relisted VALUES (?, ?)');
  const selectRelisted = db.prepare('SELECT json FROM relisted WHERE contact = ?');
  const selectEntry = db.prepare('SELECT * FROM baseline WHERE contact = ?');
  const count = (sql: string): number => (db.prepare(sql).get([]) as { n: number }).n;
  const ids = function* (condition: string): Generator<string> {
    const sql = `SELECT DISTINCT rows.contact AS contact FROM rows LEFT JOIN baseline USING (contact)
      WHERE rows.contact > ? AND ${isId} AND ${condition} ORDER BY rows.contact`;
    for (const { contact } of readPages<{ contact: string }, string>(db, sql, '', ({ contact }) => contact)) {
      yield contact;
    }
  };
  return {
    clearBaseline: () => write(() => db.exec('DELETE FROM baseline; DELETE FROM listed')),
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
    clearRelisted: () => write(() => db.exec('DELETE FROM relisted; DELETE FROM listed')),
    /** The same for a list that is read again while rows are being sent: it leaves the baseline as it is. */
    addRelisted(contacts: readonly { contact: string; json: string }[]): number {
      let fresh = 0;
      write(() => {
        for (const { contact, json } of contacts) {
          fresh += insertListed.run([contact]).changes;
          if (selectWanted.get([contact]) !== undefined) insertRelisted.run([contact, json]);
        }
      });
      return fresh;
    },
    relistedOf: (contact: string): string | null =>
      (selectRelisted.get([contact]) as { json: string } | undefined)?.json ?? null,
    /** The contacts of the file of which nothing was read yet, or that could not be read. */
    unknownContacts: () => ids('(baseline.contact IS NULL OR baseline.problem IS NOT NULL)'),
    /** Those that a list told of, but not so that they could be sent back. */
    untoldContacts: () => ids('baseline.problem IS NOT NULL'),
    countUnknown: (): number =>
      count(`SELECT COUNT(DISTINCT rows.contact) AS n FROM rows LEFT JOIN baseline USING (contact)
        WHERE ${isId} AND (baseline.contact IS NULL OR baseline.problem IS NOT NULL)`),
    /** Says of every contact that was read what is missing of it. */
    markPartial: (problem: Message<RowCode>) =>
      write(() => {
        db.prepare('UPDATE baseline SET problem = ? WHERE json IS NOT NULL').run([JSON.stringify(problem)]);
      }),
    /** Whether any contact of the file was found. */
    isAnyFound: (): boolean =>
      db.prepare('SELECT 1 FROM baseline WHERE json IS NOT NULL LIMIT 1').get([]) !== undefined,
    /** A contact of the file that the list has shown, to try another interface on; null where there is none. */
    someContact: (): string | null =>
      (db.prepare('SELECT contact FROM baseline LIMIT 1').get([]) as RawEntry | undefined)?.contact ?? null,
    entryOf(contact: string): BaselineEntry | null {
      const raw = selectEntry.get([contact]) as RawEntry | undefined;
      return raw ? { ...raw, problem: raw.problem === null ? null : JSON.parse(raw.problem) } : null;
    },
    /** When the last of the contacts was read, in ms; null where none was. */
    latestReadAt: (): number | null =>
      (db.prepare('SELECT MAX(readAt) AS latest FROM baseline').get([]) as { latest: number | null }).latest,
    readAccount: (): string | null =>
      (db.prepare('SELECT fields FROM account').get([]) as { fields: string } | undefined)?.fields ?? null,
    writeAccount: (fields: string) =>
      onDisk(() => db.prepare('INSERT OR REPLACE INTO account VALUES (1, ?)').run([fields])),
  };
}

/** A list that shows a contact twice, each time otherwise: neither can be trusted. */
const contradicted = (entry: BaselineEntry): BaselineEntry => ({
  ...entry,
  json: null,
  problem: message('contact.twofold'),
});

export function insertEntryInto(db: Db): (entry: BaselineEntry) => void {
  const insert = db.prepare('INSERT OR REPLACE INTO baseline VALUES (?, ?, ?, ?)');
  return ({ contact, json, problem, readAt }) => {
    insert.run([contact, json, problem === null ? null : JSON.stringify(problem), readAt]);
  };
}
