import { message } from '../messages/message.js';
import type { JobProblem } from './job-problem.js';
import type { JobFile } from './schema.js';

// Keys of the contract whose work is still to come: refused, never ignored.
const notYet: readonly { path: string[]; asked: (job: JobFile) => boolean }[] = [
  { path: ['notify'], asked: (job) => job.notify !== undefined },
];

/** Finds what a job asks for that this version does not do yet. */
export function findNotYet(job: JobFile): JobProblem[] {
  return notYet.filter(({ asked }) => asked(job)).map(({ path }) => ({ path, reason: message('job.notYet') }));
}
