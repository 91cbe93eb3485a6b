import { type Message, message } from '../../../messages/message.js';
import type { Detail } from '../../../messages/run-error.js';
import type { Db } from '../database.js';
import { type Chain, readChain } from './chain.js';
import { inDatabase } from './damage.js';
import { type HeadReading, readHead } from './head-file.js';

/** The chain of a run, where it is whole, and whether `run.head` agrees with it. */
export interface Agreement {
  readonly chain: Chain | null;
  readonly disagreement: Detail | null;
}

/** So often a file that another process is writing is read again. */
const mostLooks = 1000;

/**
 * Holds run.db against `run.head`. run.db may be ahead of it by what was written since the last mark, and by that mark:
 * a crash. It is never behind.
 */
export function readAgreement(db: Db, folder: string): Agreement {
  for (let look = 1; ; look++) {
    const before = readHead(folder);
    const chain = readChain(db);
    const after = readHead(folder);
    // Another process is at work on it: what was read here belongs together only where the file stayed as it was.
    if (look < mostLooks && JSON.stringify(before) !== JSON.stringify(after)) continue;
    if (chain === 'broken') return { chain: null, disagreement: inDatabase(message('damage.chain')) };
    return { chain, disagreement: disagreementOf(chain, after) };
  }
}

function disagreementOf(chain: Chain | null, found: HeadReading): Detail | null {
  // Nothing was written yet; or all of it is gone.
  if (chain === null) return found === 'missing' ? null : inDatabase(message('damage.behind'));
  const { marks } = chain;
  if (found === 'missing') return marks.includes(null) ? null : inHead(message('damage.noHead'));
  if (found === 'unreadable') return marks.includes(null) ? null : inHead(message('damage.tornHead'));
  if (marks.some((mark) => mark?.seq === found.seq && mark.head === found.head)) return null;
  const newest = marks[0]?.seq ?? 0;
  return found.seq > newest ? inDatabase(message('damage.behind')) : inHead(message('damage.otherHead'));
}

const inHead = (why: Message): Detail => ({ where: 'run.head', why });
