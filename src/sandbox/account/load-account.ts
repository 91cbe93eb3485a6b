import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { isInteger, parseJson } from '../json.js';
import type { ExactNumber, FieldDefinition, FieldOption, SandboxAccount, StoredContact } from './account.js';
import { readCustomFields } from './custom-fields.js';
import { checkStandardFields } from './standard-fields.js';

/** Fields the API tells but does not let a PUT change. */
const READ_ONLY = ['name', 'realName', 'avatar', 'type', 'corpName', 'unionid', 'majorFollowUserName'];

const integer = v.custom<ExactNumber>(isInteger, 'must be an integer');
const text = v.pipe(v.string('must be a text'), v.nonEmpty('must not be empty'));
const option: v.GenericSchema<FieldOption> = v.strictObject({
  key: integer,
  value: text,
  subOptionList: v.exactOptional(v.nullable(v.array(v.lazy(() => option)))),
});
const field = v.strictObject({
  id: integer,
  fieldCode: text,
  contentType: text,
  name: text,
  optionList: v.exactOptional(v.nullable(v.array(option))),
});
const accountFile = v.strictObject({
  fields: v.array(field),
  contacts: v.array(v.looseObject({ externalUserId: text })),
});

type AccountFile = v.InferOutput<typeof accountFile>;

/**
 * Takes the path of a contacts file (such as samples/contacts.json); gives its account, held to the rules of the API:
 * what no PUT could store is refused.
 * @throws Error with a plain sentence that names what is wrong
 */
export function loadAccount(path: string): SandboxAccount {
  const file = parseFile(path);
  try {
    return createAccount(file);
  } catch (error) {
    throw fileError(path, error);
  }
}

function parseFile(path: string): unknown {
  try {
    return parseJson(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw fileError(path, error);
  }
}

function fileError(path: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return new Error(`The contacts file ${path} cannot be used: ${reason}`, { cause: error });
}

function createAccount(value: unknown): SandboxAccount {
  const file = parseShape(value);
  refuseRepeats(
    'fieldCode',
    file.fields.map((item) => item.fieldCode),
  );
  refuseRepeats(
    'field id',
    file.fields.map((item) => String(item.id)),
  );
  refuseRepeats(
    'externalUserId',
    file.contacts.map((item) => item.externalUserId),
  );
  const fields = new Map<string, FieldDefinition>(file.fields.map((item) => [item.fieldCode, item]));
  return { fields: file.fields, contacts: file.contacts.map((contact) => createContact(contact, fields)) };
}

function parseShape(value: unknown): AccountFile {
  const result = v.safeParse(accountFile, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw new Error(`at ${v.getDotPath(issue) ?? 'its top'}: ${issue.message}`);
}

function refuseRepeats(what: string, values: string[]): void {
  const seen = new Set<string>();
  for (const value of values) {
    if (seen.has(value)) throw new Error(`the ${what} ${value} is there twice`);
    seen.add(value);
  }
}

function createContact(contact: AccountFile['contacts'][number], fields: Map<string, FieldDefinition>): StoredContact {
  const { externalUserId, customFields: written, ...standard } = contact;
  const writable = Object.entries(standard).filter(([name]) => !READ_ONLY.includes(name));
  const problem = checkStandardFields(Object.fromEntries(writable));
  const customFields = readCustomFields(written, fields);
  if (problem) throw new Error(`at the contact ${externalUserId}: ${problem}`);
  if (typeof customFields === 'string') throw new Error(`at the contact ${externalUserId}: ${customFields}`);
  return { externalUserId, ...standard, customFields };
}
