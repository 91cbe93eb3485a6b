import type { AccountField } from '../../src/fields/account-field.js';
import { readAccountField } from '../../src/fields/account-field.js';
import { type AccountKnowledge, nothingKnown } from '../../src/init/account-knowledge.js';
import type { OpenQuestion, Proposal, SampleColumn } from '../../src/init/proposal.js';
import { proposeMapping } from '../../src/init/propose-mapping.js';

const idColumn: SampleColumn = { name: '企微客户ID', texts: ['wmDEMO4dWQP6sWPQbjTqazjh4UJV'] };

/** What is proposed for columns beside one of ids; a column is its name, or its name and cells. */
export function propose(
  columns: Record<string, readonly string[]>,
  account: AccountKnowledge = nothingKnown,
): Proposal {
  const sample = Object.entries(columns).map(([name, texts]) => ({ name, texts }));
  return proposeMapping([idColumn, ...sample], account);
}

/** The proposed fields as `field: column`. */
export const mappedTo = ({ fields }: Proposal): Record<string, string> =>
  Object.fromEntries(fields.map(({ key, column }) => [key, column]));

/** The questions by their codes, each with the fields and columns that it is between. */
export const asked = (questions: readonly OpenQuestion[]): [string, ...string[]][] =>
  questions.map(({ why, lines }) => [why.code, ...lines.map(({ key, column }) => `${key}: ${column}`)]);

/** An account of custom fields. */
export const accountOf = (...fields: readonly AccountField[]): AccountKnowledge => ({ ...nothingKnown, fields });

/** A custom field; options are labels whose keys count from 1, those of a chain in lists of their own. */
export function field(id: number, name: string, contentType: string, options: readonly (string | string[])[] = []) {
  const optionList = options.map((option, index) => {
    const [label = '', ...children] = [option].flat();
    const subOptionList = children.map((child, place) => ({ key: String(10 * (index + 1) + place), value: child }));
    return { key: String(index + 1), value: label, subOptionList };
  });
  const told = { id: String(id), fieldCode: `CustomField_${id}`, contentType, name, optionList };
  const known = readAccountField(told);
  if (known === null) throw new Error(`no field: ${name}`);
  return known;
}
