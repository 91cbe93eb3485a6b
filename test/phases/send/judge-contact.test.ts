import { describe, expect, test } from 'vitest';
import type { Contact } from '../../../src/contact/contact.js';
import { planUpdate } from '../../../src/contact/plan-update.js';
import type { FieldUpdate } from '../../../src/contact/row.js';
import { message } from '../../../src/messages/message.js';
import type { Reading } from '../../../src/phases/baseline/read-contact.js';
import {
  describeDrifted,
  holdsAll,
  isAs,
  judgeDifferences,
  recheck,
  settleByReading,
  verifyByReading,
} from '../../../src/phases/send/judge-contact.js';
import { contactOf, type Held } from '../../helpers/contact-of.js';
import { custom, standard } from '../../helpers/send-cell.js';
import { readingsOf, sendToolsWith } from '../../helpers/send-tools.js';

const never = new AbortController().signal;
const contact = (one: string, two: string, mobile: string | null) => {
  const held: Held[] = [
    [1, 'text', one],
    [2, 'text', two],
  ];
  return contactOf(held, mobile === null ? {} : { mobile });
};
const found = (contact: Contact): Reading => ({ kind: 'found', contact, json: null });

/** The row asks for field 1 and the mobile. Nobody asks for field 2. */
const asked: FieldUpdate[] = [
  { action: 'set', field: custom('text', 1), value: 'new' },
  { action: 'set', field: standard('mobile'), value: '2' },
];
const before = contact('"old"', '"kept"', '"1"');
const planned = planUpdate({ externalUserId: 'wm1', fields: asked }, before);
const blind = planUpdate({ externalUserId: 'wm1', fields: asked }, null);

const states = {
  before: found(before),
  after: found(planned.after),
  afterUntold: found(contact('"new"', '"kept"', null)),
  beforeUntold: found(contact('"old"', '"kept"', null)),
  half: found(contact('"new"', '"kept"', '"1"')),
  edited: found(contact('"old"', '"edited"', '"1"')),
  foreign: found(contact('"foreign"', 'null', '"1"')),
} as const;
const untold = message('contact.untold');
const unread = {
  unreadable: { kind: 'unreadable', why: untold },
  absent: { kind: 'absent' },
  nothingThere: { kind: 'nothingThere', reason: 'get HTTP 404' },
} as const;

const ending = (status: string, ...reasons: unknown[]) => ({
  status,
  attempts: 0,
  problems: reasons.map((reason) => ({ column: null, reason })),
});
const drift = (code: string, field: string, expected: string, is: string) => ({
  code,
  params: { field: `“${field}”`, planned: expected, found: is },
});
const settled = message('send.settledByReading');
const gone = message('contact.gone');

describe('before a row goes its contact is looked at again:', () => {
  const look = async (reading: Reading, mayHaveArrived: boolean) => {
    const { read, looks } = readingsOf(reading);
    const judged = await recheck({ planned, before, since: 77, mayHaveArrived }, sendToolsWith(read), never);
    expect(looks).toMatchObject([{ id: 'wm1', since: 77 }]);
    return judged;
  };

  test.each([true, false])('it is as planned, and the row may go (sent before: %s)', async (mayHaveArrived) => {
    expect(await look(states.before, mayHaveArrived)).toBeNull();
    expect(await look(states.beforeUntold, mayHaveArrived)).toBeNull();
  });

  test('it holds all that is asked for: by us, or by somebody else', async () => {
    expect(await look(states.after, true)).toEqual(ending('updated', settled));
    expect(await look(states.after, false)).toEqual(ending('unchanged', message('row.same')));
  });

  test('it holds what can be seen of it: sent again if it was sent, and drifted if not', async () => {
    expect(await look(states.afterUntold, true)).toBeNull();
    const drifted = drift('drift.field', 'CustomField_1', 'old', 'new');
    expect(await look(states.afterUntold, false)).toEqual(ending('drifted', drifted));
  });

  test.each([true, false])('somebody has edited it: each field is told (sent before: %s)', async (mayHaveArrived) => {
    const one = drift('drift.field', 'CustomField_2', 'kept', 'edited');
    expect(await look(states.edited, mayHaveArrived)).toEqual(ending('drifted', one));
    const two = [
      drift('drift.field', 'CustomField_1', 'old', 'foreign'),
      drift('drift.field', 'CustomField_2', 'kept', '∅'),
    ];
    expect(await look(states.foreign, mayHaveArrived)).toEqual(ending('drifted', ...two));
  });

  test('it cannot be read: what was not sent has failed, and what may have arrived is not known', async () => {
    expect(await look(unread.unreadable, false)).toEqual(ending('failed', untold));
    expect(await look(unread.unreadable, true)).toEqual(ending('unknown', untold));
  });

  test.each([unread.absent, unread.nothingThere])('it is $kind', async (reading) => {
    for (const arrived of [true, false]) expect(await look(reading, arrived)).toEqual(ending('drifted', gone));
  });
});

