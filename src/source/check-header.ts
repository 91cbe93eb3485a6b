import { headerKey } from '../contact/map-row.js';
import type { SourceRow } from '../contact/row.js';
import { columnLetter } from '../fields/column-letter.js';
import { message } from '../messages/message.js';
import { type Detail, type RunError, refuse } from '../messages/run-error.js';

/**
 * Refuses a header in which a name stands twice: which column is meant could not be told.
 * @throws RunError that names each such column
 */
export function checkHeader(header: readonly string[], file: string): void {
  const details = findRepeated(header);
  if (details.length > 0) throw refuse(message('source.header', { file, count: details.length }), details);
}

/** The refusal of a file that has a value in a column without a name; a column that is blank all the way is none. */
export function dataWithoutName(file: string, column: number, { row }: SourceRow): RunError {
  const why = message('source.blankHeader', { row });
  return refuse(message('source.header', { file, count: 1 }), [{ where: columnLetter(column), why }]);
}

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
