import type { Contact } from '../../contact/contact.js';
import { isVerified, type RowStatus } from '../../contact/row-status.js';
import type { BaselineEntry, PlannableRow, StoredRow } from '../../store/run-data.js';
import type { RunQueries } from '../../store/run-store.js';
import { contactAfter, contactIn, type ImportRules, type PlanInput, type PlanRules } from './plan-row.js';

/** So many contacts with several rows are remembered at a time. */
const mostRemembered = 1000;

/**
 * Makes the function that gathers from a run's store what a row is planned by. What comes with the row is not read again.
 * Quickest where rows are asked for in their order: then each row of a contact is read once.
 */
export function createPlanInputs(store: RunQueries, rules: PlanRules): (row: StoredRow | PlannableRow) => PlanInput {
  const inOrder = rules.kind === 'import' && rules.inOrder ? rules : null;
  const remembered = new Map<string, Reached>();

  /** The contact as the rows before this one leave it: those that were written, or are to be. */
  function earlierOf(row: StoredRow, baseline: BaselineEntry | null, rules: ImportRules): Contact | null {
    const known = remembered.get(row.contact);
    const start = known && known.row < row.row ? known : toStart(contactIn(baseline));
    if (start === null) return null;
    let { contact, isWritten } = start;
    for (const earlier of store.earlierRows(row, start.row)) {
      const after = mayStand(store.statusOf(earlier.row)) ? contactAfter(earlier, contact, rules) : null;
      contact = after ?? contact;
      isWritten ||= after !== null;
    }
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(row.contact, { row: row.row, contact, isWritten });
    return isWritten ? contact : null;
  }

  return (row) => {
    const isWhole = 'baseline' in row;
    const baseline = isWhole ? row.baseline : store.entryOf(row.contact);
    const restore = isWhole ? row.restore : rules.kind === 'rollback' ? store.restoreOf(row.row) : null;
    const mayHaveEarlier = inOrder !== null && !(isWhole && row.alone);
    return { row, baseline, restore, earlier: mayHaveEarlier ? earlierOf(row, baseline, inOrder) : null };
  };
}

/** Whether a row is written, or is to be: null is one without a result. */
const mayStand = (status: RowStatus | null): boolean => status === null || isVerified(status);

/** A contact as its rows before this one leave it. */
interface Reached {
  readonly row: number;
  readonly contact: Contact;
  /** Whether any of them writes it. */
  readonly isWritten: boolean;
}

const toStart = (contact: Contact | null): Reached | null => contact && { row: 0, contact, isWritten: false };
