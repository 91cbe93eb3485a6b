import type { Readable, Writable } from 'node:stream';
import { accountOf } from '../job/environment.js';
import type { ApiTarget } from '../phases/run-context.js';
import type { Stores } from '../store/stores.js';
import type { Interruption } from './interruption.js';

/** What the program is started with: the environment, its input and output, and how it is told to stop. */
export interface Host {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly streams: Streams;
  readonly interruption: Interruption;
}

/** What every command gets. It gives its exit code. */
export interface CommandContext extends Host {
  readonly stores: Stores;
}

export interface Streams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
}

/** `columns` is its width where it is a terminal. */
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/**
 * @param account the name of the job's account; null for the one without a name
 * @throws RunError naming the variable that is missing or malformed, never its value
 */
export const placeOf = ({ variables, stores }: CommandContext, account: string | null): ApiTarget => ({
  stores,
  account: accountOf(variables, account),
});
