import { basename } from 'node:path';
import { createRandom } from '../../src/sandbox/random.js';
import type { Fault, Traced } from './strace.js';

/** Calls of one kind about one file, as a run without faults makes them. */
export interface Group {
  readonly syscall: string;
  /** The file as the names of cases have it. */
  readonly file: string;
  /** What strace is to count; null for all calls of this kind, where the path of the run is not known before. */
  readonly path: string | null;
  /** The numbers of the calls, as strace counts them. */
  readonly numbers: readonly number[];
}

/** A fault to be tried, by the name that the table gives it. */
export interface Sweep {
  readonly id: string;
  readonly fault: Fault;
}

const errorsOf: Readonly<Record<string, readonly string[]>> = {
  pwrite64: ['ENOSPC', 'EIO'],
  write: ['ENOSPC', 'EIO'],
  writev: ['ENOSPC', 'EIO'],
  fsync: ['EIO', 'ENOSPC'],
  fdatasync: ['EIO', 'ENOSPC'],
  ftruncate: ['EIO', 'ENOSPC'],
  rename: ['EIO', 'ENOSPC'],
  openat: ['EMFILE', 'EIO', 'ENOSPC'],
  mkdir: ['ENOSPC', 'EIO'],
  unlink: ['EIO'],
  pread64: ['EIO'],
};

/**
 * Groups the calls of a run without faults that are about files below `folder`.
 * @param byPath whether the same paths come again, so that a fault can be held to one
 */
export function groupCalls(traced: readonly Traced[], folder: string, byPath: boolean): Group[] {
  const main = traced[0]?.thread ?? '';
  const groups = new Map<string, Group>();
  for (const { syscall, thread, place, number } of numberCalls(traced, main, byPath)) {
    if (!place?.startsWith(`${folder}/`) || !(syscall in errorsOf)) continue;
    // Of all calls together only those of the first thread come in the same order each time, and of them no write.
    if (!byPath && (thread !== main || syscall.startsWith('write'))) continue;
    const file = nameOf(place, folder);
    const numbers = groups.get(`${syscall} ${file}`)?.numbers ?? [];
    const all = numbers.includes(number) ? numbers : [...numbers, number];
    groups.set(`${syscall} ${file}`, { syscall, file, path: byPath ? place : null, numbers: all });
  }
  return [...groups.values()];
}

/** The calls with their numbers as strace counts them: each thread its own, of one path or of all. */
function numberCalls(traced: readonly Traced[], main: string, byPath: boolean) {
  const counts = new Map<string, number>();
  return traced.map(({ syscall, thread, path }) => {
    const place = path?.replaceAll(`.${main}.part`, () => '.$$.part') ?? null;
    const key = [syscall, thread, ...(byPath ? [place] : [])].join();
    const number = (counts.get(key) ?? 0) + 1;
    counts.set(key, number);
    return { syscall, thread, place, number };
  });
}

/** A file's name without what differs from run to run. */
function nameOf(path: string, folder: string): string {
  const name = basename(path)
    .replace(/^[0-9a-f]{16}\./, 'account.')
    .replace(/^\d{8}-\d{6}-[0-9a-f]{4}$/, '<run>');
  return path.slice(folder.length + 1).includes('/') ? name : `./${name}`;
}

/** Each call of each group: once alone, and once with all that follow. */
export const sweepAll = (command: string, groups: readonly Group[]): Sweep[] =>
  groups.flatMap((group) =>
    spread(group.numbers).flatMap((number, place) => {
      const errors = errorsOf[group.syscall] ?? [];
      const [first = 'EIO', second = first] = [errors[place % errors.length], errors[(place + 1) % errors.length]];
      const alone = sweepOf(command, group, first, `${number}`);
      return canGoOn(group) ? [alone, sweepOf(command, group, second, `${number}+`)] : [alone];
    }),
  );

/** Of each group so many calls at most, from the first to the last. */
const mostNumbers = Number(process.env.STORAGE_NUMBERS ?? 40);

function spread(numbers: readonly number[]): number[] {
  const count = Math.min(numbers.length, mostNumbers);
  const step = count > 1 ? (numbers.length - 1) / (count - 1) : 0;
  return Array.from({ length: count }, (_, place) => numbers[Math.round(place * step)] ?? 0);
}

/** A program that can read nothing any more cannot load itself either: that is no fault of its storage. */
const canGoOn = ({ syscall, path }: Group): boolean => path !== null || !['openat', 'pread64'].includes(syscall);

const sweepOf = (command: string, { syscall, file, path }: Group, error: string, when: string): Sweep => ({
  id: `${command} ${syscall} ${file} ${error} ${when}`,
  fault: { syscall, error, when, path },
});

/**
 * Some of them: for each name in `surely` the one in the middle that goes on, and `count` others out of as many different
 * groups as there are. The same seed gives the same.
 */
export function sweepSome(
  command: string,
  groups: readonly Group[],
  surely: readonly string[],
  count: number,
): Sweep[] {
  const random = createRandom(13);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const sure = groups
    .filter(({ syscall, file }) => surely.includes(`${syscall} ${file}`))
    .map((group) => {
      const middle = group.numbers[Math.floor(group.numbers.length / 2)];
      return sweepOf(command, group, errorsOf[group.syscall]?.[0] ?? 'EIO', `${middle}+`);
    });
  const left = groups.map((group) => ({ group, order: random() })).toSorted((a, b) => a.order - b.order);
  const others = left.slice(0, count).flatMap(({ group }) => pick(sweepAll(command, [group])) ?? []);
  return [...sure, ...others];
}

/** The case of this name; where the name ends before the error, all cases that begin like it. */
export function sweepNamed(command: string, groups: readonly Group[], name: string): Sweep[] {
  const [of, syscall, file, error, when = ''] = name.split(' ');
  const mine = of !== command ? [] : groups.filter((group) => group.syscall === syscall && group.file === file);
  if (error === undefined) return sweepAll(command, mine);
  return mine.map((group) => sweepOf(command, group, error, when));
}
