import { lstatSync } from 'node:fs';
import { isReported } from '../../is-reported.js';
import type { RunSight } from '../../run-catalog.js';
import { sqliteCode } from '../database.js';
import { isDamage, unreadableFile } from '../sealed/damage.js';
import { isBeingDone } from './hold-run.js';
import { whileNoneBegins } from './new-run.js';
import { type Peek, peekRun } from './peek-run.js';
import { hasDatabase, refusalPath } from './run-files.js';

/** What can be told of a run, whoever works on it meanwhile; null when it is gone by now. */
export function lookAtRun(folder: string): RunSight | null {
  try {
    return toSight(folder, peekAt(folder)) ?? sightOfEmpty(folder);
  } catch (error) {
    if (isGone(folder)) return null;
    return { kind: kindAfter(error) };
  }
}

const isGone = (folder: string): boolean => lstatSync(folder, { throwIfNoEntry: false }) === undefined;

const peekAt = (folder: string): Peek => (hasDatabase(folder) ? peekRun(folder) : 'nothing yet');

/** Null for a run that says nothing of itself. */
function toSight(folder: string, peek: Peek): RunSight | null {
  if (peek === 'other version') return { kind: 'otherVersion' };
  if (peek === 'nothing yet') return null;
  const { record } = peek;
  const isTold = isReported(folder, record);
  // Until its report is that of its end, a process may be at it.
  const isAtWork = (record.finishedAt === null || !isTold) && isBeingDone(folder);
  return { kind: 'told', ...peek, isReported: isTold, isAtWork };
}

/** A folder without a record is that of a run which begins at this moment, or was killed before it had one. */
function sightOfEmpty(folder: string): RunSight | null {
  if (lstatSync(refusalPath(folder), { throwIfNoEntry: false })) return { kind: 'refused' };
  // It may have begun since the first look.
  const again = whileNoneBegins(folder, () => toSight(folder, peekAt(folder)));
  if (again === null) return { kind: 'running' };
  return again.result ?? (isGone(folder) ? null : { kind: 'empty' });
}

function kindAfter(error: unknown): 'running' | 'damaged' | 'unreadable' {
  // Somebody has it to himself for as long as we have waited: he is at work.
  if (/^SQLITE_(?:BUSY|LOCKED)/.test(sqliteCode(error))) return 'running';
  return error instanceof SyntaxError || isDamage(error) || unreadableFile(error) !== null ? 'damaged' : 'unreadable';
}
