import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | null = null;

/**
 * Collects all garbage now, within some 30 ms. By itself V8 does so when a few hundred megabytes have gathered: too late
 * where a text that takes tens of megabytes has just been let go of, and the next one is about to come.
 */
export function collectGarbage(): void {
  collect ??= exposeCollector();
  collect();
}

function exposeCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc');
}
