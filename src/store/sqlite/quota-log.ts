import { join } from 'node:path';
import type { Endpoint } from '../../wefeng/endpoint.js';
import { createMachineClock, type Moment } from '../machine-clock.js';
import type { QuotaLog } from '../quota-log.js';
import { accountFolder } from './account-lease.js';
import { closeDatabase, type Db, onDisk, openDatabase } from './database.js';
import { query } from './query.js';

const schema = `CREATE TABLE IF NOT EXISTS file.departures (
  seq INTEGER PRIMARY KEY, endpoint TEXT NOT NULL, answeredAt INTEGER, monotonicMs REAL, boot TEXT)`;

// Files of earlier versions have this number as well: they lack the last two columns, and are given them when opened.
const version = 0;
const longestWindowMs = 24 * 3_600_000;

/**
 * Opens the log of an account. Only for who holds the account: what another process sends meanwhile is not known here.
 * @throws RunError when the disk fails
 */
export async function openQuotaLog(
  logDir: string,
  accountId: string,
  readClock = createMachineClock(),
): Promise<QuotaLog> {
  const db = onDisk(() => openDatabase(join(accountFolder(logDir), `${accountId}.quota.db`), schema, version));
  try {
    return onDisk(() => {
      prepareFile(db, readClock());
      return logIn(db, readClock);
    });
  } catch (error) {
    closeQuietly(db);
    throw error;
  }
}

function prepareFile(db: Db, now: Moment): void {
  // A power failure is longer than a window: what the operating system has will do.
  db.exec('PRAGMA file.synchronous = OFF');
  addColumns(db);
  // It was answered by now: to count it as of now costs one window of waiting at most, and only once.
  db.prepare(`${asOfNow} WHERE ${isUndatable}`).run({ ...now });
  // Another job on this account may have a longer window, of a day at most.
  db.prepare('DELETE FROM departures WHERE monotonicMs < ?').run([now.monotonicMs - longestWindowMs]);
}

function addColumns(db: Db): void {
  const columns = query<{ name: string }>(db, 'PRAGMA file.table_info(departures)').all();
  const isThere = new Set(columns.map(({ name }) => name));
  if (!isThere.has('monotonicMs')) db.exec('ALTER TABLE file.departures ADD COLUMN monotonicMs REAL');
  if (!isThere.has('boot')) db.exec('ALTER TABLE file.departures ADD COLUMN boot TEXT');
}

// A machine that was suspended makes a call look younger by this clock: then we wait longer than we must.
const passedMs = '(:monotonicMs - monotonicMs)';

/** Holds for a call of which nobody can say how long ago it was answered. */
const isUndatable = [
  // Its process was killed before the answer came, or an earlier version wrote it, by the wall clock alone.
  'monotonicMs IS NULL',
  // Another clock: this machine has started again, or the folder has come from one that made the call a second ago.
  'boot IS NOT :boot',
  'monotonicMs > :monotonicMs',
  // Without a name for the clock, the wall clock must agree, but for the small corrections that it gets all the time.
  `:boot IS NULL AND abs(:wallMs - answeredAt - ${passedMs}) > 1000 + ${passedMs} / 1000`,
]
  .map((condition) => `(${condition})`)
  .join(' OR ');

const asOfNow = 'UPDATE departures SET answeredAt = :wallMs, monotonicMs = :monotonicMs, boot = :boot';

const recent = 'SELECT monotonicMs FROM departures WHERE endpoint = ? AND monotonicMs > ?';

function logIn(db: Db, readClock: () => Moment): QuotaLog {
  const depart = db.prepare('INSERT INTO departures (endpoint) VALUES (?)');
  const answer = db.prepare(`${asOfNow} WHERE seq = :seq`);
  const select = query<{ monotonicMs: number }>(db, recent);
  let failure: unknown = null;

  function noteDeparture(endpoint: Endpoint): number {
    if (failure !== null) throw failure;
    return Number(onDisk(() => depart.run([endpoint])).lastInsertRowid);
  }

  // Left without an answer, the call counts as answered just now in the next process.
  function noteAnswer(seq: number): void {
    try {
      onDisk(() => answer.run({ ...readClock(), seq }));
    } catch (error) {
      failure ??= error;
    }
  }

  return {
    async recentMs(endpoint, perMs) {
      const now = readClock().monotonicMs;
      const rows = onDisk(() => select.all([endpoint, now - perMs]));
      return rows.map(({ monotonicMs }) => now - monotonicMs);
    },
    keep: (endpoint, rate) => ({
      pauseFor: rate.pauseFor,
      async take(signal) {
        if (failure !== null) throw failure;
        const slot = await rate.take(signal);
        try {
          const seq = noteDeparture(endpoint);
          return {
            release() {
              slot.release();
              noteAnswer(seq);
            },
          };
        } catch (error) {
          slot.release();
          throw error;
        }
      },
    }),
    close: async () => closeQuietly(db),
  };
}

/** What cannot be closed is closed with the process; an error would hide what it ended with. */
function closeQuietly(db: Db): void {
  try {
    closeDatabase(db);
  } catch {
    // Nothing that was written depends on it.
  }
}
