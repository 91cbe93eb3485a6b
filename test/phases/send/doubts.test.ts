import { describe, expect, test } from 'vitest';
import type { Contact } from '../../../src/contact/contact.js';
import { planUpdate } from '../../../src/contact/plan-update.js';
import type { FieldUpdate, PlannedUpdate } from '../../../src/contact/row.js';
import type { RowStatus } from '../../../src/contact/row-status.js';
import { writeJson } from '../../../src/fields/json.js';
import { type Message, message, type RowCode } from '../../../src/messages/message.js';
import type { Reading } from '../../../src/phases/baseline/read-contact.js';
import { openDoubts } from '../../../src/phases/send/doubts.js';
import type { Ending, SendTools, SentRow } from '../../../src/phases/send/send-tools.js';
import type { Client, PutOutcome } from '../../../src/wefeng/client.js';
import { contactOf } from '../../helpers/contact-of.js';
import { custom, standard } from '../../helpers/send-cell.js';
import { readingsOf, sendToolsWith } from '../../helpers/send-tools.js';

const never = new AbortController().signal;
const contact = (one: string, two: string, mobile: string | null = '"1"') =>
  contactOf(
    [
      [1, 'text', one],
      [2, 'text', two],
    ],
    mobile === null ? {} : { mobile },
  );
const found = (contact: Contact): Reading => ({ kind: 'found', contact, json: null });
const planOf = (fields: readonly FieldUpdate[], before: Contact | null) =>
  planUpdate({ externalUserId: 'wm1', fields }, before);

/** An earlier row of the contact has set field 2; this one sets field 1 and the mobile. */
const first = contact('"a"', '"a"');
const setTwo: FieldUpdate = { action: 'set', field: custom('text', 2), value: 'b' };
const earlier = planOf([setTwo], first);
const asked: FieldUpdate[] = [
  { action: 'set', field: custom('text', 1), value: 'b' },
  { action: 'set', field: standard('mobile'), value: '2' },
];
const planned = planOf(asked, earlier.after);
const blind = planOf(asked, null);

const settledByReading = message('send.settledByReading');
const unsettled = message('send.unsettled');
const row = (number = 2, contact = 'wm1') => ({
  row: number,
  line: number,
  contact,
  cells: [],
  intended: true,
});
const ended = (status: RowStatus, attempts: number, reason?: Message<RowCode>): Ending => ({
  status,
  attempts,
  problems: reason ? [{ column: null, reason }] : [],
});
const unanswered = ended('unknown', 2, message('send.unanswered', { last: 'HTTP 502' }));
const sentRow = (ending: Ending | null, more: Partial<SentRow> = {}): SentRow => ({
  row: row(),
  planned,
  ending,
  lostUntil: 1,
  aliveUntil: 1,
  durationMs: 5,
  ...more,
});

/** What the server says of a body that it has stored. */
const echoOf = ({ after }: PlannedUpdate, attempts: number, lostUntil: number | null = null): PutOutcome => ({
  kind: 'accepted',
  attempts,
  lostUntil,
  aliveUntil: 1,
  data: { externalUserId: 'wm1', customField: writeJson([...after.custom.values()].map((field) => ({ ...field }))) },
});
const lostAgain = (attempts: number, lostUntil = 1): PutOutcome => ({
  kind: 'exhausted',
  attempts,
  lostUntil,
  aliveUntil: lostUntil,
  last: 'HTTP 502',
});

/** Doubts whose contacts come to these readings and whose bodies to these outcomes. */
function open(readings: Reading[], outcomes: PutOutcome[] = [], more: Partial<SendTools> = {}) {
  const bodies: string[] = [];
  const notes: Message[] = [];
  const put: Client['put'] = async (_id, body, _stopping, mayDepart) => {
    const outcome = outcomes[bodies.length];
    if (outcome === undefined) throw new Error('not to be sent');
    bodies.push(body);
    if (!(await mayDepart())) throw new Error('withheld');
    return outcome;
  };
  const { read, looks } = readingsOf(...readings);
  const onNote = (note: Message) => void notes.push(note);
  const base = sendToolsWith(read, { onNote, ...more });
  const tools = { ...base, client: { ...base.client, put } };
  const settled: [number, Ending][] = [];
  const doubts = openDoubts(tools, async (sent, ending) => void settled.push([sent.row.row, ending]));
  return { doubts, settled, bodies, looks, notes };
}

/** What becomes of one row that is in doubt. */
async function settle(sent: SentRow, readings: Reading[], outcomes: PutOutcome[] = [], more: Partial<SendTools> = {}) {
  const opened = open(readings, outcomes, more);
  expect(await opened.doubts.take(sent)).toBe(true);
  await opened.doubts.settleOne('wm1', never);
  const [last] = opened.settled;
  return { ...opened, ending: last?.[1] };
}

