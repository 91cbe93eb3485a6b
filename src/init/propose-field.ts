import type { AccountField } from '../fields/account-field.js';
import type { CellFormat } from '../fields/cell-format.js';
import { readCell } from '../fields/cell-reader.js';
import { isContentType } from '../fields/content-types.js';
import type { CustomField, Field } from '../fields/field.js';
import { readerOf, typeOfField } from '../fields/field-types.js';
import { foldLabel } from '../fields/label.js';
import { message } from '../messages/message.js';
import type { AccountKnowledge } from './account-knowledge.js';
import { type FieldCandidate, nameOfTarget } from './candidates.js';
import { type Attempt, proposeSettings, tidied } from './cell-settings.js';
import { findSpellings, findYearLast } from './date-spellings.js';
import { judgeCells, mostlyRefused } from './judge-cells.js';
import { isGenderUnsure } from './known-words.js';
import type { CellSettings, OpenQuestion, ProposedField } from './proposal.js';

/** A field that the job can have, or what is to be decided before it can. */
export type FieldOutcome =
  | { readonly field: ProposedField; readonly question: null }
  | { readonly field: null; readonly question: OpenQuestion };

/** How many words a person may be asked to translate one by one. */
const mostWords = 20;

/** Looks at the cells of a column that is to be for a field, and finds how they are to be read. */
export function proposeField({ column, target }: FieldCandidate, account: AccountKnowledge): FieldOutcome {
  const field = target.kind === 'standard' ? target : toCustomField(target.field);
  if (field === null) return unsupported(column.name, target);
  const key = target.kind === 'standard' ? target.name : keyOf(target.field, account.fields);
  const attempt = proposeSettings(field, column.texts);
  const line = (settings: CellSettings, untold: readonly string[] = []): ProposedField => {
    return { field, key, column: column.name, settings, untold };
  };
  const looked = {
    field,
    name: nameOfTarget(target),
    column: column.name,
    texts: tidied(column.texts, attempt.settings),
  };
  if (target.kind === 'standard' && target.name === 'majorFollowUser') {
    return translateNames(looked, attempt.settings, account.userIds, line);
  }
  const question = findDoubt(looked, attempt, line);
  return question ? { field: null, question } : { field: line(attempt.settings), question: null };
}

function toCustomField({ contentType, ...rest }: AccountField): CustomField | null {
  return isContentType(contentType) ? { kind: 'custom', ...rest, contentType } : null;
}

function unsupported(column: string, target: FieldCandidate['target']): FieldOutcome {
  const type = target.kind === 'account' ? target.field.contentType : '';
  const why = message('init.unsupported', { column, field: nameOfTarget(target), type });
  return { field: null, question: { why, because: null, lines: [] } };
}

/** A custom field goes by its name, where no other field could be meant by it. */
function keyOf(field: AccountField, account: readonly AccountField[]): string {
  const { name, fieldCode } = field;
  if (name === null || ['__proto__', 'constructor', 'prototype'].includes(name)) return fieldCode;
  const isTaken = account.some(
    (other) =>
      other !== field && [other.name, other.fieldCode].some((known) => foldLabel(known ?? '') === foldLabel(name)),
  );
  return isTaken ? fieldCode : name;
}

interface Looked {
  readonly field: Field;
  readonly name: string;
  readonly column: string;
  /** The cells that are not blank, tidied. */
  readonly texts: readonly string[];
}

type MakeLine = (settings: CellSettings, untold?: readonly string[]) => ProposedField;

function findDoubt(looked: Looked, attempt: Attempt, line: MakeLine): OpenQuestion | null {
  const { field, texts, column, name } = looked;
  const { settings, judgement } = attempt;
  if (field.kind === 'standard' && field.name === 'gender' && isGenderUnsure(texts)) {
    return askForZero(looked, settings, line);
  }
  if (!mostlyRefused(judgement)) return null;
  const { filled, refused, example } = judgement;
  const params = { column, field: name, filled, refused };
  const orders = ordersOfDay(looked, settings, line);
  if (orders.length > 0)
    return { why: message('init.dayMonth', { column, field: name }), because: null, lines: orders };
  const words = untoldLabels(looked, attempt, line);
  if (words === null) return { why: message('init.cells', params), because: example, lines: [line(settings)] };
  return { why: message('init.labels', { ...params, options: listOptions(field) }), because: null, lines: [words] };
}

