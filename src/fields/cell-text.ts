import { type Message, message, type RowCode } from '../messages/message.js';
import { readCell } from './cell-reader.js';
import { isVisible, soundText } from './damage.js';
import { separatorPattern } from './label.js';
import type { CellSource } from './mapping.js';
import { showValue } from './show-value.js';

/** What the cells of a mapped field come to, before their text is read. */
export type CellText =
  | { readonly kind: 'empty' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'problem'; readonly reason: Message<RowCode> };

/** How the cells of a mapped field come to one text. */
export interface CellRules extends Pick<CellSource, 'columns' | 'trim' | 'digits'> {
  readonly clearWith: string;
  /** What goes between joined cells. */
  readonly joinWith: string;
  /** What a joined cell must not bring itself; null where the field is not cut at separators. */
  readonly divider: RegExp | null;
}

/** @param isDivided whether the field is cut at separators */
export const cellRulesOf = (
  { columns, joinWith = '', trim, digits }: CellSource,
  clearWith: string,
  isDivided: boolean,
): CellRules => ({
  columns,
  joinWith,
  trim,
  digits,
  clearWith,
  divider: isDivided && joinWith !== '' ? separatorPattern(joinWith) : null,
});

/**
 * Takes the cells of a mapped field, in the order of its columns; gives what they come to. Cells are trimmed before anything
 * else; `clearWith` is looked for in what is left, to the letter; then digits are narrowed.
 */
export function readCellText(texts: readonly string[], rules: CellRules): CellText {
  const cells = rules.trim ? texts.map(trimText) : texts;
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length === 0) return { kind: 'empty' };
  if (filled.every((cell) => cell === rules.clearWith)) return { kind: 'clear' };
  const parts = rules.digits ? cells.map(narrowDigits) : cells;
  const reason = rules.columns.length > 1 ? findMisfit(cells, parts, rules) : null;
  return reason ? { kind: 'problem', reason } : { kind: 'text', text: parts.join(rules.joinWith) };
}

/** A text of the job, as it would be if cells held it: what stands between joined cells stays as it is. */
export function tidyText(text: string, { joinWith, trim, digits }: Omit<CellSource, 'columns'>): string {
  const parts = (joinWith ? text.split(joinWith) : [text]).map((part) => (trim ? trimText(part) : part));
  return (digits ? parts.map(narrowDigits) : parts).join(joinWith);
}

/** Why cells cannot be joined: what came of it would be shorter, or another, than what the row says. */
function findMisfit(
  cells: readonly string[],
  parts: readonly string[],
  { columns, clearWith, divider }: CellRules,
): Message<RowCode> | null {
  if (cells.includes(clearWith)) return message('join.partlyCleared', { mark: clearWith });
  const blank = columns.filter((_, index) => !isVisible(parts[index] ?? ''));
  if (blank.length === columns.length) return message('cell.onlySpaces');
  if (blank.length > 0) return message('join.partlyEmpty', { columns: blank.join(', ') });
  for (const part of parts) {
    // Within a longer text the damage of one cell would no longer be seen.
    const read = readCell(part, { schema: soundText, params: () => ({}) });
    if ('reason' in read) return read.reason;
    if (divider?.test(part)) return message('join.partDivided', { value: showValue(part) });
  }
  return null;
}

// Characters that cannot be seen, like a space. Two kinds of format characters stay: those that belong to the character
// before them (the tags of flag emoji, beyond 16 bits), and those that can be seen (Arabic number signs).
const blank = /^(?:\s|(?=\p{Default_Ignorable_Code_Point})\p{Cf})$/u;

/** Takes blank characters off both ends: spaces of any width, tabs, line breaks, and those of no width. */
function trimText(text: string): string {
  // Not by a pattern: one that looks for blanks at the end takes the square of their number.
  let [start, end] = [0, text.length];
  while (start < end && blank.test(text.charAt(start))) start++;
  while (start < end && blank.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Full-width digits, plus, hyphen-minus and full stop as half-width ones; nothing else. */
const narrowDigits = (text: string): string =>
  text.replace(/[０-９＋－．]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