describe('a row is in doubt', () => {
  const take = async (...sent: SentRow[]) => {
    const { doubts } = open([]);
    const taken: boolean[] = [];
    for (const each of sent) taken.push(await doubts.take(each));
    return taken;
  };

  test('when an attempt of it was lost, however it ended, and not when none was', async () => {
    for (const ending of [null, unanswered, ended('updated', 1), ended('failed', 1)]) {
      expect(await take(sentRow(ending))).toEqual([true]);
      expect(await take(sentRow(ending, { lostUntil: null }))).toEqual([false]);
    }
    expect(await take(sentRow(ended('unchanged', 0), { planned: null }))).toEqual([false]);
  });

  test.each<[RowStatus, boolean]>([
    ['updated', true],
    ['unverified', true],
    ['failed', false],
    ['drifted', false],
    ['unchanged', false],
  ])('when a row of its contact was before, and it is %s itself: %s', async (status, isInDoubt) => {
    const next = sentRow(ended(status, 1), { row: row(3), lostUntil: null });
    expect(await take(sentRow(unanswered), next)).toEqual([true, isInDoubt]);
    expect(await take(sentRow(unanswered), { ...next, row: row(3, 'wm2') })).toEqual([true, false]);
  });
});

describe('the contact of a row in doubt is read when nothing of the row can arrive any more:', () => {
  test('not before, and once', async () => {
    const lostUntil = performance.now() + 60;
    const { looks, settled, doubts } = await settle(sentRow(unanswered, { lostUntil }), [found(planned.after)]);
    expect(looks).toHaveLength(1);
    expect(looks[0]?.at).toBeGreaterThanOrEqual(lostUntil - 1);
    expect(Date.now() - (looks[0]?.since ?? 0)).toBeLessThan(60_000);
    await doubts.settleOne('wm1', never);
    expect([looks.length, settled.length]).toEqual([1, 1]);
  });

  test.each<[string, Ending | null, Ending]>([
    ['a row without an answer is settled by it', unanswered, ended('updated', 2, settledByReading)],
    ['so is one of another process', null, ended('updated', 0, settledByReading)],
    ['and one that was refused in the end', ended('failed', 3), ended('updated', 3, settledByReading)],
    ['one whose echo differed as well', ended('unverified', 3), ended('updated', 3, settledByReading)],
    ['a row that is updated stays so', ended('updated', 2), ended('updated', 2)],
  ])('it holds all that was asked for: %s', async (_, ending, last) => {
    expect((await settle(sentRow(ending), [found(planned.after)])).ending).toEqual(last);
  });

  test('it is gone', async () => {
    const { ending } = await settle(sentRow(ended('updated', 2)), [{ kind: 'absent' }]);
    expect(ending).toEqual(ended('drifted', 2, message('contact.gone')));
  });

  test.each<[Reading, string]>([
    [{ kind: 'unreadable', why: message('contact.unanswered', { attempts: 5, last: 'ETIMEDOUT' }) }, 'ETIMEDOUT'],
    [{ kind: 'unreadable', why: message('contact.untold') }, 'contact.untold'],
    [{ kind: 'nothingThere', reason: 'get HTTP 404' }, 'get HTTP 404'],
  ])('it cannot be read, and nothing is known: $0', async (reading, last) => {
    const unknown = ended('unknown', 4, message('send.lostUnread', { last }));
    expect((await settle(sentRow(ended('updated', 4)), [reading])).ending).toEqual(unknown);
    expect((await settle(sentRow(ended('failed', 4)), [reading])).ending).toEqual(unknown);
    expect((await settle(sentRow(null), [reading])).ending).toEqual({ ...unknown, attempts: 0 });
    // That nobody has answered is what is known best.
    expect((await settle(sentRow(unanswered), [reading])).ending).toEqual(unanswered);
  });

  test('it holds what can be seen of it: an acceptance is believed, and anything else is sent again', async () => {
    const seen = found(contact('"b"', '"b"', null));
    for (const status of ['updated', 'unverified'] as const) {
      expect((await settle(sentRow(ended(status, 2)), [seen])).ending).toEqual(ended(status, 2));
    }
    const { ending, bodies } = await settle(sentRow(unanswered), [seen], [echoOf(planned, 1)]);
    expect([ending, bodies]).toEqual([ended('updated', 3), [planned.body]]);
  });

  test('somebody has edited it: drifted, unless the server has said itself that it stored something else', async () => {
    const edited = found(contact('"x"', '"b"'));
    const params = { field: '“CustomField_1”', planned: 'b', found: 'x' };
    const drifted = { code: 'drift.afterSending', params };
    for (const ending of [unanswered, ended('updated', 2), ended('failed', 2)]) {
      const last = await settle(sentRow(ending), [edited]);
      expect(last.ending).toEqual({ ...ended('drifted', 2), problems: [{ column: null, reason: drifted }] });
    }
    expect((await settle(sentRow(ended('unverified', 2)), [edited])).ending).toEqual(ended('unverified', 2));
  });
});

