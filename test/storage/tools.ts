import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why a kind of fault cannot be made on this machine, and what to do for it; null where it can. */
export type Missing = string | null;

export function missingStrace(): Missing {
  const probe = ['-f', '--seccomp-bpf', '-o', '/dev/null', '-e', 'trace=fsync', '-e', 'inject=fsync:error=EIO', 'true'];
  const { error, status } = spawnSync('strace', probe);
  if (error) return 'strace is not installed (apt-get install strace)';
  return status === 0 ? null : 'strace may not trace here (it needs the right to use ptrace, and version 5.3 or newer)';
}

const libraries = ['/usr/lib/*/faketime', '/usr/lib64/faketime', '/usr/local/lib/faketime'];

/** Where libfaketime lies, in the form for programs with threads. */
export function findFaketime(): string | null {
  const folders = spawnSync('bash', ['-c', `ls -d ${libraries.join(' ')} 2>/dev/null`])
    .stdout.toString()
    .split('\n');
  const found = folders.map((folder) => join(folder, 'libfaketimeMT.so.1')).find((path) => existsSync(path));
  return found ?? null;
}

export const missingFaketime = (): Missing =>
  findFaketime() === null ? 'libfaketime is not installed (apt-get install faketime)' : null;

export function missingDisk(): Missing {
  const folder = mkdtempSync(join(tmpdir(), 'wefeng-disk-'));
  const isMounted = mountDisk(folder, 1);
  if (isMounted) unmountDisk(folder);
  rmdirSync(folder);
  return isMounted ? null : 'a small disk cannot be mounted (it needs the right to mount a tmpfs)';
}

/** A disk of so many KiB in a folder; tells whether this machine lets us have one. */
export const mountDisk = (folder: string, kibibytes: number): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'tmpfs', folder]).status === 0;

export const resizeDisk = (folder: string, kibibytes: number): boolean =>
  spawnSync('mount', ['-o', `remount,size=${kibibytes}k`, folder]).status === 0;

export const unmountDisk = (folder: string): void => void spawnSync('umount', [folder]);
