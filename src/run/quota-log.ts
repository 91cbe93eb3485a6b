import { join } from 'node:path';
import type { Endpoint } from '../api/endpoint.js';
import type { RateLimit } from '../api/rate-limit.js';
import { accountFolder } from './account-lock.js';
import { closeDatabase, onDisk, openDatabase } from './database.js';

const schema = `CREATE TABLE IF NOT EXISTS file.departures (
  seq INTEGER PRIMARY KEY, endpoint TEXT NOT NULL, answeredAt INTEGER)`;

// None is written into it: it has had but one shape.
const version = 0;
const longestWindowMs = 24 * 3_600_000;

/** The calls of an account that may still weigh on its quota, kept so that the next process knows of them. */
export interface QuotaLog {
  /** How long ago, in ms, each call of the window was answered; one that never was counts as answered just now. */
  recentMs(perMs: number): number[];
  /** The same limit, each of its calls written down. */
  keep(rate: RateLimit): RateLimit;
  close(): void;
}

export function openQuotaLog(logDir: string, accountId: string, endpoint: Endpoint): QuotaLog {
  const db = onDisk(() => openDatabase(join(accountFolder(logDir), `${accountId}.quota.db`), schema, version));
  // A power failure is longer than a window: what the operating system has will do.
  db.exec('PRAGMA file.synchronous = OFF');
  const depart = db.prepare('INSERT INTO departures (endpoint) VALUES (?)');
  const answer = db.prepare('UPDATE departures SET answeredAt = ? WHERE seq = ?');
  return {
    recentMs(perMs) {
      const now = Date.now();
      // Left by a process that was killed; what it had sent was on its way until then at the latest.
      db.prepare('UPDATE departures SET answeredAt = ? WHERE endpoint = ? AND answeredAt IS NULL').run([now, endpoint]);
      // A time to come is a clock that was set back: as good as now.
      const select = db.prepare('SELECT answeredAt FROM departures WHERE endpoint = ? AND answeredAt > ?');
      const rows = select.all([endpoint, now - perMs]) as { answeredAt: number }[];
      // Another job on this account may have a longer window, of a day at most.
      db.prepare('DELETE FROM departures WHERE answeredAt < ?').run([now - longestWindowMs]);
      return rows.map(({ answeredAt }) => Math.max(0, now - answeredAt));
    },
    keep: (rate) => ({
      pauseFor: rate.pauseFor,
      async take(signal) {
        const slot = await rate.take(signal);
        const seq = onDisk(() => depart.run([endpoint])).lastInsertRowid;
        return {
          release() {
            slot.release();
            onDisk(() => answer.run([Date.now(), Number(seq)]));
          },
        };
      },
    }),
    close: () => closeDatabase(db),
  };
}