describe('a contact that is as before is sent the row again,', () => {
  const asBefore = found(earlier.after);

  test('and the attempts are counted together', async () => {
    for (const ending of [unanswered, ended('updated', 2), ended('unverified', 2)]) {
      const { bodies, ...rest } = await settle(sentRow(ending), [asBefore], [echoOf(planned, 3)]);
      expect([rest.ending, bodies]).toEqual([ended('updated', 5), [planned.body]]);
    }
    expect((await settle(sentRow(null), [asBefore], [echoOf(planned, 3)])).ending).toEqual(ended('updated', 3));
  });

  test('but for a row that was refused: so it should be', async () => {
    expect((await settle(sentRow(ended('failed', 2)), [asBefore])).ending).toEqual(ended('failed', 2));
  });

  test('once: when that is lost as well it is read again, later, and then it is not known', async () => {
    const lostUntil = performance.now() + 60;
    const outcomes = [lostAgain(3, lostUntil)];
    const { ending, bodies, looks } = await settle(sentRow(unanswered), [asBefore], outcomes);
    expect([ending, bodies.length, looks.length]).toEqual([ended('unknown', 5, unsettled), 1, 2]);
    expect(looks[1]?.at).toBeGreaterThanOrEqual(lostUntil - 1);
  });

  test('and what the second reading finds is its last word', async () => {
    const readings = [asBefore, found(planned.after)];
    const accepted = await settle(sentRow(unanswered), readings, [echoOf(planned, 1, 1)]);
    expect(accepted.ending).toEqual(ended('updated', 3));
    const silent = await settle(sentRow(ended('updated', 2)), readings, [lostAgain(1)]);
    expect(silent.ending).toEqual(ended('updated', 3, settledByReading));
  });

  test('and left in doubt where the run stops meanwhile', async () => {
    const stopped: PutOutcome = {
      kind: 'stopped',
      attempts: 1,
      lostUntil: 1,
      aliveUntil: 1,
      answered: false,
      why: null,
    };
    const { settled, doubts, bodies } = await settle(sentRow(unanswered), [asBefore], [stopped, echoOf(planned, 1)]);
    expect(settled).toEqual([]);
    await doubts.settleOne('wm1', never);
    expect([settled, bodies.length]).toEqual([[[2, ended('updated', 3)]], 2]);
  });

  test('together with what earlier rows of it have written, or may have, and no others', async () => {
    const plans = (isIntended: boolean, status: RowStatus | null = null): Partial<SendTools> => {
      const tools = sendToolsWith(readingsOf().read);
      const statusOf = () => status;
      const store = { ...tools.store, earlierRows: () => [row(1)], isIntended: () => isIntended, statusOf };
      const planRow: SendTools['planRow'] = () => ({ kind: 'send', planned: earlier });
      return { store, journal: tools.journal, planRow };
    };
    const whole = planOf([setTwo, ...asked], first);
    const { ending, bodies } = await settle(sentRow(unanswered), [found(first)], [echoOf(whole, 1)], plans(true));
    expect([ending, bodies]).toEqual([ended('updated', 3), [whole.body]]);
    // What the server has refused is not asked for by the row after it.
    const own = planOf(asked, first);
    const refused = await settle(sentRow(unanswered), [found(first)], [echoOf(own, 1)], plans(true, 'failed'));
    expect([refused.ending, refused.bodies]).toEqual([ended('updated', 3), [own.body]]);
    // Without the intent nobody knows of that state.
    expect((await settle(sentRow(unanswered), [found(first)], [], plans(false))).ending).toMatchObject({
      status: 'drifted',
    });
  });

  test('the same body, where there is no baseline; one that was accepted has drifted', async () => {
    const other = found(contact('"x"', '"y"'));
    const sent = (ending: Ending) => sentRow(ending, { planned: blind });
    const { ending, bodies } = await settle(sent(unanswered), [other], [echoOf(blind, 1)]);
    expect([ending, bodies]).toEqual([ended('updated', 3), [blind.body]]);
    expect((await settle(sent(ended('updated', 2)), [other])).ending).toMatchObject({ status: 'drifted', attempts: 2 });
  });
});

