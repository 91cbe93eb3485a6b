import { distance } from 'fastest-levenshtein';
import * as v from 'valibot';
import type { Params } from '../messages/message.js';
import { type CellReader, check } from './cell-reader.js';
import { type FieldOption, type OptionKey, pathsOf } from './field-option.js';
import { showValue } from './show-value.js';

/** What a cell may name: an option, or the path to a leaf of a chained list. */
interface Choice {
  readonly label: string;
  /** How a cell names it by its keys. */
  readonly byKey: string;
  readonly keys: readonly OptionKey[];
}

/** The label of one option of the account → its key. */
export function readLabel(options: readonly FieldOption[]): CellReader {
  return readChoices(
    options.map(toChoice),
    (text) => [text],
    ([key]) => key ?? '',
  );
}

/** The labels from the root to a leaf, with `separator` between them → their keys. */
export function readLabelPath(options: readonly FieldOption[], separator: string): CellReader {
  const choices = pathsOf(options).map((path) => ({
    label: path.map(({ label }) => label).join(separator),
    byKey: path.map(({ key }) => key).join(separator),
    keys: path.map(({ key }) => key),
  }));
  return readChoices(
    choices,
    (text) => [text],
    (keys) => keys,
  );
}

/** Several labels, each once, with `separator` between them → their keys. */
export function readLabels(options: readonly FieldOption[], separator: string): CellReader {
  const either = separatorPattern(separator);
  const { schema, params } = readChoices(
    options.map(toChoice),
    (text) => text.split(either),
    (keys) => keys,
  );
  const distinct = v.check<unknown, 'cell.repeatedOption'>(
    (keys) => Array.isArray(keys) && new Set(keys.map(String)).size === keys.length,
    'cell.repeatedOption',
  );
  return { schema: v.pipe(schema, distinct as v.GenericValidation), params };
}

/** A separator in either width: ， is what a Chinese keyboard writes for a comma. */
export function separatorPattern(separator: string): RegExp {
  const narrow = separator.normalize('NFKC');
  const wide = narrow.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
  const alternatives = [separator, narrow, wide].map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return new RegExp(alternatives.join('|'), 'u');
}

const toChoice = ({ label, key }: FieldOption): Choice => ({ label, byKey: String(key), keys: [key] });

function readChoices(
  choices: readonly Choice[],
  split: (text: string) => string[],
  join: (keys: readonly OptionKey[]) => OptionKey | readonly OptionKey[],
): CellReader {
  const find = choiceFinder(choices);
  return {
    schema: v.pipe(
      v.string(),
      check('cell.unknownLabel', (text) => split(text).every((part) => find(part).length > 0)),
      check('cell.ambiguousLabel', (text) => split(text).every((part) => find(part).length === 1)),
      v.transform((text) => join(split(text).flatMap((part) => find(part)[0]?.keys ?? []))),
    ),
    params: (text) => explain(split(text).find((part) => find(part).length !== 1) ?? text, choices, find),
  };
}

/** All the choices that a text may mean: by its very letters, else by what a person would call the same, else by key. */
function choiceFinder(choices: readonly Choice[]): (text: string) => readonly Choice[] {
  const byLabel = groupBy(choices, ({ label }) => label);
  const byFold = groupBy(choices, ({ label }) => foldLabel(label));
  // Where a label has digits of its own, a number in a cell may be a label cut short.
  const numbered = choices.some(({ label }) => /\d/.test(foldLabel(label)));
  const byKey = numbered ? new Map<string, Choice[]>() : groupBy(choices, (choice) => choice.byKey);
  return (text) => byLabel.get(text) ?? byFold.get(foldLabel(text)) ?? byKey.get(text) ?? [];
}

/** Labels that differ in width, case and spaces alone are one to a person. */
export const foldLabel = (label: string): string =>
  label
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .toLowerCase();

function groupBy(choices: readonly Choice[], keyOf: (choice: Choice) => string): Map<string, Choice[]> {
  const groups = new Map<string, Choice[]>();
  for (const choice of choices) groups.set(keyOf(choice), [...(groups.get(keyOf(choice)) ?? []), choice]);
  return groups;
}

const mostListed = 12;

function explain(part: string, choices: readonly Choice[], find: ReturnType<typeof choiceFinder>): Params {
  const nearest = nearestFirst(
    choices.map(({ label }) => label),
    part,
  ).slice(0, mostListed);
  const more = choices.length > mostListed ? `, … (${choices.length})` : '';
  return {
    part: showValue(part),
    allowed: nearest.join(', ') + more,
    candidates: find(part)
      .map(({ label, byKey: keys }) => `${label} (${keys})`)
      .join(', '),
  };
}

/** Labels by how near they are to what is written, the nearest first; width, case and spaces aside. */
export function nearestFirst(labels: readonly string[], written: string): string[] {
  return labels
    .map((label) => ({ label, unlike: unlikeness(label, written) }))
    .toSorted((a, b) => a.unlike - b.unlike)
    .map(({ label }) => label);
}

/** 0 for two texts that are one to a person, 1 for two that have nothing in common; of a long one only a part may differ. */
export function unlikeness(one: string, other: string): number {
  // As much as tells it from others: a cell may be of any length.
  const [a, b] = [foldLabel(one.slice(0, 100)), foldLabel(other.slice(0, 100))];
  return a === b ? 0 : distance(a, b) / Math.max(a.length, b.length);
}
