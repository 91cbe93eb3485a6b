import { contentOf } from '../../contact/apply-update.js';
import { type Contact, isBlank } from '../../contact/contact.js';
import { findDifferences } from '../../contact/find-differences.js';
import { plainText } from '../../contact/plan-update.js';
import type { PlannedUpdate, Problem } from '../../contact/row.js';
import type { Difference } from '../../contact/verify-echo.js';
import type { Json } from '../../fields/json.js';
import { showValue } from '../../fields/show-value.js';
import { message } from '../../messages/message.js';
import { type Ending, type SendTools, unsent } from './send-tools.js';

interface Recheck {
  readonly planned: PlannedUpdate;
  readonly before: Contact;
  /** What was read before this moment (ms) will not do. */
  readonly since: number;
  /** Whether an attempt has been made. */
  readonly mayHaveArrived: boolean;
}

/** Looks whether the contact is still as planned; null when the row may go. */
export async function recheck(
  { planned, before, since, mayHaveArrived }: Recheck,
  tools: SendTools,
  stopping: AbortSignal,
): Promise<Ending | null> {
  const reading = await tools.reader.read(planned.externalUserId, since, stopping);
  if (reading.kind === 'unreadable') return unsent(mayHaveArrived ? 'unknown' : 'failed', reading.why);
  if (reading.kind !== 'found') return unsent('drifted', message('contact.gone'));
  if (holdsAll(planned, reading.contact)) {
    // What was sent before has arrived; or somebody has made the same edits.
    return mayHaveArrived
      ? unsent('updated', message('send.settledByReading'))
      : unsent('unchanged', message('row.same'));
  }
  // As far as can be seen it is as it should be, and not all can be seen: to send it once more does no harm.
  if (mayHaveArrived && isAs(planned.after, reading.contact, planned)) return null;
  const drifted = differences(before, reading.contact, planned);
  if (drifted.length === 0) return null;
  const problems = drifted.map((difference) => describeDrift('drift.field', difference, tools));
  return { status: 'drifted', problems, attempts: 0 };
}

/** How a row that was accepted ends by what differs in the contact. */
export function judgeDifferences(differing: readonly Difference[], tools: SendTools): Ending {
  if (differing.length === 0) return { status: 'updated', problems: [], attempts: 0 };
  const problems = differing.map(({ field, expected, found }) => ({
    column: null,
    reason: message('send.unverified', { field: tools.nameOf(field), sent: word(expected), stored: word(found) }),
  }));
  return { status: 'unverified', problems, attempts: 0 };
}

/**
 * What the echo leaves out (mobile, for one) can only be read back. A contact that cannot be read is not verified.
 * @throws RunError when the run must stop
 */
export async function verifyByReading(
  planned: PlannedUpdate,
  tools: SendTools,
  stopping: AbortSignal,
): Promise<Ending> {
  if (planned.before === null) return judgeDifferences([], tools);
  try {
    const reading = await tools.reader.read(planned.externalUserId, tools.clock(), stopping);
    if (reading.kind === 'found') return judgeDifferences(differences(planned.after, reading.contact, planned), tools);
    return unsent('unverified', reading.kind === 'unreadable' ? reading.why : message('contact.gone'));
  } catch (error) {
    // The server has taken it and its echo agrees: that is what is known when the run is told to stop just now.
    if (stopping.aborted) return judgeDifferences([], tools);
    throw error;
  }
}

/** What the contact says of a body that the server has answered with errors only; null when it was not applied. */
export async function settleByReading(
  planned: PlannedUpdate,
  tools: SendTools,
  stopping: AbortSignal,
): Promise<Ending | null> {
  const { before, after } = planned;
  const reading = await tools.reader.read(planned.externalUserId, tools.clock(), stopping);
  if (reading.kind !== 'found') return null;
  const { contact } = reading;
  if (holdsAll(planned, contact)) return unsent('updated', message('send.settledByReading'));
  // Without a baseline nobody knows what was there before; what is untold may be as it should, or not.
  if (before === null || isAs(before, contact, planned) || isAs(after, contact, planned)) return null;
  return describeDrifted(planned, contact, tools);
}

/** The end of a row whose contact holds neither what was there before nor what was sent. */
export function describeDrifted(planned: PlannedUpdate, contact: Contact, tools: SendTools): Ending {
  const { before, after } = planned;
  const toBefore = new Set((before ? differences(before, contact, planned) : []).map(({ field }) => field));
  const toAfter = differences(after, contact, planned);
  const neither = toAfter.filter(({ field }) => toBefore.has(field));
  const problems = (neither.length > 0 ? neither : toAfter).map((difference) =>
    describeDrift('drift.afterSending', difference, tools),
  );
  return { status: 'drifted', problems, attempts: 0 };
}

/** Whether a contact holds all that was asked for: a field that it does not tell of proves nothing. */
export const holdsAll = (planned: PlannedUpdate, contact: Contact): boolean =>
  planned.updates.every(({ field }) => contentOf(contact, field) !== undefined) &&
  isAs(planned.after, contact, planned);

/** Whether a contact is as expected, as far as it tells. */
export const isAs = (expected: Contact, found: Contact, planned: PlannedUpdate): boolean =>
  differences(expected, found, planned).length === 0;

/** In the whole set of custom fields, and in the standard fields that the row asks for. */
const differences = (expected: Contact, found: Contact, { asked }: PlannedUpdate): Difference[] =>
  findDifferences(
    expected,
    found,
    asked.flatMap(({ field }) => (field.kind === 'standard' ? [field.name] : [])),
  );

function describeDrift(
  code: 'drift.field' | 'drift.afterSending',
  { field, expected, found }: Difference,
  { nameOf }: SendTools,
): Problem {
  return {
    column: null,
    reason: message(code, { field: nameOf(field), planned: word(expected), found: word(found) }),
  };
}

const word = (content: Json): string => (isBlank(content) ? '∅' : showValue(plainText(content)));
