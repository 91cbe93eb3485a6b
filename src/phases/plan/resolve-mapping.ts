import type { AccountFields } from '../../contact/account-fields.js';
import { resolveField } from '../../contact/resolve-field.js';
import type { CustomField, Field } from '../../fields/field.js';
import { separatorPattern } from '../../fields/label.js';
import type { MappedField, Mapping } from '../../fields/mapping.js';
import { checkColumn } from '../../job/check-column.js';
import type { Job } from '../../job/job.js';
import type { JobProblem } from '../../job/job-problem.js';
import type { JobFile } from '../../job/schema.js';
import { message } from '../../messages/message.js';
import { refuse } from '../../messages/run-error.js';

/**
 * Makes the mapping that rows are read by: each custom field with the id, type, name and options that the account has.
 * @param account null when it was not read
 * @throws RunError that names every contradiction between the job and the account; nothing has been written
 */
export function resolveMapping(job: Job, jobFile: JobFile, account: AccountFields | null): Mapping {
  const problems: JobProblem[] = [];
  const keys = new Map<string, string>();
  const fields = job.mapping.fields.flatMap((mapped): MappedField[] => {
    const { field: named } = mapped;
    if (named.kind === 'standard') return [{ ...mapped, field: named }];
    const path = ['customFields', named.key];
    const resolved = resolveField(named, mapped, account);
    if ('problem' in resolved) {
      problems.push({ path, reason: resolved.problem });
      return [];
    }
    const { field } = resolved;
    const other = keys.get(field.fieldCode);
    keys.set(field.fieldCode, named.key);
    if (other !== undefined) problems.push({ path, reason: message('field.same', { other }) });
    const column = jobFile.customFields[named.key] ?? '';
    problems.push(...checkColumn(field, column, path), ...checkSeparator(field, mapped, path));
    return [{ ...mapped, field }];
  });
  if (problems.length > 0) throw contradiction(job, problems);
  return { ...job.mapping, fields };
}

/** An account's label that holds the separator could not be told from two labels. */
function checkSeparator(
  { contentType, options }: CustomField,
  { values, separator = ',' }: Pick<MappedField<Field>, 'values' | 'separator'>,
  path: string[],
): JobProblem[] {
  if (contentType !== 'checkbox' || values !== undefined) return [];
  const option = options?.find(({ label }) => separatorPattern(separator).test(label));
  if (option === undefined) return [];
  return [{ path, reason: message('field.labelWithSeparator', { label: option.label, separator }) }];
}

function contradiction({ path: file }: Job, problems: readonly JobProblem[]) {
  const details = problems.map(({ path, reason }) => ({ where: path.join('.'), why: reason }));
  return refuse(message('job.contradicts', { file, count: problems.length }), details);
}
