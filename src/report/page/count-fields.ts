import { kindOfChange } from '../../contact/kind-of-change.js';
import type { Change } from '../../contact/row.js';
import { escapeControls } from '../../messages/escape-controls.js';
import type { FieldChanges } from './page-data.js';

export interface FieldCounter {
  /** Counts the changes of a row, where they were made or are to be; gives each field its place. */
  add(changes: readonly Change[], isCounted: boolean): number[];
  fields(): readonly FieldChanges[];
}

type Counted = { -readonly [Key in keyof FieldChanges]: FieldChanges[Key] };

/** Counts what becomes of each field, in the order in which the fields were met. */
export function countFields(): FieldCounter {
  const places = new Map<string, number>();
  const fields: Counted[] = [];
  const placeOf = ({ field, name }: Change): number => {
    const place = places.get(field) ?? fields.length;
    if (!places.has(field)) {
      places.set(field, place);
      fields.push({ field: escapeControls(field), name: name && escapeControls(name), set: 0, changed: 0, cleared: 0 });
    }
    return place;
  };
  return {
    add: (changes, isCounted) =>
      changes.map((change) => {
        const place = placeOf(change);
        const counted = fields[place];
        if (counted && isCounted) counted[kindOfChange(change)]++;
        return place;
      }),
    fields: () => fields,
  };
}
