import { type Contact, isBlank } from '../contact/contact.js';
import { findDifferences } from '../contact/find-differences.js';
import type { Json } from '../contact/json.js';
import { plainText } from '../contact/plan-update.js';
import type { PlannedUpdate, Problem } from '../contact/row.js';
import { showValue } from '../contact/show-value.js';
import type { Difference } from '../contact/verify-echo.js';
import { message } from '../messages/message.js';
import { type Ending, type SendTools, unsent } from './send-tools.js';

/** Looks whether the contact is still as planned; null when the row may go. */
export async function recheck(
  planned: PlannedUpdate,
  before: Contact,
  inDoubt: boolean,
  since: number,
  tools: SendTools,
  stopping: AbortSignal,
): Promise<Ending | null> {
  const reading = await tools.reader.read(planned.externalUserId, since, stopping);
  if (reading.kind === 'unreadable') return unsent(inDoubt ? 'unknown' : 'failed', reading.why);
  if (reading.kind !== 'found') return unsent('drifted', message('contact.gone'));
  if (isAs(planned.after, reading.contact, planned)) {
    // What was sent before has arrived; or somebody has made the same edits.
    return inDoubt ? unsent('updated', message('send.settledByReading')) : unsent('unchanged', message('row.same'));
  }
  const drifted = differences(before, reading.contact, planned);
  if (drifted.length === 0) return null;
  const problems = drifted.map((difference) => describeDrift('drift.field', difference, tools));
  return { status: 'drifted', problems, attempts: 0 };
}

export function conclude(differing: readonly Difference[], tools: SendTools): Ending {
  if (differing.length === 0) return { status: 'updated', problems: [], attempts: 0 };
  const problems = differing.map(({ field, expected, found }) => ({
    column: null,
    reason: message('send.unverified', { field: tools.nameOf(field), sent: word(expected), stored: word(found) }),
  }));
  return { status: 'unverified', problems, attempts: 0 };
}

/** What the echo leaves out (mobile, for one) can only be read back. */
export async function verifyByReading(
  planned: PlannedUpdate,
  { reader }: SendTools,
  stopping: AbortSignal,
): Promise<readonly Difference[]> {
  if (planned.before === null) return [];
  const reading = await reader.read(planned.externalUserId, Date.now(), stopping);
  return reading.kind === 'found' ? differences(planned.after, reading.contact, planned) : [];
}

/** Settles a body that was sent and not answered; null when the contact is as it was before, and it can be sent again. */
export async function settleByReading(
  planned: PlannedUpdate,
  last: string,
  tools: SendTools,
  stopping: AbortSignal,
): Promise<Ending | null> {
  const { before, after } = planned;
  const reading = await tools.reader.read(planned.externalUserId, Date.now(), stopping);
  if (reading.kind !== 'found') return unsent('unknown', message('send.unanswered', { last }));
  if (isAs(after, reading.contact, planned)) return unsent('updated', message('send.settledByReading'));
  if (before === null || isAs(before, reading.contact, planned)) return null;
  const problems = differences(after, reading.contact, planned).map((difference) =>
    describeDrift('drift.afterSending', difference, tools),
  );
  return { status: 'drifted', problems, attempts: 0 };
}

const isAs = (expected: Contact, found: Contact, planned: PlannedUpdate): boolean =>
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
