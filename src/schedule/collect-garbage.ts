import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Makes the engine let go of what nobody needs any more. libsql keeps the files of a closed database open until the last of
 * its statements has been collected, and they are too small to make the engine hurry: 340 runs would be the end of a service.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}
