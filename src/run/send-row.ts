import type { Client } from '../api/client.js';
import type { Outcome } from '../api/retry-call.js';
import { type Contact, isBlank } from '../contact/contact.js';
import { findDifferences } from '../contact/find-differences.js';
import { findLostFields } from '../contact/find-lost-fields.js';
import type { Json, JsonObject } from '../contact/json.js';
import { plainText } from '../contact/plan-update.js';
import type { PlannedUpdate, Problem, RowResult, RowStatus } from '../contact/row.js';
import { showValue } from '../contact/show-value.js';
import { type Difference, verifyEcho } from '../contact/verify-echo.js';
import { type Message, message, type RowCode } from '../messages/message.js';
import { stop } from '../messages/run-error.js';
import type { ContactReader } from './contact-reader.js';
import type { Journal } from './journal.js';
import type { PlanRow } from './plan-row.js';
import type { UnsettledRow } from './result-store.js';
import type { RunStore } from './run-store.js';

/** What a row is sent with. */
export interface SendTools {
  readonly store: RunStore;
  readonly journal: Journal;
  readonly client: Client;
  readonly reader: ContactReader;
  readonly planRow: PlanRow;
  /** A custom field as the account calls it, by its fieldCode. */
  readonly nameOf: (fieldCode: string) => string;
  /** What was read of a contact before this moment (ms) is too old to send by. */
  readonly freshSince: () => number;
  readonly now: () => string;
}

/** How a row ends; null when the run stops before it can be settled. */
type Ending = { readonly status: RowStatus; readonly problems: readonly Problem[]; readonly attempts: number };

/** A body is sent, read for, and sent once more; then it is left in doubt. */
const mostRounds = 2;

/**
 * Sends one row and settles it; null when the run stops before that.
 * @param readBack whether what the echo does not tell is to be read back and verified as well
 * @throws RunError when the run must stop
 */
export async function sendRow(
  row: UnsettledRow,
  tools: SendTools,
  readBack: boolean,
  stopping: AbortSignal,
): Promise<RowResult | null> {
  const start = performance.now();
  const { store, planRow, now } = tools;
  const result = ({ status, problems, attempts }: Ending, changes: RowResult['changes']): RowResult => {
    return {
      row: row.row,
      status,
      problems,
      changes,
      attempts,
      durationMs: performance.now() - start,
      finishedAt: now(),
    };
  };
  const doubtful = store.earlierUnknown(row);
  if (doubtful !== null) {
    return result(unsent('failed', message('duplicate.earlierUnknown', { row: doubtful })), []);
  }
  const plan = planRow(row);
  // Settled when it was planned; a later version of this program may judge otherwise.
  if (plan.kind === 'settled') return result({ ...plan, attempts: 0 }, []);
  if (plan.kind === 'passed') return null;
  const { planned } = plan;
  const ending = (await recheck(row, planned, tools, stopping)) ?? (await put(row, planned, tools, readBack, stopping));
  if (ending === null) return null;
  const isWritten = ending.status === 'updated' || ending.status === 'unverified';
  return result(ending, isWritten ? planned.changes : []);
}

const unsent = (status: RowStatus, reason: Message<RowCode>): Ending => ({
  status,
  problems: [{ column: null, reason }],
  attempts: 0,
});

/** Looks whether the contact is still as planned, where that was read too long ago; null when the row may go. */
async function recheck(
  row: UnsettledRow,
  planned: PlannedUpdate,
  tools: SendTools,
  stopping: AbortSignal,
): Promise<Ending | null> {
  const { store, reader, freshSince } = tools;
  const readAt = store.entryOf(row.contact)?.readAt ?? 0;
  const since = freshSince();
  if (planned.before === null || readAt >= since) return null;
  const reading = await reader.read(row.contact, since, stopping);
  if (reading.kind === 'unreadable') return unsent(row.intended ? 'unknown' : 'failed', reading.why);
  if (reading.kind !== 'found') return unsent('drifted', message('contact.gone'));
  if (isAs(planned.after, reading.contact, planned)) {
    // What an earlier process had sent has arrived; or somebody has made the same edits.
    return row.intended
      ? unsent('updated', message('send.settledByReading'))
      : unsent('unchanged', message('row.same'));
  }
  const drifted = differences(planned.before, reading.contact, planned);
  if (drifted.length === 0) return null;
  const problems = drifted.map((difference) => describeDrift('drift.field', difference, tools));
  return { status: 'drifted', problems, attempts: 0 };
}