test('a row that was accepted is updated where nothing differs, and else unverified, with each difference', () => {
  const tools = sendToolsWith(readingsOf().read);
  expect(judgeDifferences([], tools)).toEqual(ending('updated'));
  const differing = [
    { field: 'CustomField_1', expected: 'new', found: null },
    { field: 'mobile', expected: '', found: '13' },
  ];
  const unverified = (field: string, sent: string, stored: string) => ({
    code: 'send.unverified',
    params: { field: `“${field}”`, sent, stored },
  });
  expect(judgeDifferences(differing, tools)).toEqual(
    ending('unverified', unverified('CustomField_1', 'new', '∅'), unverified('mobile', '∅', '13')),
  );
});

describe('after a row was accepted its contact is read:', () => {
  const verify = (...readings: Reading[]) =>
    verifyByReading(planned, sendToolsWith(readingsOf(...readings).read), never);

  test('it holds what was sent', async () => {
    expect(await verify(states.after)).toEqual(ending('updated'));
    expect(await verify(states.afterUntold)).toEqual(ending('updated'));
  });

  test('it holds something else', async () => {
    expect(await verify(states.half)).toMatchObject({ status: 'unverified', problems: [{ column: null }] });
    expect(await verify(states.before)).toMatchObject({ status: 'unverified' });
  });

  test('it cannot be read, or is gone', async () => {
    expect(await verify(unread.unreadable)).toEqual(ending('unverified', untold));
    expect(await verify(unread.absent)).toEqual(ending('unverified', gone));
    expect(await verify(unread.nothingThere)).toEqual(ending('unverified', gone));
  });

  test('never without a baseline', async () => {
    const { read, looks } = readingsOf(states.before);
    expect(await verifyByReading(blind, sendToolsWith(read), never)).toEqual(ending('updated'));
    expect(looks).toEqual([]);
  });

  test('a run that stops meanwhile keeps what the echo has said; any other failure is thrown on', async () => {
    const stopping = AbortSignal.abort(new Error('interrupted'));
    const tools = sendToolsWith(() => Promise.reject(new Error('disk full')));
    expect(await verifyByReading(planned, tools, stopping)).toEqual(ending('updated'));
    await expect(verifyByReading(planned, tools, never)).rejects.toThrow('disk full');
  });
});

describe('a row that was answered with errors only is settled by reading:', () => {
  const settle = (reading: Reading, plan = planned) =>
    settleByReading(plan, sendToolsWith(readingsOf(reading).read), never);

  test('its contact holds all of it: it was applied', async () => {
    expect(await settle(states.after)).toEqual(ending('updated', settled));
    expect(await settle(found(blind.after), blind)).toEqual(ending('updated', settled));
  });

  test('its contact is as before, or nothing else can be seen: it was not', async () => {
    for (const reading of [states.before, states.beforeUntold, states.afterUntold]) {
      expect(await settle(reading)).toBeNull();
    }
    for (const reading of Object.values(unread)) expect(await settle(reading)).toBeNull();
    expect(await settle(states.foreign, blind)).toBeNull();
  });

  test('its contact holds neither: it has drifted', async () => {
    const drifted = [
      drift('drift.afterSending', 'CustomField_1', 'new', 'foreign'),
      drift('drift.afterSending', 'CustomField_2', 'kept', '∅'),
    ];
    expect(await settle(states.foreign)).toEqual(ending('drifted', ...drifted));
  });
});

test('a drift tells of the fields that hold neither; where each holds one or the other, of those that are not ours', () => {
  const tools = sendToolsWith(readingsOf().read);
  const one = describeDrifted(planned, contact('"new"', '"edited"', '"1"'), tools);
  expect(one).toEqual(ending('drifted', drift('drift.afterSending', 'CustomField_2', 'kept', 'edited')));
  const half = describeDrifted(planned, contact('"new"', '"kept"', '"1"'), tools);
  expect(half).toEqual(ending('drifted', drift('drift.afterSending', 'mobile', '2', '1')));
  const noBefore = describeDrifted(blind, contact('"foreign"', 'null', '"2"'), tools);
  expect(noBefore).toEqual(ending('drifted', drift('drift.afterSending', 'CustomField_1', 'new', 'foreign')));
});

test('what a contact does not tell of is no proof that it holds it, and no proof against it', () => {
  const seen = contact('"new"', '"kept"', null);
  expect([holdsAll(planned, seen), isAs(planned.after, seen, planned)]).toEqual([false, true]);
  expect([holdsAll(planned, planned.after), isAs(planned.after, planned.after, planned)]).toEqual([true, true]);
  const wrong = contact('"new"', '"kept"', '"3"');
  expect([holdsAll(planned, wrong), isAs(planned.after, wrong, planned)]).toEqual([false, false]);
  const other = contact('"new"', '"other"', '"2"');
  expect([holdsAll(planned, other), isAs(planned.after, other, planned)]).toEqual([false, false]);
});
