import { spawnSync } from 'node:child_process';

export const noFaketime = 'faketime is not installed (apt-get install faketime)';

/**
 * The environment of a process whose wall clock is ahead by some seconds, or behind, and whose monotonic clock is right;
 * null where libfaketime is not installed.
 */
export function setWallClock(aheadSeconds: number): Record<string, string> | null {
  const by = `${aheadSeconds < 0 ? '' : '+'}${aheadSeconds}s`;
  const { status, stdout } = spawnSync('faketime', ['-m', '-f', by, 'printenv', 'LD_PRELOAD'], { encoding: 'utf8' });
  if (status !== 0) return null;
  return { LD_PRELOAD: stdout.trim(), FAKETIME: by, FAKETIME_DONT_FAKE_MONOTONIC: '1' };
}
