import { headerKey } from '../contact/map-row.js';
import { message } from '../messages/message.js';
import { type Detail, refuse } from '../messages/run-error.js';

/** Refuses a header in which a name is blank or stands twice: which column is meant could not be told. */
export function checkHeader(header: readonly string[], file: string): void {
  if (header.length === 1 && headerKey(header[0] ?? '') === '') throw refuse(message('source.noHeader', { file }));
  const details = [...findBlank(header), ...findRepeated(header)];
  if (details.length > 0) throw refuse(message('source.header', { file, count: details.length }), details);
}

const findBlank = (header: readonly string[]): Detail[] =>
  header.flatMap((name, index) =>
    headerKey(name) === '' ? [{ where: columnLetter(index), why: message('source.blankHeader') }] : [],
  );

function findRepeated(header: readonly string[]): Detail[] {
  const first = new Map<string, number>();
  return header.flatMap((name, index) => {
    const key = headerKey(name);
    const earlier = first.get(key);
    if (key === '') return [];
    if (earlier === undefined) {
      first.set(key, index);
      return [];
    }
    return [
      { where: columnLetter(index), why: message('source.sameHeader', { name: key, other: columnLetter(earlier) }) },
    ];
  });
}

/** 0 → A, 25 → Z, 26 → AA: a column as Excel calls it. */
function columnLetter(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? columnLetter(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}
