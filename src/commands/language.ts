import type { Lang } from '../messages/message.js';
import { RunError } from '../messages/run-error.js';

/**
 * Does a piece of work whose errors are to speak the job's language.
 * @throws the error in that language
 */
export async function inLanguageOf<Result>(lang: Lang, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof RunError ? new RunError(error.ending, error.why, error.details, lang) : error;
  }
}