// What WeCom takes for one; names of people have other characters, or the account knows them.
const userId = /^[A-Za-z0-9_.@-]{1,64}$/;

/** The field takes userIds: names are translated as the account has them, and the others, name by name, by a person. */
function translateNames(
  { column, name, texts }: Looked,
  settings: CellSettings,
  userIds: AccountKnowledge['userIds'],
  line: MakeLine,
): FieldOutcome {
  const idOf = (text: string) => userIds.get(text) ?? (userId.test(text) ? text : null);
  const different = [...new Set(texts)];
  const known = different.flatMap((text): [string, string][] => {
    const id = idOf(text);
    return id === null ? [] : [[text, id]];
  });
  const strange = texts.filter((text) => idOf(text) === null);
  const translated = known.every(([text, id]) => text === id) ? settings : { ...settings, values: new Map(known) };
  if (!mostlyRefused({ refused: strange.length, filled: texts.length }))
    return { field: line(translated), question: null };
  const names = [...new Set(strange)];
  const why = message('init.followUserNames', { column, field: name, count: names.length });
  return {
    field: null,
    question: { why, because: null, lines: [line(translated, names.length <= mostWords ? names : [])] },
  };
}

function askForZero({ column, texts }: Looked, settings: CellSettings, line: MakeLine): OpenQuestion {
  const digits = ['0', '1'].filter((digit) => texts.includes(digit)).map((digit) => [digit, Number(digit)] as const);
  const withZero = (zero: number) =>
    line({ ...settings, values: new Map([...(settings.values ?? digits), ['0', zero]]) });
  return { why: message('init.genderZero', { column }), because: null, lines: [withZero(2), withZero(0)] };
}

/** Where dates end with the year: the lines with which most of them can be read, one for each order of day and month. */
function ordersOfDay({ field, texts }: Looked, settings: CellSettings, line: MakeLine): ProposedField[] {
  const { precision } = typeOfField(field);
  if (precision === undefined) return [];
  const { dayFirst, monthFirst } = findYearLast(texts);
  const sure = findSpellings(texts, precision);
  return [dayFirst, monthFirst]
    .filter((formats) => formats.length > 0)
    .map((formats) => ({ ...settings, format: [...sure, ...formats] }))
    .filter((order) => !mostlyRefused(judgeCells(field, order, texts)))
    .map((order) => line(order));
}

/** The options of a field, each with its key. */
function listOptions(field: Field): string {
  const options = (field.kind === 'custom' ? field.options : null) ?? [];
  const listed = options.slice(0, mostWords).map(({ label, key }) => `${label} (${key})`);
  return listed.join(', ') + (options.length > mostWords ? `, … (${options.length})` : '');
}

/** The line of a droplist whose cells hold words that the account does not have; null where they are too many, or none. */
function untoldLabels(
  { field, texts }: Looked,
  { settings, judgement }: Attempt,
  line: MakeLine,
): ProposedField | null {
  const strange = [...new Set(tidied(judgement.refusedTexts, settings))];
  const isList = field.kind === 'custom' && field.contentType === 'droplist' && field.options !== null;
  if (!isList || strange.length > mostWords || strange.some((text) => text.length > mostWords)) return null;
  const reader = readerOf(field, {});
  const known = [...new Set(texts)].flatMap((text): [string, number][] => {
    const read = readCell(text, reader);
    return 'value' in read ? [[text, Number(read.value)]] : [];
  });
  const values: CellFormat['values'] = known.length === 0 ? undefined : new Map(known);
  return line({ ...settings, values }, strange);
}
