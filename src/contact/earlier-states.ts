import { nameOfField } from '../fields/field.js';
import { applyUpdate } from './apply-update.js';
import type { Contact } from './contact.js';
import { findDifferences } from './find-differences.js';
import type { FieldUpdate, PlannedUpdate } from './row.js';

/**
 * Whether a contact is in a state that was before our last write: nothing of it has arrived, or a request of before has
 * arrived after it.
 * @param planned the last write
 * @param earlier the writes of the same contact before it, in their order
 */
export function isEarlierState(found: Contact, planned: PlannedUpdate, earlier: readonly PlannedUpdate[]): boolean {
  const names = [...earlier, planned].flatMap(({ asked }) =>
    asked.flatMap(({ field }) => (field.kind === 'standard' ? [field.name] : [])),
  );
  return earlierStates(planned, earlier).some((state) => findDifferences(state, found, names).length === 0);
}

function earlierStates({ before, after }: PlannedUpdate, earlier: readonly PlannedUpdate[]): Contact[] {
  const known = [before, ...earlier.flatMap((write) => [write.before, write.after])];
  return [...known.filter((state) => state !== null), ...earlier.map((write) => applyLate(write, after))];
}

/** The contact when a request of before arrives last: a PUT sets its standard fields, and the whole set of custom fields. */
function applyLate(write: PlannedUpdate, contact: Contact): Contact {
  const standard = write.updates.filter(({ field }) => field.kind === 'standard');
  return { ...applyUpdate(contact, standard), custom: write.after.custom };
}

/** All that several writes ask of one contact, in their order: of each field, what the last of them asks. */
export function combineAsked(writes: readonly PlannedUpdate[]): FieldUpdate[] {
  const asked = writes.flatMap((write) => write.asked.map((update) => [nameOfField(update.field), update] as const));
  return [...new Map(asked).values()];
}
