import type { AccountFields } from '../../contact/account-fields.js';
import { applyUpdate, contentOf, holdsUpdate } from '../../contact/apply-update.js';
import { type Contact, isBlank, readContact } from '../../contact/contact.js';
import { formatContent, planUpdate } from '../../contact/plan-update.js';
import type { FieldUpdate, PlannedUpdate, Problem } from '../../contact/row.js';
import { type Field, type NamedField, nameOfField } from '../../fields/field.js';
import { readJson } from '../../fields/json.js';
import { showValue } from '../../fields/show-value.js';
import { message } from '../../messages/message.js';
import type { BaselineEntry, StoredRow } from '../../store/run-data.js';
import { type ReadRow, type RowMapping, readRow } from './read-row.js';
import { readRestore } from './restore.js';
import { type RowPlan, type Settled, settle, settleFor } from './row-plan.js';

/** What all rows of a run are planned by. */
export type PlanRules = OfflineRules | ImportRules | RollbackRules;

interface OfflineRules {
  /** A check has no account. Where not one contact was found, its custom fields are not known, and no row needs them. */
  readonly kind: 'check' | 'nobodyFound';
  readonly rows: RowMapping<Field | NamedField>;
}

export interface ImportRules {
  readonly kind: 'import';
  readonly rows: RowMapping;
  /** Whether several rows of one contact go one after another. */
  readonly inOrder: boolean;
}

interface RollbackRules {
  readonly kind: 'rollback';
  readonly account: AccountFields;
}

/** All that is known of a row before it is sent. */
export interface PlanInput {
  readonly row: StoredRow;
  /** What was read of its contact; null where nothing was. */
  readonly baseline: BaselineEntry | null;
  /** The contact as rows before this one leave it; null where none of them writes it. */
  readonly earlier: Contact | null;
  /** In a rollback: what is to be restored, as JSON. */
  readonly restore: string | null;
}

/** Plans a row. The same input gives the same plan: what is sent is what was planned, also after a resume. */
export function planRow(input: PlanInput, rules: PlanRules): RowPlan {
  if (rules.kind === 'import') return planImport(input, rules);
  if (rules.kind === 'rollback') return planRollback(input, rules);
  const read = readRow(input.row, rules.rows);
  if (read.kind !== 'update') return settleRead(read);
  return rules.kind === 'check' ? { kind: 'passed' } : settleUnfound(input, rules.rows.mapping.idColumn);
}

/** The contact as a row leaves it that is written; null where it writes nothing. */
export function contactAfter(row: StoredRow, before: Contact, { rows }: ImportRules): Contact | null {
  const read = readRow(row, rows);
  return read.kind === 'update' ? applyUpdate(before, planUpdate(read.update, before).updates) : null;
}

/** The contact that was read; null where it is not there, or could not be read. */
export const contactIn = (baseline: BaselineEntry | null): Contact | null =>
  baseline?.json ? readContact(readJson(baseline.json)) : null;

function planImport(input: PlanInput, { rows }: ImportRules): RowPlan {
  const read = readRow(input.row, rows);
  if (read.kind !== 'update') return settleRead(read);
  const { idColumn, hasBaseline } = rows.mapping;
  if (!hasBaseline) return { kind: 'send', planned: planUpdate(read.update, null) };
  const contact = input.earlier ?? contactIn(input.baseline);
  if (contact === null) return settleUnfound(input, idColumn);
  const planned = planUpdate(read.update, contact);
  if (planned.updates.length > 0) return { kind: 'send', planned };
  return { ...settleFor('unchanged', message('row.same')), isProvisional: input.earlier !== null };
}

/** A field that no longer holds what the import wrote was edited since: it is not restored. */
function planRollback({ row, baseline, restore }: PlanInput, { account }: RollbackRules): RowPlan {
  if (restore === null) throw new Error(`row ${row.row} without what to restore`);
  const read = readRestore(restore, row.contact, account);
  if (read.kind === 'invalid') return settle('invalid', read.problems);
  const contact = contactIn(baseline);
  if (contact === null) {
    return baseline?.problem ? settleFor('failed', baseline.problem) : settleFor('drifted', message('contact.gone'));
  }
  const planned = planUpdate(read.update, contact);
  if (planned.updates.length === 0) return settleFor('unchanged', message('row.same'));
  const edited = findEdited(planned, read.wrote, contact);
  return edited.length > 0 ? settle('drifted', edited) : { kind: 'send', planned };
}

const settleRead = (read: Exclude<ReadRow<unknown>, { kind: 'update' }>): Settled =>
  read.kind === 'invalid' ? settle('invalid', read.problems) : settleFor('unchanged', message('row.nothing'));

/** The end of a row whose contact could not be read, or is not there. */
const settleUnfound = ({ row: { contact }, baseline }: PlanInput, idColumn: string): Settled =>
  baseline?.problem
    ? settleFor('failed', baseline.problem)
    : settleFor('invalid', message('contact.absent', { id: showValue(contact) }), idColumn);

/** The fields that a rollback would restore but that no longer hold what the import wrote. */
function findEdited({ updates }: PlannedUpdate, wrote: readonly FieldUpdate[], contact: Contact): Problem[] {
  return updates.flatMap((update) => {
    const field = nameOfField(update.field);
    const written = wrote.filter((candidate) => nameOfField(candidate.field) === field);
    if (written.some((one) => holdsUpdate(contact, one))) return [];
    return [{ column: null, reason: describeEdited(update, written.at(-1), contact) }];
  });
}

function describeEdited(update: FieldUpdate, written: FieldUpdate | undefined, contact: Contact) {
  const { field } = update;
  const word = (asked: FieldUpdate | undefined) =>
    (asked?.action === 'set' && !isBlank(asked.value) ? formatContent(asked.value, field) : null) ?? '∅';
  return message('drift.rollback', {
    field: (field.kind === 'custom' && field.name) || nameOfField(field),
    wrote: word(written),
    found: formatContent(contentOf(contact, field), field) ?? '∅',
    before: word(update),
  });
}
