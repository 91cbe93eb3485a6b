import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** An error that a syscall of the program gives in place of being done. */
export interface Fault {
  readonly syscall: string;
  /** EIO, ENOSPC, EMFILE */
  readonly error: string;
  /** The number of the call among its like, and with a `+` all that follow as well. */
  readonly when: string;
  /** Counts only calls that are about this path; null counts all. `$$` is the id of the program's process. */
  readonly path: string | null;
}

/** A syscall as the log of strace has it. */
export interface Traced {
  readonly thread: string;
  /** Unix time in ms. */
  readonly at: number;
  readonly syscall: string;
  /** The file that it is about; null where there is none. */
  readonly path: string | null;
  readonly injected: boolean;
}

const fileSyscalls = [
  ...['pwrite64', 'write', 'writev', 'fsync', 'fdatasync', 'ftruncate', 'rename', 'openat', 'mkdir', 'unlink'],
  'pread64',
];

// The tracer goes aside (-D): the process that bash becomes is the program itself, and its id is that of bash.
const strace = (log: string, syscalls: string, more: string) =>
  `set -- strace -D -f --seccomp-bpf -qq -ttt -y -o "${log}" -e trace=${syscalls} ${more} "$@"`;

/** What bash does so that the program meets a fault. */
export function withFault({ syscall, error, when, path }: Fault, log: string): string {
  const only = path === null ? '' : `-P "${path}"`;
  return strace(log, syscall, `${only} -e inject=${syscall}:error=${error}:when=${when}`);
}

/** What bash does so that the file syscalls of the program are written down. */
export const withTrace = (log: string): string => strace(log, fileSyscalls.join(','), '');

/** One thread for files beside the first: calls come in the same order each time. */
export const steadyThreads = { UV_THREADPOOL_SIZE: '1' };

/** Reads the log once strace has written it to its end. */
export async function readTrace(log: string): Promise<Traced[]> {
  // With -D it may end a little later than the program; -qq leaves no line of that.
  let text = '';
  for (let quiet = 0; quiet < 3; ) {
    await sleep(10);
    const now = existsSync(log) ? readFileSync(log, 'utf8') : '';
    quiet = now === text ? quiet + 1 : 0;
    text = now;
  }
  return parseTrace(text);
}

/** How a log says that a command met its fault. */
export interface Met {
  /** Unix time in ms of the first; null where it never was. */
  readonly faultAt: number | null;
  /** Whether it was in a file of a run or an account, and in no folder. */
  readonly isInFile: boolean;
  /** Whether it was in a file of the program itself: calls that are counted together do not always come in one order. */
  readonly isElsewhere: boolean;
}

export function findFault(traced: readonly Traced[], folder: string): Met {
  const [first] = traced.filter(({ injected }) => injected);
  const isOurs = first?.path?.startsWith(`${folder}/`) ?? false;
  return {
    faultAt: first?.at ?? null,
    isInFile: isOurs && /\.[a-z]/.test(basename(first?.path ?? '')),
    isElsewhere: first !== undefined && !isOurs,
  };
}

function parseTrace(text: string): Traced[] {
  const begun = new Map<string, Traced>();
  const traced: Traced[] = [];
  for (const line of text.split('\n')) {
    const [, thread = '', seconds = '', rest = ''] = /^(\d+) +(\d+\.\d+) (.*)$/.exec(line) ?? [];
    const injected = rest.endsWith('(INJECTED)');
    if (rest.startsWith('<... ')) {
      const call = begun.get(thread);
      if (call && injected) traced[traced.indexOf(call)] = { ...call, injected };
      continue;
    }
    const [, syscall = ''] = /^(\w+)\(/.exec(rest) ?? [];
    if (syscall === '') continue;
    const call = { thread, at: Number(seconds) * 1000, syscall, path: pathIn(syscall, rest), injected };
    traced.push(call);
    begun.set(thread, call);
  }
  return traced;
}

const byName = new Set(['openat', 'rename', 'mkdir', 'unlink']);

function pathIn(syscall: string, rest: string): string | null {
  const [, path = null] = (byName.has(syscall) ? /"([^"]*)"/ : /^\w+\(\d+<([^>]*)>/).exec(rest) ?? [];
  return path;
}
