import type { SandboxAccount } from '../../src/sandbox/account/account.js';
import { writeJson } from '../../src/sandbox/json.js';
import { csv, fullAccount, fullContact, idOf } from '../helpers/account.js';
import type { Shape } from './shapes.js';

/** A row of the file: what it asks for. */
export interface FileRow {
  /** As the report numbers it: the header is 1. */
  readonly row: number;
  readonly contact: string;
  /** Empty where the contact's own is kept. */
  readonly position: string;
  readonly remark: string;
  readonly points: string;
}

const header = ['id', '职位', '备注', '积分'];

/**
 * Makes the rows for so many contacts, those of one contact in their order among the others. Of several rows of a
 * contact each tells itself apart by its remark, but for some third ones that ask for just what the first asked for;
 * of single ones some ask for what is there.
 */
export function makeRows(contacts: number, { rowsPerContact, replacesAll }: Shape, random: () => number): FileRow[] {
  const places = Array.from({ length: contacts * rowsPerContact }, (_, place) => place % contacts);
  const made = new Map<number, FileRow[]>();
  return shuffle(places, random).map((index, place) => {
    const earlier = made.get(index) ?? [];
    made.set(index, earlier);
    const [first] = earlier;
    const again = earlier.length === 2 && index % 4 === 0 ? first : undefined;
    const same = rowsPerContact === 1 && index % 8 === 7 && !replacesAll ? asItIs(index) : undefined;
    const row = {
      contact: idOf(index),
      position: earlier.length === 1 && index % 2 === 0 ? '' : `职位 ${place}`,
      remark: `第 ${place} 项 "${index}"`,
      points: String(1_000_000 + place),
      ...(again ?? same),
      row: place + 2,
    };
    earlier.push(row);
    return row;
  });
}

export const toCsv = (rows: readonly FileRow[]): string =>
  csv(
    header,
    rows.map(({ contact, position, remark, points }) => [contact, position, remark, points]),
  );

/** The account that the rows are for, with some contacts that no row names. */
export const accountFor = (contacts: number): SandboxAccount => fullAccount(contacts + 2);

function asItIs(index: number): Pick<FileRow, 'position' | 'remark' | 'points'> {
  const { position, customFields } = fullContact(index);
  const contentOf = (id: number) => customFields.find((field) => field.id === id)?.content;
  return { position: String(position), remark: String(contentOf(9)), points: writeJson(contentOf(6)) };
}

function shuffle<Item>(items: readonly Item[], random: () => number): Item[] {
  const keyed = items.map((item) => ({ item, key: random() }));
  return keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item);
}
