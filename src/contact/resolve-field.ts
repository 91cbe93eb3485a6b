import { distance } from 'fastest-levenshtein';
import { LosslessNumber } from 'lossless-json';
import type { AccountField } from '../fields/account-field.js';
import type { CellFormat } from '../fields/cell-format.js';
import { isContentType } from '../fields/content-types.js';
import type { CustomField, NamedField } from '../fields/field.js';
import { type FieldOption, findKey } from '../fields/field-option.js';
import { foldLabel } from '../fields/label.js';
import { type JobCode, type Message, message } from '../messages/message.js';
import type { AccountFields } from './account-fields.js';

type Problem = Message<JobCode>;
type Resolved = { readonly field: CustomField } | { readonly problem: Problem };

/**
 * Makes the custom field that a job names, out of what the job writes and what the account says. They must not
 * contradict each other.
 * @param account null where it was not read; the job has then been held to write everything out
 */
export function resolveField(named: NamedField, { values }: CellFormat, account: AccountFields | null): Resolved {
  const found = account ? findField(named.key, account.fields) : [];
  const [own, ...others] = found;
  if (others.length > 0) return { problem: message('field.ambiguous', { codes: found.map(nameAndCode).join(', ') }) };
  if (own === undefined)
    return account?.complete ? { problem: unknownField(account, named.key) } : asWritten(named, account);
  if (named.id !== undefined && String(named.id) !== String(own.id)) {
    return { problem: message('field.id', { written: named.id, found: String(own.id) }) };
  }
  const { contentType } = own;
  if (named.contentType !== undefined && named.contentType !== contentType) {
    return { problem: message('field.type', { written: named.contentType, found: contentType }) };
  }
  if (!isContentType(contentType)) return { problem: message('field.unsupported', { found: contentType }) };
  const strange = own.options && values ? findStrangeValue(values, own.options) : null;
  if (strange !== null) return { problem: message('field.option', { label: strange }) };
  return { field: { kind: 'custom', ...own, contentType } };
}

/** By fieldCode, else by name; a name may differ in width, case and spaces. */
function findField(key: string, fields: readonly AccountField[]): AccountField[] {
  const byCode = fields.filter(({ fieldCode }) => fieldCode === key);
  if (byCode.length > 0) return byCode;
  const byName = fields.filter(({ name }) => name === key);
  return byName.length > 0 ? byName : fields.filter(({ name }) => name !== null && foldLabel(name) === foldLabel(key));
}

const nameAndCode = ({ name, fieldCode }: AccountField): string => (name ? `${name} (${fieldCode})` : fieldCode);

function asWritten({ key, id, contentType }: NamedField, account: AccountFields | null): Resolved {
  const isCode = /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(key);
  if (!isCode || id === undefined || contentType === undefined) return { problem: unknownField(account, key) };
  const owner = account?.fields.find((field) => String(field.id) === String(id));
  if (owner) return { problem: message('field.idTaken', { id, owner: nameAndCode(owner) }) };
  const field = { fieldCode: key, id: new LosslessNumber(String(id)), contentType, name: null, options: null };
  return { field: { kind: 'custom', ...field } };
}

const mostListed = 12;

function unknownField(account: AccountFields | null, key: string): Problem {
  const far = ({ name, fieldCode }: AccountField) =>
    Math.min(distance(key, name ?? fieldCode), distance(key, fieldCode));
  const nearest = (account?.fields ?? []).toSorted((a, b) => far(a) - far(b)).slice(0, mostListed);
  return message('field.unknown', { nearest: nearest.map(nameAndCode).join(', ') || '-' });
}

/** The label of the first written value that is no option of the account; null when all are. */
function findStrangeValue(values: NonNullable<CellFormat['values']>, options: readonly FieldOption[]): string | null {
  for (const [label, value] of values) if (!isPath([value].flat(), options)) return label;
  return null;
}

function isPath([key, ...rest]: readonly (string | number)[], options: readonly FieldOption[]): boolean {
  if (key === undefined) return true;
  const option = findKey(options, String(key));
  return option !== undefined && isPath(rest, option.children);
}
