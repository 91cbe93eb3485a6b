import { hash } from 'node:crypto';

/** What a column of a sealed record holds: a whole number, a text, or nothing. */
export type Cell = number | string | null;

const sealDigits = 16;

/** The seal of a record: 64 bits of SHA-256 over the name of its table and all of its columns, as hex digits. */
export const sealOf = (table: string, cells: readonly Cell[]): string => digest(contentOf(table, cells));

/**
 * SQL for a whole record as one BLOB: its seal, then what the seal is over. As a BLOB, since a text that is no valid
 * UTF-8 ends the process when libsql reads it. The type is part of it: a flipped bit can turn a text into a BLOB.
 */
export function sealedRecord(table: string, columns: readonly string[]): string {
  const cells = columns.map((name) => {
    const column = `${table}.${name}`;
    return `typeof(${column}) || coalesce(octet_length(${column}) || ':' || ${column}, '')`;
  });
  return `CAST(coalesce(${table}.seal, '') || '${table} ' || ${cells.join(' || ')} AS BLOB)`;
}

/** The seal that a record has, and the one that its content asks for. */
export function readSeals(bytes: Buffer): { readonly stored: string; readonly due: string } {
  return { stored: bytes.toString('latin1', 0, sealDigits), due: digest(bytes.subarray(sealDigits)) };
}

/** The seal of a record that has none yet: of all that sealedRecord has given. */
export const sealOfContent = (bytes: Buffer): string => digest(bytes);

/** The key of such a record. */
export const keyOfContent = (table: string, bytes: Buffer): Cell => readCells(bytes, table.length + 1)[0] ?? null;

/**
 * Reads a record that sealedRecord has given.
 * @returns its cells in the order of its columns; null when its seal does not agree
 */
export function openRecord(table: string, bytes: Buffer): Cell[] | null {
  const { stored, due } = readSeals(bytes);
  return stored === due ? readCells(bytes, sealDigits + table.length + 1) : null;
}

/** The number by which a record is kept, as far as it can be told of one whose seal does not agree, or that has none. */
export function numberOf(table: string, bytes: Buffer): number | null {
  const start = bytes.toString('latin1', 0, sealDigits + table.length + 40);
  const [, digits] = new RegExp(`${table} integer\\d+:(-?\\d+)`).exec(start) ?? [];
  return digits === undefined ? null : Number(digits);
}

const digest = (content: string | Buffer): string => hash('sha256', content).slice(0, sealDigits);

const contentOf = (table: string, cells: readonly Cell[]): string => `${table} ${cells.map(describe).join('')}`;

/** As SQLite puts it: the type, the length in bytes and the value. */
function describe(cell: Cell): string {
  if (cell === null) return 'null';
  if (typeof cell === 'string') return `text${Buffer.byteLength(cell)}:${cell}`;
  // SQLite and JavaScript write other numbers in different ways.
  if (!Number.isSafeInteger(cell)) throw new Error('only whole numbers can be sealed');
  const digits = String(cell);
  return `integer${digits.length}:${digits}`;
}

const [nullMark, textMark, colon] = [...'nt:'].map((letter) => letter.charCodeAt(0));

function readCells(bytes: Buffer, start: number): Cell[] {
  const cells: Cell[] = [];
  for (let at = start; at < bytes.length; ) {
    if (bytes[at] === nullMark) {
      cells.push(null);
      at += 'null'.length;
      continue;
    }
    const isText = bytes[at] === textMark;
    const end = bytes.indexOf(colon ?? 0, at);
    const from = end + 1;
    const to = from + Number(bytes.toString('latin1', at + (isText ? 'text' : 'integer').length, end));
    cells.push(isText ? bytes.toString('utf8', from, to) : Number(bytes.toString('latin1', from, to)));
    at = to;
  }
  return cells;
}