/** Sends the body, and settles by reading what was sent and never answered. */
async function put(
  row: UnsettledRow,
  planned: PlannedUpdate,
  tools: SendTools,
  readBack: boolean,
  stopping: AbortSignal,
): Promise<Ending | null> {
  const lost = planned.before ? findLostFields(planned, planned.before) : [];
  if (lost.length > 0) return unsent('failed', message('send.guard', { fields: lost.map(tools.nameOf).join(', ') }));
  let attempts = 0;
  for (let round = 1; ; round++) {
    const outcome = await tools.client.put(planned.externalUserId, planned.body, stopping, () =>
      tools.journal.intend(row.row),
    );
    attempts += outcome.attempts;
    // A row that an earlier process, or the round before, may have sent stays in doubt until the server takes or refuses it.
    const inDoubt = row.intended || round > 1;
    if (outcome.kind === 'stopped') return leaveUnsettled(row.row, outcome, inDoubt, tools);
    const ending = await settle(outcome, inDoubt, planned, tools, readBack, stopping);
    if (ending !== null) return { ...ending, attempts };
    const last = outcome.kind === 'exhausted' ? outcome.last : '';
    if (round === mostRounds) return { ...unsent('unknown', message('send.unanswered', { last })), attempts };
  }
}

/** How a row ends by what came of its call; null when it is certain that it can be sent again. */
async function settle(
  outcome: Exclude<Outcome<JsonObject>, { kind: 'stopped' }>,
  inDoubt: boolean,
  planned: PlannedUpdate,
  tools: SendTools,
  readBack: boolean,
  stopping: AbortSignal,
): Promise<Ending | null> {
  switch (outcome.kind) {
    case 'accepted': {
      const echoed = verifyEcho(planned, outcome.data);
      return conclude(
        echoed.length === 0 && readBack ? await verifyByReading(planned, tools, stopping) : echoed,
        tools,
      );
    }
    case 'refused': {
      const { serverCode, serverMessage } = outcome;
      return unsent('failed', message('send.refused', { serverCode, serverMessage }));
    }
    case 'exhausted': {
      const { attempts, last, lost } = outcome;
      if (!lost && !inDoubt) return unsent('failed', message('send.exhausted', { attempts, last }));
      return settleByReading(planned, last, tools, stopping);
    }
  }
}

/** The run stops: the row is left as it is, and its intent as well, unless it is certain that nothing arrived. */
async function leaveUnsettled(
  row: number,
  { lost, why }: Extract<Outcome<never>, { kind: 'stopped' }>,
  inDoubt: boolean,
  { journal }: SendTools,
): Promise<null> {
  if (!lost && !inDoubt) await journal.withdraw(row);
  if (why) throw stop(why);
  return null;
}

function conclude(differing: readonly Difference[], tools: SendTools): Ending {
  if (differing.length === 0) return { status: 'updated', problems: [], attempts: 0 };
  const problems = differing.map(({ field, expected, found }) => ({
    column: null,
    reason: message('send.unverified', { field: tools.nameOf(field), sent: word(expected), stored: word(found) }),
  }));
  return { status: 'unverified', problems, attempts: 0 };
}

/** What the echo leaves out (mobile, for one) can only be read back. */
async function verifyByReading(
  planned: PlannedUpdate,
  { reader }: SendTools,
  stopping: AbortSignal,
): Promise<readonly Difference[]> {
  if (planned.before === null) return [];
  const reading = await reader.read(planned.externalUserId, Date.now(), stopping);
  return reading.kind === 'found' ? differences(planned.after, reading.contact, planned) : [];
}

/** Settles a body that was sent and not answered; null when the contact is as it was before, and it can be sent again. */
async function settleByReading(
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
