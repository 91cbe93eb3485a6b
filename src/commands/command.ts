import type { Interruption } from './interruption.js';

/** What every command gets: the environment, and how it is told to stop. It gives its exit code. */
export interface CommandContext {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly interruption: Interruption;
}
