import type { Job } from '../../src/job/job.js';
import { loadJob } from '../../src/job/load-job.js';
import { formatMessage } from '../../src/messages/message.js';
import { RunError } from '../../src/messages/run-error.js';
import { writeTempFile } from './temp-folder.js';

/** Writes a job file and loads it. */
export async function loadJobText(text: string | Uint8Array): Promise<Job> {
  const { job } = await loadJob(writeTempFile('job.yaml', text));
  return job;
}

/** One thing that is wrong with a job file, as it is told. */
export interface ToldProblem {
  readonly line: number;
  /** The keys from the top, joined with dots. */
  readonly key: string;
  readonly code: string;
  /** In English. */
  readonly words: string;
}

/** Writes a job file, loads it, and gives all that it is refused for; fails when it is accepted. */
export async function problemsOfJobText(text: string | Uint8Array): Promise<ToldProblem[]> {
  const error = await refusalOfJobText(text);
  return error.details.map(({ where, why }) => {
    const [, line, key] = /job\.yaml:(\d+) ?(.*)$/s.exec(where) ?? [];
    return { line: Number(line), key: key ?? '', code: why.code, words: formatMessage(why, 'en') };
  });
}

/** Writes a job file, loads it, and gives the refusal itself; fails when it is accepted, or when anything else is thrown. */
export async function refusalOfJobText(text: string | Uint8Array): Promise<RunError> {
  const outcome = await loadJobText(text).catch((error: unknown) => error);
  if (outcome instanceof RunError && outcome.ending === 'refused') return outcome;
  throw outcome instanceof Error ? outcome : new Error('the job was accepted');
}
