import { applyUpdate, contentOf, holdsUpdate } from '../../contact/apply-update.js';
import { type Contact, isBlank, readContact } from '../../contact/contact.js';
import { formatContent, planUpdate } from '../../contact/plan-update.js';
import type { FieldUpdate, PlannedUpdate, Problem } from '../../contact/row.js';
import { isVerified, type RowStatus } from '../../contact/row-status.js';
import { nameOfField } from '../../fields/field.js';
import { readJson } from '../../fields/json.js';
import { showValue } from '../../fields/show-value.js';
import { message } from '../../messages/message.js';
import type { BaselineEntry } from '../../store/sqlite/contact-store.js';
import type { StoredRow } from '../../store/sqlite/row-store.js';
import type { RunStore } from '../../store/sqlite/run-store.js';
import type { ReadRow } from './read-row.js';

/** What is to become of a row: it is settled without a call, or sent; in a check it passes, and no more is known. */
export type RowPlan =
  | {
      readonly kind: 'settled';
      readonly status: RowStatus;
      readonly problems: readonly Problem[];
      /** Whether it takes for granted that rows of the same contact before it will be written. */
      readonly isProvisional?: boolean;
    }
  | { readonly kind: 'send'; readonly planned: PlannedUpdate }
  | { readonly kind: 'passed' };

export type PlanRow = (row: StoredRow) => RowPlan;

/** What rows are planned by. */
interface PlanBasis {
  readonly readRow: (row: StoredRow) => ReadRow;
  readonly hasBaseline: boolean;
  readonly idColumn: string;
  /** Whether several rows of one contact go one after another. */
  readonly inOrder: boolean;
}

/**
 * Makes the function that plans a row: pure over what is in run.db, so that what is sent is what was planned, and a
 * resumed run goes on just the same.
 */
export function rowPlanner(basis: PlanBasis, store: RunStore): PlanRow {
  const { readRow, hasBaseline, idColumn, inOrder } = basis;

  // What the rows before have come to, for the last rows asked about: they are asked for in their order.
  const reached = new Map<string, { row: number; contact: Contact }>();

  /** The contact as the rows before this one leave it: those that were written, or are to be. */
  function contactBefore(row: StoredRow, baseline: Contact): Contact {
    if (!inOrder) return baseline;
    const known = reached.get(row.contact);
    const from = known && known.row < row.row ? known : { row: 0, contact: baseline };
    const contact = store.earlierRows(row, from.row).reduce((before, earlier) => {
      const status = store.statusOf(earlier.row);
      const read = status === null || isVerified(status) ? readRow(earlier) : null;
      return read?.kind === 'update' ? applyUpdate(before, planUpdate(read.update, before).updates) : before;
    }, from.contact);
    if (reached.size >= mostReached) reached.clear();
    reached.set(row.contact, { row: row.row, contact });
    return contact;
  }

  return (row) => {
    const read = readRow(row);
    if (read.kind === 'invalid') return settle('invalid', read.problems);
    if (read.kind === 'nothing') return settle('unchanged', [{ column: null, reason: message('row.nothing') }]);
    if (!hasBaseline) return { kind: 'send', planned: planUpdate(read.update, null) };
    const entry = store.entryOf(row.contact);
    const baseline = entry?.json ? readContact(readJson(entry.json)) : null;
    if (baseline === null) return settleUnread(row, entry, idColumn, read.wrote !== undefined);
    const contact = contactBefore(row, baseline);
    const plan = planOn(contact, read);
    return plan.kind === 'settled' && contact !== baseline ? { ...plan, isProvisional: true } : plan;
  };
}

/** So many contacts with several rows are remembered at a time. */
const mostReached = 1000;

/** The end of a row whose contact could not be read, or is not there. */
export function settleUnread(
  { contact }: StoredRow,
  entry: BaselineEntry | null,
  idColumn: string,
  isRollback: boolean,
): RowPlan {
  if (entry?.problem) return settle('failed', [{ column: null, reason: entry.problem }]);
  if (isRollback) return settle('drifted', [{ column: null, reason: message('contact.gone') }]);
  return settle('invalid', [{ column: idColumn, reason: message('contact.absent', { id: showValue(contact) }) }]);
}

function planOn(contact: Contact, { update, wrote }: Extract<ReadRow, { kind: 'update' }>): RowPlan {
  const planned = planUpdate(update, contact);
  if (planned.updates.length === 0) return settle('unchanged', [{ column: null, reason: message('row.same') }]);
  const edited = wrote ? findEdited(planned, wrote, contact) : [];
  return edited.length > 0 ? settle('drifted', edited) : { kind: 'send', planned };
}

/** A row that needs no call. */
export const settle = (status: RowStatus, problems: readonly Problem[]): RowPlan => ({
  kind: 'settled',
  status,
  problems,
});

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
