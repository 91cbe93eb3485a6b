import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Something that has happened to a run's files behind the program's back. */
export interface Damage {
  readonly name: string;
  /** Does it to the files of a run folder; false where there is nothing to do it to. */
  readonly apply: (folder: string, random: () => number) => boolean;
}

const pageBytes = 4096;
const frameBytes = pageBytes + 24;
const walHeaderBytes = 32;

/** Each kind of damage, in the order in which a seed goes through them. */
export const damages: readonly Damage[] = [
  damageBytes('a bit flipped', 'run.db', (bytes, random) =>
    flipBit(bytes, Math.floor(random() * bytes.length), random),
  ),
  damageBytes('a bit flipped in a used page', 'run.db', flipUsed),
  damageBytes('a bit flipped in the header', 'run.db', (bytes, random) =>
    flipBit(bytes, Math.floor(random() * 100), random),
  ),
  damageBytes('a page zeroed', 'run.db', (bytes, random) => {
    const page = Math.floor((random() * bytes.length) / pageBytes);
    return bytes.fill(0, page * pageBytes, (page + 1) * pageBytes);
  }),
  damageBytes('a page written over another', 'run.db', (bytes, random) => {
    const pages = bytes.length / pageBytes;
    const [from, to] = [1 + Math.floor(random() * (pages - 1)), 1 + Math.floor(random() * (pages - 1))];
    bytes.copyWithin(to * pageBytes, from * pageBytes, (from + 1) * pageBytes);
    return bytes;
  }),
  damageBytes('cut short', 'run.db', (bytes, random) => bytes.subarray(0, Math.floor(random() * bytes.length))),
  damageBytes('cut at a page', 'run.db', (bytes, random) =>
    bytes.subarray(0, pageBytes * Math.floor((random() * bytes.length) / pageBytes)),
  ),
  damageBytes('a stored value changed', 'run.db', (bytes, random) => replaceText(bytes, /new \d/g, 'new 7', random)),
  damageBytes('a stored number changed', 'run.db', (bytes, random) =>
    replaceText(bytes, /13800000/g, '13900000', random),
  ),
  damageBytes('a stored id changed', 'run.db', (bytes, random) =>
    replaceText(bytes, /wm_00000\d/g, 'wm_000003', random),
  ),
  damageBytes('a value before changed', 'run.db', (bytes, random) => replaceText(bytes, /before/g, 'beforf', random)),
  damageBytes('text that is no UTF-8', 'run.db', (bytes, random) =>
    replaceBytes(bytes, /new \d/g, Buffer.from([0x6e, 0xff, 0xc3]), random),
  ),
  damageBytes('the WAL cut short', 'run.db-wal', (bytes, random) =>
    bytes.subarray(0, Math.floor(random() * bytes.length)),
  ),
  damageBytes('the WAL cut at a frame', 'run.db-wal', (bytes, random) => {
    const frames = Math.floor((bytes.length - walHeaderBytes) / frameBytes);
    return bytes.subarray(0, walHeaderBytes + frameBytes * Math.floor(random() * frames));
  }),
  damageBytes('the WAL cut at a commit', 'run.db-wal', cutAtCommit),
  damageBytes('a bit flipped in the WAL', 'run.db-wal', (bytes, random) =>
    flipBit(bytes, Math.floor(random() * bytes.length), random),
  ),
  { name: 'the WAL gone', apply: (folder) => remove(join(folder, 'run.db-wal')) },
  { name: 'the head gone', apply: (folder) => remove(join(folder, 'run.head')) },
  damageBytes('a bit flipped in the head', 'run.head', (bytes, random) =>
    flipBit(bytes, Math.floor(random() * bytes.length), random),
  ),
];

/** Null: there is nothing to change. */
type Change = (bytes: Buffer, random: () => number) => Buffer | null;

function damageBytes(name: string, file: string, change: Change): Damage {
  return {
    name,
    apply(folder, random) {
      const path = join(folder, file);
      if (!existsSync(path)) return false;
      const bytes = readFileSync(path);
      const changed = bytes.length === 0 ? null : change(Buffer.from(bytes), random);
      if (changed === null || changed.equals(bytes)) return false;
      writeFileSync(path, changed);
      return true;
    },
  };
}

function remove(path: string): boolean {
  if (!existsSync(path)) return false;
  rmSync(path);
  return true;
}

function flipBit(bytes: Buffer, at: number, random: () => number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  return bytes;
}

/** A place among bytes that are not zero: what is stored, not what is free. */
function flipUsed(bytes: Buffer, random: () => number): Buffer {
  let at = Math.floor(random() * bytes.length);
  while (bytes[at] === 0) at = (at + 1) % bytes.length;
  return flipBit(bytes, at, random);
}

/** Writes another text of the same length over one of those that are found. */
const replaceText = (bytes: Buffer, what: RegExp, by: string, random: () => number): Buffer | null =>
  replaceBytes(bytes, what, Buffer.from(by), random);

function replaceBytes(bytes: Buffer, what: RegExp, by: Buffer, random: () => number): Buffer | null {
  const found = [...bytes.toString('latin1').matchAll(what)].filter(
    ([text]) => !Buffer.from(text, 'latin1').equals(by),
  );
  const chosen = found[Math.floor(random() * found.length)];
  if (chosen === undefined) return null;
  by.copy(bytes, chosen.index);
  return bytes;
}

/** A WAL that ends with an earlier commit looks whole: the last frame of a commit says how large the database is. */
function cutAtCommit(bytes: Buffer, random: () => number): Buffer | null {
  const commits: number[] = [];
  for (let at = walHeaderBytes; at + frameBytes < bytes.length; at += frameBytes) {
    if (bytes.readUInt32BE(at + 4) !== 0) commits.push(at + frameBytes);
  }
  const end = commits[Math.floor(random() * commits.length)];
  return end === undefined ? null : bytes.subarray(0, end);
}
