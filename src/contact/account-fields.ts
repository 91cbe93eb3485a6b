import { type AccountField, describeAccountField, readAccountField } from '../fields/account-field.js';
import { isList, isObject, type Json, type JsonObject, readJson, writeJson } from '../fields/json.js';
import { isBlank } from './contact.js';

/** The custom fields of an account, as far as its contacts tell of them. */
export interface AccountFields {
  readonly fields: readonly AccountField[];
  /** Whether contacts tell of their blank fields too: then a field that none tells of is not there. */
  readonly complete: boolean;
}

/** Two contacts that say different things of one field. */
interface FieldConflict {
  readonly fieldCode: string;
  readonly first: string;
  readonly second: string;
}

/** Gathers the fields of an account out of its contacts; each of them has every field, or those that it fills. */
export interface FieldCollector {
  /** Takes a contact of the query interface; tells whether there was something new in it. */
  observe(contact: Json): boolean;
  fields(): AccountFields;
  conflict(): FieldConflict | null;
  /** As JSON text, from which a collector can begin again. */
  describe(): string;
}

export function collectFields(described: string | null): FieldCollector {
  const found = new Map<string, AccountField>();
  let complete = false;
  let conflict: FieldConflict | null = null;
  let learnt = 0;

  function learnComplete(): void {
    learnt += complete ? 0 : 1;
    complete = true;
  }

  function observeField(item: Json): void {
    if (!isObject(item) || typeof item.fieldCode !== 'string') return;
    if (isBlank(item.content)) learnComplete();
    const known = found.get(item.fieldCode);
    // Reading the options of every field of every contact would cost more than all the rest.
    if (known && saysNothingNew(item, known)) return;
    const field = readAccountField(item);
    if (field === null) return;
    if (known && nature(known) !== nature(field)) {
      conflict ??= { fieldCode: field.fieldCode, first: nature(known), second: nature(field) };
      return;
    }
    found.set(field.fieldCode, known ? combine(known, field) : field);
    learnt++;
  }

  const began = described === null ? null : readJson(described);
  if (isObject(began) && isList(began.customFields)) {
    for (const item of began.customFields) observeField(item);
    complete = began.complete === true;
    conflict = readConflict(began.conflict);
  }
  return {
    observe(contact) {
      const before = learnt;
      if (isObject(contact) && isList(contact.customFields)) contact.customFields.forEach(observeField);
      return learnt > before;
    },
    fields: () => ({ fields: [...found.values()], complete }),
    conflict: () => conflict,
    describe: () =>
      writeJson({
        customFields: [...found.values()].map(describeAccountField),
        complete,
        conflict: conflict && { ...conflict },
      }),
  };
}

const nature = ({ id, contentType }: AccountField): string => `id ${id}, ${contentType}`;

const saysNothingNew = ({ id, contentType, name, optionList }: JsonObject, known: AccountField): boolean =>
  String(id) === String(known.id) &&
  contentType === known.contentType &&
  (known.name !== null || isBlank(name)) &&
  (known.options !== null || isBlank(optionList));

/** What one contact leaves out another may tell. */
const combine = (known: AccountField, more: AccountField): AccountField => ({
  ...known,
  name: known.name ?? more.name,
  options: known.options ?? more.options,
});

function readConflict(value: Json | undefined): FieldConflict | null {
  if (!isObject(value)) return null;
  const [fieldCode, first, second] = [value.fieldCode, value.first, value.second].map(String);
  return { fieldCode: fieldCode ?? '', first: first ?? '', second: second ?? '' };
}
