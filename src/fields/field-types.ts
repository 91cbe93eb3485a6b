import * as v from 'valibot';
import type { CellFormat } from './cell-format.js';
import { type CellReader, check } from './cell-reader.js';
import { typeOfContent } from './content-types.js';
import { soundText } from './damage.js';
import { readBirthday, readMoment } from './date.js';
import type { Field, NamedField, StandardFieldName } from './field.js';
import { separatorPattern } from './label.js';
import { readInteger } from './number.js';
import { listLabels, pathFinder } from './option.js';
import { readPhone } from './phone.js';
import { readEmail, readLine, readText, readWord } from './text.js';
import type { FieldType } from './types/field-type.js';

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

/** How the cells of a field are read. */
export const typeOfField = (field: Field): FieldType =>
  field.kind === 'standard' ? standardTypes[field.name] : typeOfContent(field.contentType);

/** Whether the text of a field is cut at separators; of one whose type is not known, as far as the job tells. */
export function isDivided(field: Field | NamedField, { separator }: CellFormat): boolean {
  if (field.kind === 'standard') return false;
  const { contentType } = field;
  return contentType === undefined
    ? separator !== undefined
    : typeOfContent(contentType).settings.includes('separator');
}

/**
 * The reader of a mapped column's cells: damage is refused first, then `values` are looked up, then the type decides. Of
 * a field that is only named, and whose account was not read, no more is judged than can be.
 */
export function readerOf(field: Field | NamedField, format: CellFormat): CellReader {
  const type = field.kind === 'named' ? knownType(field, format) : typeOfField(field);
  if (type === null) return readUntyped(format);
  const own = type.read(format, field.kind === 'custom' ? field.options : null);
  const { values } = format;
  if (values === undefined || type.settings.includes('separator')) {
    return { schema: v.pipe(soundText, own.schema), params: own.params };
  }
  const lookUp = v.pipe(
    soundText,
    check('cell.notAllowed', (text) => values.has(text)),
    v.transform((text) => String(values.get(text))),
  );
  return {
    schema: v.pipe(lookUp, own.schema),
    params: (text) => ({ ...own.params(text), allowed: listLabels(values, text) }),
  };
}

/** What the job itself says of the cells of a field whose type only the account knows. */
function readUntyped({ values, format, separator }: CellFormat): CellReader {
  if (format !== undefined) {
    const { schema, params } = readMoment(format);
    return { schema: v.pipe(soundText, schema), params };
  }
  // With a separator among them a cell may hold several.
  if (values === undefined || separator !== undefined) return { schema: soundText, params: () => ({}) };
  const find = pathFinder(values, '/');
  const several = separatorPattern(',');
  const listed = check('cell.notAllowed', (text) => find(text) !== undefined || several.test(text));
  return { schema: v.pipe(soundText, listed), params: (text) => ({ allowed: listLabels(values, text) }) };
}

function knownType({ contentType }: NamedField, { values }: CellFormat): FieldType | null {
  if (contentType === undefined) return null;
  const type = typeOfContent(contentType);
  return type.kind === 'option' && !values ? null : type;
}