describe('of several rows of one contact in order', () => {
  const updated = ended('updated', 1);
  const inOrder = { inOrder: true, earlierLostUntil: 1 };
  const accepted = (number: number) => sentRow(updated, { row: row(number), lostUntil: null });
  const refusedRow = sentRow(ended('failed', 1), { row: row(4), lostUntil: null });

  test('the one that was written last is kept until a later one is written, and does not stand in its way', async () => {
    const { doubts, settled, looks } = open([], [], inOrder);
    expect([await doubts.take(accepted(2)), await doubts.take(accepted(3))]).toEqual([false, true]);
    await doubts.makeWay(row(4), never);
    expect([settled, looks]).toEqual([[], []]);
    expect(await doubts.take(accepted(4))).toBe(true);
    expect(settled).toEqual([[3, updated]]);
  });

  test('it stays so after one that the server refused, or that needed no change', async () => {
    const { doubts, settled } = open([found(planned.after)], [], inOrder);
    await doubts.take(accepted(2));
    await doubts.take(accepted(3));
    expect(await doubts.take(refusedRow)).toBe(false);
    expect(await doubts.take(sentRow(ended('unchanged', 0), { row: row(5), planned: null }))).toBe(false);
    await doubts.settleAll(1, never);
    expect(settled).toEqual([[3, updated]]);
  });

  test('two that an earlier process may have sent both end as the contact tells of the later one', async () => {
    const { doubts, settled, looks } = open([found(planned.after)], [], inOrder);
    await doubts.take(sentRow(null, { row: row(2) }));
    await doubts.makeWay(row(3), never);
    expect(looks).toEqual([]);
    await doubts.take(sentRow(null, { row: row(3) }));
    await doubts.settleAll(1, never);
    expect(settled).toEqual([
      [3, ended('updated', 0, settledByReading)],
      [2, ended('updated', 0, settledByReading)],
    ]);
  });

  test('one that an earlier process may have sent is settled before one that it has not', async () => {
    const { doubts, settled } = open([found(planned.after)], [], inOrder);
    await doubts.take(sentRow(null, { row: row(2) }));
    await doubts.makeWay({ ...row(3), intended: false }, never);
    expect(settled).toEqual([[2, ended('updated', 0, settledByReading)]]);
  });
});

describe('when a run stops while a row waits', () => {
  test('for its deadline, the row stays in doubt', async () => {
    const { doubts, settled, looks } = open([found(planned.after)]);
    await doubts.take(sentRow(unanswered, { lostUntil: performance.now() + 200 }));
    const stopping = new AbortController();
    const waiting = doubts.settleOne('wm1', stopping.signal);
    stopping.abort(new Error('interrupted'));
    await expect(waiting).rejects.toThrow('interrupted');
    expect([settled, looks]).toEqual([[], []]);
    await doubts.settleOne('wm1', never);
    expect(settled).toHaveLength(1);
  });

  test('it is not read, however late it is', async () => {
    const { doubts, looks } = open([found(planned.after)]);
    await doubts.take(sentRow(unanswered));
    await expect(doubts.settleOne('wm1', AbortSignal.abort(new Error('interrupted')))).rejects.toThrow('interrupted');
    expect(looks).toEqual([]);
  });
});

describe('at the end of a run', () => {
  test('all that are left are settled after the latest of them, and that is told', async () => {
    const { doubts, settled, looks, notes } = open([found(planned.after)]);
    const latest = performance.now() + 60;
    for (const [index, lostUntil] of [latest, 1, 2].entries()) {
      await doubts.take(sentRow(unanswered, { row: row(index + 1, `wm${index + 1}`), lostUntil }));
    }
    await doubts.settleAll(2, never);
    expect(settled.map(([number]) => number).toSorted()).toEqual([1, 2, 3]);
    for (const { at } of looks) expect(at).toBeGreaterThanOrEqual(latest - 1);
    expect(notes).toEqual([message('send.lostWait', { rows: 3, seconds: 1 })]);
    await doubts.settleAll(2, never);
    expect([looks.length, notes.length]).toEqual([3, 1]);
  });

  test('nobody waits for what is dead already, nor in a run that is stopping', async () => {
    const { doubts, settled, notes } = open([found(planned.after)]);
    await doubts.settleAll(2, never);
    await doubts.take(sentRow(unanswered));
    await doubts.settleAll(2, AbortSignal.abort(new Error('interrupted')));
    expect([settled, notes]).toEqual([[], []]);
    await doubts.settleAll(2, never);
    expect(settled).toHaveLength(1);
    expect(notes).toEqual([message('send.lostWait', { rows: 1, seconds: 0 })]);
  });
});

test('however many rows are in doubt, they are waited for together', async () => {
  const { doubts, notes, settled } = open([]);
  const rows = 150_000;
  for (let number = 0; number < rows; number++) await doubts.take(sentRow(null, { row: row(number, `wm${number}`) }));
  const stopped = new AbortController();
  const end = doubts.settleAll(8, stopped.signal);
  stopped.abort();
  await end;
  expect(settled).toEqual([]);
  expect(notes).toEqual([message('send.lostWait', { rows, seconds: 0 })]);
});
