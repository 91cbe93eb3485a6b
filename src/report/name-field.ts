import type { Change } from '../contact/row.js';
import { standardFieldNames } from '../fields/field.js';
import { type Lang, say } from '../messages/message.js';

/** A field as a person knows it, and as the API does: `客户等级 (CustomField_2485)`. */
export function nameField({ field, name }: Pick<Change, 'field' | 'name'>, lang: Lang): string {
  const standard = standardFieldNames.find((known) => known === field);
  const known = name ?? (standard === undefined ? field : say(lang, `view.field.${standard}`));
  return known === field ? field : `${known} (${field})`;
}
