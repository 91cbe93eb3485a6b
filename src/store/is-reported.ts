import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from './run-record.js';

/**
 * Whether the report files of a run are those of its last end. summary.json is the last of them to be written: where a
 * kill has cut the report short, it is not there, or still tells of an earlier end.
 */
export function isReported(folder: string, { runId, state, finishedAt }: RunRecord): boolean {
  try {
    const told = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'));
    return told.runId === runId && told.state === state && told.finishedAt === finishedAt;
  } catch {
    return false;
  }
}
