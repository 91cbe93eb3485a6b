import * as v from 'valibot';
import type { CellReader } from './cells/cell-reader.js';
import { check } from './cells/cell-reader.js';
import { soundText } from './cells/damage.js';
import { readBirthday, readDate, readDatetime } from './cells/date.js';
import { readDecimal, readInteger } from './cells/number.js';
import { listLabels, readOptions, readPath } from './cells/option.js';
import { readPhone } from './cells/phone.js';
import { readEmail, readLine, readText, readWord } from './cells/text.js';
import type { ContentType, Field, StandardFieldName } from './field.js';
import type { CellFormat } from './mapping.js';

/** What a job may say of the cells of a type, beside the column. */
type Setting = keyof CellFormat;

export interface FieldType {
  readonly settings: readonly Setting[];
  /** How much of a moment a `format` must hold. */
  readonly precision?: 'day' | 'minute';
  readonly read: (format: CellFormat) => CellReader;
}

const oneLine = (longest: number): FieldType => ({
  settings: ['values', 'maxLength'],
  read: ({ maxLength }) => readLine(maxLength ?? longest),
});

const freeText = (longest: number): FieldType => ({
  settings: ['values', 'maxLength'],
  read: ({ maxLength }) => readText(maxLength ?? longest),
});

const translated = (read: () => CellReader): FieldType => ({ settings: ['values'], read });

const birthday: FieldType = { settings: ['format'], precision: 'day', read: ({ format }) => readBirthday(format) };

/** Section 1.1.2 and the example 1.1.6. The document names no longest text: these are ours, and `maxLength` moves them. */
const standardTypes: Readonly<Record<StandardFieldName, FieldType>> = {
  mobile: translated(readPhone),
  majorFollowUser: oneLine(64),
  position: oneLine(255),
  email: translated(readEmail),
  age: translated(() => readInteger(0n, 150n)),
  gender: translated(() => readInteger(0n, 2n)),
  udeskCustomerId: translated(() => readInteger()),
  corpFullName: oneLine(255),
  remarkName: oneLine(255),
  address: freeText(1000),
  birthday,
  remarkDesc: freeText(1000),
  wxNo: oneLine(64),
  wxUserFlag: translated(() => readWord(['YES', 'NO'])),
};

/** Section 1.1.4, and the types known from elsewhere. */
const customTypes: Readonly<Record<ContentType, FieldType>> = {
  date: { settings: ['format'], precision: 'day', read: ({ format }) => readDate(format) },
  datetime: { settings: ['format'], precision: 'minute', read: ({ format }) => readDatetime(format) },
  number: translated(() => readInteger()),
  numeric: translated(readDecimal),
  phone: translated(readPhone),
  droplist: translated(() => readInteger(0n)),
  chained_droplist: {
    settings: ['values', 'separator'],
    read: ({ separator, values }) => readPath(separator ?? '/', values),
  },
  text: freeText(1000),
  area_text: freeText(10_000),
  checkbox: {
    settings: ['values', 'separator'],
    read: ({ separator, values }) => readOptions(separator ?? ',', values),
  },
};

export const typeOfField = (field: Field): FieldType =>
  field.kind === 'standard' ? standardTypes[field.name] : customTypes[field.contentType];

/** The reader of a mapped column's cells: damage is refused first, then `values` are looked up, then the type decides. */
export function readerOf(field: Field, format: CellFormat): CellReader {
  const own = typeOfField(field).read(format);
  const { values } = format;
  if (values === undefined || typeOfField(field).settings.includes('separator')) {
    return { schema: v.pipe(soundText, own.schema), params: own.params };
  }
  const lookUp = v.pipe(
    soundText,
    check('cell.notAllowed', (text) => values.has(text)),
    v.transform((text) => String(values.get(text))),
  );
  return { schema: v.pipe(lookUp, own.schema), params: { ...own.params, allowed: listLabels(values) } };
}
