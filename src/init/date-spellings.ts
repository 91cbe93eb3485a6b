import { shapeOfDate } from '../checkup/date-shape.js';
import { isCertainFormat, type Precision } from '../fields/date-format.js';

/**
 * The spellings that dates of a column have, in Luxon tokens, the most usual first. Only those that begin with the year:
 * they can be read in one way alone, and no two of them read one text as different days.
 * @param precision how much of a moment the field needs
 */
export function findSpellings(texts: readonly string[], precision: Precision): string[] {
  return labelsOf(texts).filter((label) => label.startsWith('yyyy') && isCertainFormat(label, precision));
}

/** The spellings of dates that end with the year, for either order of day and month: the dates do not say which. */
export function findYearLast(texts: readonly string[]): { readonly dayFirst: string[]; readonly monthFirst: string[] } {
  const found = labelsOf(texts).filter((label) => yearLast.test(label));
  const inOrder = (first: string, second: string) => [
    ...new Set(found.map((label) => label.replace(yearLast, `${first}$1${second}$1yyyy`))),
  ];
  return { dayFirst: inOrder('d', 'M'), monthFirst: inOrder('M', 'd') };
}

const yearLast = /^[dM]([-/.])[dM]\1yyyy/;

/** The different spellings, the most usual first; none that goes on with what nobody can tell. */
function labelsOf(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const shape = shapeOfDate(text);
    const label = shape?.either?.[0] ?? shape?.label;
    if (label !== undefined && !label.endsWith('…')) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([label]) => label);
}
