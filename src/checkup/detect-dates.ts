import { message } from '../messages/message.js';
import { type DateShape, dayNumber, shapeOfDate } from './date-shape.js';
import type { MakeDetector } from './detector.js';
import type { Example, Finding } from './finding.js';
import { addUp, type Count, createTally, type Tally } from './tally.js';
import { trait } from './traits.js';

interface Spelling {
  readonly shape: DateShape;
  readonly tally: Tally;
}

interface SpellingCount extends Count {
  readonly label: string;
}

/** A column whose dates are spelled in more than one way, or put the day first here and the month first there. */
export const detectDates: MakeDetector = ({ name, kind, formats }) => {
  if (kind !== 'date' && kind !== 'unknown') return null;
  const spellings = new Map<string, Spelling>();
  let cells = 0;
  return {
    observe(text, traits, row) {
      cells++;
      const shape = (traits & trait.digit) !== 0 && text.length <= longestDate ? shapeOfDate(text) : null;
      if (shape === null) return;
      const spelling = spellings.get(shape.label) ?? { shape, tally: createTally() };
      spellings.set(shape.label, spelling);
      spelling.tally.add(row, text);
    },
    findings() {
      const all = [...spellings.values()];
      if (kind !== 'date' && !areDates(all, cells)) return [];
      // Spellings that the job declares are no surprise, unless they take the same cell for different dates.
      const declared = formats.map(unpad);
      return all.every(({ shape }) => isDeclared(shape, declared)) ? [] : describe(all, name);
    },
  };
};

const longestDate = 40;
const fewest = 5;

/** Whether an unmapped column holds dates: 90 % of its cells look like dates, and half of them can only be dates. */
function areDates(spellings: readonly Spelling[], cells: number): boolean {
  const sum = (counted: readonly Spelling[]) => counted.reduce((total, { tally }) => total + tally.count().count, 0);
  return (
    cells >= fewest &&
    sum(spellings) >= 0.9 * cells &&
    sum(spellings.filter(({ shape }) => shape.certain)) >= 0.5 * cells
  );
}

/** A format as a shape has it: 2024/01/05 is of the spelling of 2024/1/5. */
const unpad = (format: string): string => format.replace(/MM|dd|HH/g, (token) => token.slice(1));

const isDeclared = ({ label, either }: DateShape, declared: readonly string[]): boolean =>
  (either ?? [label]).filter((spelling) => declared.includes(spelling)).length === 1;

function describe(spellings: readonly Spelling[], column: string): Finding[] {
  const counts = foldEither(spellings).toSorted((a, b) => b.count - a.count);
  if (counts.length < 2) return [];
  const [, ...rarer] = counts;
  const labels = counts.map(({ label }) => label);
  const contradicting = labels.some((label) => label.startsWith('d') && labels.includes(monthFirst(label)));
  return [
    {
      code: contradicting ? 'dayMonthOrder' : 'mixedDates',
      column,
      ...addUp(rarer),
      examples: counts.slice(0, mostShown).flatMap(exampleOf),
      params: { kinds: counts.length, shapes: counts.map(({ label, count }) => `${label} × ${count}`).join(', ') },
    },
  ];
}

const mostShown = 5;
const monthFirst = (label: string): string => label.replace(/^d(.)M/, 'M$1d');

function exampleOf({ label: shape, count, examples: [first] }: SpellingCount): Example[] {
  const hint =
    shape === dayNumber
      ? message('finding.hint.dayNumber', { count })
      : message('finding.hint.shape', { shape, count });
  return first ? [{ value: first.value, hint }] : [];
}

/** 3/4/2024 is of the order that the others of its column have, where these agree. */
function foldEither(spellings: readonly Spelling[]): SpellingCount[] {
  const known = new Set(spellings.filter(({ shape }) => !shape.either).map(({ shape }) => shape.label));
  const groups = new Map<string, Count[]>();
  for (const { shape, tally } of spellings) {
    const meant = shape.either?.filter((label) => known.has(label)) ?? [];
    const [label = shape.label] = meant.length === 1 ? meant : [];
    groups.set(label, [...(groups.get(label) ?? []), tally.count()]);
  }
  return [...groups].map(([label, counts]) => ({ label, ...addUp(counts) }));
}
