import { LosslessNumber } from 'lossless-json';
import * as v from 'valibot';
import type { RowCode } from '../messages/message.js';
import type { CellFormat } from './cell-format.js';
import { type CellReader, check } from './cell-reader.js';
import { nearestFirst, separatorPattern } from './label.js';
import { showValue } from './show-value.js';

type Values = CellFormat['values'];

/** One option key, or the keys from the root to the leaf of a chained list: `4/5`, or a path that `values` knows. */
export function readPath(separator: string, values: Values): CellReader {
  if (values === undefined) return readKeys('cell.keyPath', (text) => text.split(separator), separator);
  const find = pathFinder(values, separator);
  return {
    schema: v.pipe(
      v.string(),
      check('cell.notAllowed', (text) => find(text) !== undefined),
      v.transform((text) => [find(text) ?? []].flat().map(toKey)),
    ),
    params: (text) => ({ allowed: listLabels(values, text), separator }),
  };
}

/** Several options of one field, each once: keys, or labels that `values` knows. */
export function readOptions(separator: string, values: Values): CellReader {
  if (values === undefined) return distinct(readKeys('cell.keys', (text) => text.split(separator), separator));
  const either = separatorPattern(separator);
  return distinct({
    schema: v.pipe(
      v.string(),
      check('cell.notAllowedPart', (text) => text.split(either).every((label) => values.has(label))),
      v.transform((text) =>
        text
          .split(either)
          .flatMap((label) => values.get(label) ?? [])
          .map(toKey),
      ),
    ),
    params: (text) => {
      const part = text.split(either).find((label) => !values.has(label)) ?? text;
      return { allowed: listLabels(values, part), separator, part: showValue(part) };
    },
  });
}

/**
 * Makes the function that looks a path up in `values`: to the letter, else with its separators in the other width.
 * Labels that only their separators' width tells apart are found to the letter alone.
 */
export function pathFinder(values: NonNullable<Values>, separator: string) {
  const either = separatorPattern(separator);
  const fold = (text: string) => text.split(either).join(separator);
  const byFold = new Map<string, ReturnType<typeof values.get>>();
  for (const [label, value] of values) byFold.set(fold(label), byFold.has(fold(label)) ? undefined : value);
  return (text: string) => values.get(text) ?? byFold.get(fold(text));
}

const mostListed = 12;

/** The labels of `values`, as a message lists them; where they are too many for it, those nearest to what is written. */
export function listLabels(values: ReadonlyMap<string, unknown>, written: string): string {
  const labels = [...values.keys()];
  if (labels.length <= mostListed) return labels.join(', ');
  return `${nearestFirst(labels, written).slice(0, mostListed).join(', ')}, … (${labels.length})`;
}

function readKeys(code: RowCode, split: (text: string) => string[], separator: string): CellReader {
  return {
    schema: v.pipe(
      v.string(),
      check(code, (text) => split(text).every((part) => /^(?:0|[1-9]\d{0,17})$/.test(part))),
      v.transform((text) => split(text).map(toKey)),
    ),
    params: () => ({ separator }),
  };
}

const distinct = ({ schema, params }: CellReader): CellReader => ({
  schema: v.pipe(
    schema,
    v.check((keys) => !Array.isArray(keys) || new Set(keys.map(String)).size === keys.length, 'cell.repeatedOption'),
  ),
  params,
});

const toKey = (key: string | number): LosslessNumber => new LosslessNumber(String(key));
