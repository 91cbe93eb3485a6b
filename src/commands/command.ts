import { accountOf, logDirOf } from '../job/environment.js';
import type { Place } from '../run/run-context.js';
import type { Interruption } from './interruption.js';

/** What every command gets: the environment, and how it is told to stop. It gives its exit code. */
export interface CommandContext {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly interruption: Interruption;
}

/** @throws RunError naming the variable that is missing or malformed, never its value */
export const placeOf = ({ variables }: CommandContext): Place => ({
  logDir: logDirOf(variables),
  account: accountOf(variables),
});
