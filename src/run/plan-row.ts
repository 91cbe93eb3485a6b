import { applyUpdate, contentOf, holdsUpdate } from '../contact/apply-update.js';
import { type Contact, isBlank, readContact } from '../contact/contact.js';
import { nameOfField } from '../contact/field.js';
import { readJson } from '../contact/json.js';
import { planUpdate, wordContent } from '../contact/plan-update.js';
import type { FieldUpdate, PlannedUpdate, Problem, RowStatus } from '../contact/row.js';
import { showValue } from '../contact/show-value.js';
import { message } from '../messages/message.js';
import type { ReadRow } from './read-row.js';
import type { StoredRow } from './row-store.js';
import type { RunStore } from './run-store.js';

/** What is to become of a row: it is settled without a call, or sent; in a check it passes, and no more is known. */
export type RowPlan =
  | { readonly kind: 'settled'; readonly status: RowStatus; readonly problems: readonly Problem[] }
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

  function contactBefore(row: StoredRow, baseline: Contact): Contact {
    if (!inOrder) return baseline;
    return store.earlierRows(row).reduce((contact, earlier) => {
      const status = store.statusOf(earlier.row);
      const read = status === null || status === 'updated' ? readRow(earlier) : null;
      return read?.kind === 'update' ? applyUpdate(contact, planUpdate(read.update, contact).updates) : contact;
    }, baseline);
  }

  /** The contact that a row is planned on; or the end of the row, where there is none. */
  function baselineOf(row: StoredRow): Contact | RowPlan {
    const entry = store.entryOf(row.contact);
    if (entry?.problem) return settle('failed', [{ column: null, reason: entry.problem }]);
    const baseline = entry?.json ? readContact(readJson(entry.json)) : null;
    if (baseline !== null) return contactBefore(row, baseline);
    return settle('invalid', [{ column: idColumn, reason: message('contact.absent', { id: showValue(row.contact) }) }]);
  }

  return (row) => {
    const read = readRow(row);
    if (read.kind === 'invalid') return settle('invalid', read.problems);
    if (read.kind === 'nothing') return settle('unchanged', [{ column: null, reason: message('row.nothing') }]);
    if (!hasBaseline) return { kind: 'send', planned: planUpdate(read.update, null) };
    const contact = baselineOf(row);
    return 'kind' in contact ? contact : planOn(contact, read);
  };
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
    const written = wrote.find((candidate) => nameOfField(candidate.field) === field);
    if (written && holdsUpdate(contact, written)) return [];
    return [{ column: null, reason: describeEdited(update, written, contact) }];
  });
}

function describeEdited(update: FieldUpdate, written: FieldUpdate | undefined, contact: Contact) {
  const { field } = update;
  const word = (asked: FieldUpdate | undefined) =>
    (asked?.action === 'set' && !isBlank(asked.value) ? wordContent(asked.value, field) : null) ?? '∅';
  return message('drift.rollback', {
    field: (field.kind === 'custom' && field.name) || nameOfField(field),
    wrote: word(written),
    found: wordContent(contentOf(contact, field), field) ?? '∅',
    before: word(update),
  });
}
