import { prepareMapping, readUpdate } from '../contact/read-update.js';
import type { Field } from '../fields/field.js';
import { defaultClearWith } from '../fields/mapping.js';
import type { Message, RowCode } from '../messages/message.js';
import type { CellSettings } from './proposal.js';

/** What the domain's own reader makes of the cells of a column. */
export interface Judgement {
  readonly filled: number;
  readonly refused: number;
  /** The different texts that are refused, in their order. */
  readonly refusedTexts: readonly string[];
  /** Why the first of them is refused, with nothing of it but its shape; null when none is. */
  readonly example: Message<RowCode> | null;
}

/** Reads cells as a run would, with these settings. */
export function judgeCells(field: Field, settings: CellSettings, texts: readonly string[]): Judgement {
  const mapped = { field, columns: ['-'], empty: 'keep', ...settings } as const;
  const mapping = prepareMapping({ idColumn: '-', fields: [mapped], clearWith: defaultClearWith, hasBaseline: true });
  const counts = new Map<string, number>();
  for (const text of texts) if (text !== '') counts.set(text, (counts.get(text) ?? 0) + 1);
  const refused = [...counts].flatMap(([text, count]) => {
    const { problems } = readUpdate({ externalUserId: 'somebody', cells: [{ mapped, texts: [text] }] }, mapping);
    return problems.map(({ reason }) => ({ text, count, reason }));
  });
  const [first] = refused;
  return {
    filled: sum([...counts.values()]),
    refused: sum(refused.map(({ count }) => count)),
    refusedTexts: refused.map(({ text }) => text),
    example: first ? withoutText(first.reason) : null,
  };
}

/** Whether so many cells are refused that it is the mapping that is wrong, and not a few of the cells. */
export const mostlyRefused = ({ refused, filled }: Pick<Judgement, 'refused' | 'filled'>): boolean =>
  refused > filled * 0.2;

/** What a text looks like, with nothing of what it says: 138-1234 → 000-0000. */
function shapeOf(text: string): string {
  const characters = [...text];
  const shape = characters.slice(0, 20).join('').replace(/\p{N}/gu, '0').replace(/\p{L}/gu, '×');
  return characters.length > 20 ? `${shape}…` : shape;
}

// What the job or the account says. All else may be of the cell, and neither a job file nor a terminal is a place for that.
const harmless = ['format', 'allowed', 'candidates', 'separator', 'min', 'max'];

const withoutText = ({ code, params }: Message<RowCode>): Message<RowCode> => ({
  code,
  params: Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, harmless.includes(name) ? value : shapeOf(String(value))]),
  ),
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
