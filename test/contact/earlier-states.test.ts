import fc from 'fast-check';
import { LosslessNumber } from 'lossless-json';
import { expect, test } from 'vitest';
import { combineAsked, isEarlierState } from '../../src/contact/earlier-states.js';
import { planUpdate } from '../../src/contact/plan-update.js';
import type { FieldUpdate, PlannedUpdate } from '../../src/contact/row.js';
import { nameOfField } from '../../src/fields/field.js';
import { contactOf, contactText, type Held } from '../helpers/contact-of.js';
import { rawItems, rawMembers } from '../helpers/raw-json.js';
import { custom, standard } from '../helpers/send-cell.js';

/** What a server holds: its standard fields and its custom fields, as JSON texts. */
interface Stored {
  readonly standard: Readonly<Record<string, string>>;
  readonly custom: readonly Held[];
}

/** A PUT (section 1.1.2) sets the standard fields that it carries, and replaces all custom fields. */
function put({ standard: before }: Stored, body: string): Stored {
  const { customFields = '[]', ...sent } = Object.fromEntries(rawMembers(body));
  const fields = rawItems(customFields).map((item): Held => {
    const { id, contentType = '', content = '' } = Object.fromEntries(rawMembers(item));
    return [Number(id), JSON.parse(contentType), content];
  });
  return { standard: { ...before, ...sent }, custom: fields };
}

const read = ({ standard: texts, custom: held }: Stored) => contactOf(held, texts);
const numberField = custom('number', 3);
const fields = [standard('mobile'), standard('position'), custom('text', 1), custom('text', 2), numberField];

/** One row: what it asks of each field. Few values, so that rows meet. */
const anyRow: fc.Arbitrary<FieldUpdate[]> = fc
  .tuple(...fields.map(() => fc.constantFrom(null, 'clear', '1', '2', '3')))
  .map((asks) =>
    asks.flatMap((ask, place): FieldUpdate[] => {
      const field = fields[place];
      if (field === undefined || ask === null) return [];
      if (ask === 'clear') return [{ action: 'clear', field }];
      return [{ action: 'set', field, value: field === numberField ? new LosslessNumber(ask) : ask }];
    }),
  );

/** The rows of one contact, sent in their order, each planned on the one before. */
function send(first: Stored, rows: readonly FieldUpdate[][]) {
  let stored = first;
  const plans: PlannedUpdate[] = [];
  for (const asked of rows) {
    const planned = planUpdate({ externalUserId: 'wm1', fields: asked }, read(stored));
    if (planned.updates.length === 0) continue;
    plans.push(planned);
    stored = put(stored, planned.body);
  }
  return { stored, plans };
}

const first: Stored = {
  standard: { mobile: '"0"', position: '"0"' },
  custom: [
    [1, 'text', '"0"'],
    [7, 'location', '{"lat":30.10}'],
  ],
};
const textOf = ({ standard: texts, custom: held }: Stored) =>
  contactText(
    held.toSorted(([a], [b]) => a - b),
    texts,
  );

test('whichever earlier request arrives last, it is known for one, and one more PUT brings the last row back', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { minLength: 2, maxLength: 4 }), fc.nat(), (rows, pick) => {
      const { stored, plans } = send(first, rows);
      const last = plans.at(-1);
      fc.pre(plans.length > 1 && last !== undefined);
      const earlier = plans.slice(0, -1);
      const late = earlier[pick % earlier.length];
      if (last === undefined || late === undefined) return;
      const found = put(stored, late.body);
      fc.pre(textOf(found) !== textOf(stored));
      expect(isEarlierState(read(found), last, earlier)).toBe(true);
      const fieldsAgain = combineAsked([...earlier, last]);
      const again = planUpdate({ externalUserId: 'wm1', fields: fieldsAgain }, read(found));
      expect(textOf(put(found, again.body))).toBe(textOf(stored));
    }),
    { numRuns: 500 },
  );
});

test('the state before the last row, or before all of them, is known for an earlier one', () => {
  const rows: FieldUpdate[][] = ['1', '2'].map((value) => [{ action: 'set', field: custom('text', 1), value }]);
  const { plans } = send(first, rows);
  const [one, two] = plans;
  if (one === undefined || two === undefined) throw new Error('no plans');
  expect(isEarlierState(read(first), two, [one])).toBe(true);
  expect(isEarlierState(one.after, two, [one])).toBe(true);
  expect(isEarlierState(read(first), one, [])).toBe(true);
});

test('what somebody else has written is no state of ours', () => {
  const rows: FieldUpdate[][] = ['1', '2'].map((value) => [{ action: 'set', field: custom('text', 1), value }]);
  const { stored, plans } = send(first, rows);
  const [one, two] = plans;
  if (one === undefined || two === undefined) throw new Error('no plans');
  const edits: Held[] = [
    [1, 'text', '"another"'],
    [2, 'text', '"new"'],
    [7, 'location', '{"lat":31}'],
  ];
  for (const edit of edits) {
    const others = stored.custom.filter(([id]) => id !== edit[0]);
    expect(isEarlierState(read({ ...stored, custom: [...others, edit] }), two, [one])).toBe(false);
  }
});

test('of several rows each field keeps what the last of them asks of it', () => {
  const ask = (value: string): FieldUpdate[] => [{ action: 'set', field: custom('text', 1), value }];
  const { plans } = send(first, [ask('1'), [{ action: 'set', field: standard('mobile'), value: '9' }], ask('2')]);
  const asked = combineAsked(plans).map((update) => [
    nameOfField(update.field),
    'value' in update ? update.value : null,
  ]);
  expect(asked).toEqual([
    ['CustomField_1', '2'],
    ['mobile', '9'],
  ]);
});

test('a contact in which somebody has edited a standard field that a row asks for is in no earlier state', () => {
  const before = contactOf([[1, 'text', '"0"']], { mobile: '"0"', position: '"0"' });
  const set = (field: FieldUpdate['field']): FieldUpdate => ({ action: 'set', field, value: '1' });
  const one = planUpdate({ externalUserId: 'wm1', fields: [set(standard('position'))] }, before);
  const two = planUpdate({ externalUserId: 'wm1', fields: [set(standard('mobile'))] }, one.after);
  const isEarlier = (mobile: string, position: string) =>
    isEarlierState(contactOf([[1, 'text', '"0"']], { mobile, position }), two, [one]);
  expect([isEarlier('"0"', '"0"'), isEarlier('"0"', '"1"')]).toEqual([true, true]);
  expect([isEarlier('"x"', '"0"'), isEarlier('"0"', '"x"')]).toEqual([false, false]);
  // Nobody asks for the address.
  expect(isEarlierState(contactOf([[1, 'text', '"0"']], { mobile: '"0"', address: '"x"' }), two, [one])).toBe(true);
});

test('without a baseline no earlier state is known', () => {
  const fields: FieldUpdate[] = [{ action: 'set', field: custom('text', 1), value: '1' }];
  const blind = planUpdate({ externalUserId: 'wm1', fields }, null);
  expect(isEarlierState(contactOf([[1, 'text', '"0"']]), blind, [])).toBe(false);
});
