import { LosslessNumber } from 'lossless-json';
import type { FieldOption } from './field-option.js';
import { isList, isObject, type Json, type JsonObject } from './json.js';

/** A custom field as the account has it. */
export interface AccountField {
  readonly fieldCode: string;
  readonly id: LosslessNumber;
  /** Any text: a type that is not known here is still carried along. */
  readonly contentType: string;
  readonly name: string | null;
  readonly options: readonly FieldOption[] | null;
}

/** Takes one element of `customFields` of the query interface; null where it names no field. */
export function readAccountField(value: Json): AccountField | null {
  if (!isObject(value)) return null;
  const { fieldCode, contentType, name, optionList } = value;
  const id = readFieldId(value);
  if (typeof fieldCode !== 'string' || fieldCode === '' || typeof contentType !== 'string' || id === null) return null;
  return { fieldCode, id, contentType, name: readName(name), options: readOptions(optionList) };
}

// A String in the table of section 1.1.2, a number in its example and in the echo.
export function readFieldId({ id }: JsonObject): LosslessNumber | null {
  const text = typeof id === 'string' || id instanceof LosslessNumber ? String(id) : '';
  return /^[1-9]\d{0,18}$/.test(text) ? new LosslessNumber(text) : null;
}

const readName = (name: Json | undefined): string | null => (typeof name === 'string' && name !== '' ? name : null);

function readOptions(list: Json | undefined): FieldOption[] | null {
  if (!isList(list) || list.length === 0) return null;
  return list.flatMap((item) => {
    if (!isObject(item) || typeof item.value !== 'string') return [];
    const { key, value: label, subOptionList } = item;
    if (typeof key !== 'string' && !(key instanceof LosslessNumber)) return [];
    return [{ key, label, children: readOptions(subOptionList) ?? [] }];
  });
}

/** The shape of the query interface, from which it can be read again. */
export const describeAccountField = ({ fieldCode, id, contentType, name, options }: AccountField): Json => ({
  fieldCode,
  id,
  contentType,
  name,
  content: null,
  optionList: options?.map(describeOption),
});

const describeOption = ({ key, label, children }: FieldOption): Json => ({
  key,
  value: label,
  subOptionList: children.map(describeOption),
});
