import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A disk that has hardly any room. */
export interface SmallDisk {
  /** Leaves this many bytes free. */
  fill(free: number): void;
  /** Makes room again. */
  clear(): void;
}

/** Mounts a disk of `kilobytes` in a folder until the test is over; null where this machine does not let us. */
export function mountSmallDisk(folder: string, kilobytes: number): SmallDisk | null {
  mkdirSync(folder, { recursive: true });
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder]);
  if (status !== 0) return null;
  onTestFinished(() => void spawnSync('umount', ['--lazy', folder]));
  const filler = join(folder, 'filler');
  return {
    fill(free) {
      const { bfree, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(Math.max(0, bfree * bsize - free), 1));
    },
    clear: () => rmSync(filler, { force: true }),
  };
}
