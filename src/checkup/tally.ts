import { showValue } from '../fields/show-value.js';
import type { Message } from '../messages/message.js';
import type { Example, Finding } from './finding.js';

/** How often something was met, where first, and with which values. */
export type Count = Pick<Finding, 'count' | 'rows' | 'examples'>;

export interface Tally {
  /** `hint` is only asked for where the value becomes an example. */
  add(row: number, text: string, hint?: (text: string) => Message | null): void;
  count(): Count;
}

const mostRows = 5;
const mostExamples = 3;
const longestExample = 40;

/** Counts with flat memory: of rows and of values it keeps the first few. */
export function createTally(show: (text: string) => string = (text) => showValue(text, longestExample)): Tally {
  const rows: number[] = [];
  const examples = new Map<string, Example>();
  let count = 0;
  return {
    add(row, text, hint) {
      count++;
      if (rows.length < mostRows) rows.push(row);
      if (examples.size >= mostExamples) return;
      const value = show(text);
      if (!examples.has(value)) examples.set(value, { value, hint: hint?.(text) ?? null });
    },
    count: () => ({ count, rows: [...rows], examples: [...examples.values()] }),
  };
}

/** Several counts as one. */
export function addUp(counts: readonly Count[]): Count {
  return {
    count: counts.reduce((sum, { count }) => sum + count, 0),
    rows: counts
      .flatMap(({ rows }) => rows)
      .toSorted((a, b) => a - b)
      .slice(0, mostRows),
    examples: counts.flatMap(({ examples }) => examples).slice(0, mostExamples),
  };
}
