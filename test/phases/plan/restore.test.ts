import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeContact } from '../../../src/contact/contact.js';
import { findLostFields } from '../../../src/contact/find-lost-fields.js';
import { planUpdate } from '../../../src/contact/plan-update.js';
import type { FieldUpdate, PlannedUpdate } from '../../../src/contact/row.js';
import type { Field } from '../../../src/fields/field.js';
import { readJson, writeJson } from '../../../src/fields/json.js';
import { message } from '../../../src/messages/message.js';
import { describeRestore, readRestore } from '../../../src/phases/plan/restore.js';
import { anyJsonText } from '../../helpers/any-json.js';
import { blanks, everyBlank, isTaken } from '../../helpers/blanks.js';
import { contactOf, type Held } from '../../helpers/contact-of.js';
import { put, type Stored, textsOf } from '../../helpers/replace-all.js';
import { custom, standard } from '../../helpers/send-cell.js';

const nothingKnown = { fields: [], complete: false };
const read = ({ standard, custom: held }: Stored) => contactOf(held, standard);

const plan = (stored: Stored, fields: readonly FieldUpdate[]) =>
  planUpdate({ externalUserId: 'wm1', fields }, read(stored));

/** The plan of the row with which a rollback takes plans back. */
function planBack(plans: readonly PlannedUpdate[], now: Stored): PlannedUpdate {
  const row = readRestore(describeRestore(plans), 'wm1', nothingKnown);
  if (row.kind !== 'update') throw new Error(row.kind);
  return planUpdate(row.update, read(now));
}

const set = (field: Field, value: string): FieldUpdate => ({ action: 'set', field, value: readJson(value) });
const storedOf = (...held: readonly Held[]): Stored => ({ standard: {}, custom: held });

const fields = [custom('text', 1), custom('area_text', 2), custom('checkbox', 3), custom('date', 4)];
const anyContent = fc.option(fc.oneof(anyJsonText, fc.constantFrom(...blanks)));
const anyAsk = fc.constantFrom<'leave' | 'set' | 'clear'>('leave', 'set', 'clear');
const anyCase = fc.tuple(
  ...fields.map((field) => fc.record({ field: fc.constant(field), held: anyContent, ask: anyAsk, value: anyJsonText })),
);

test('an import and its rollback leave every field as it was, to the letter', () => {
  fc.assert(
    fc.property(anyCase, anyContent, (cases, strange) => {
      const before = storedOf(
        ...cases.flatMap(({ field, held }): Held[] =>
          held === null ? [] : [[Number(field.id), field.contentType, held]],
        ),
        ...(strange === null ? [] : [[5, 'location', strange] as const]),
      );
      const asked = cases.flatMap(({ field, ask, value }): FieldUpdate[] => {
        if (ask === 'leave') return [];
        return ask === 'clear' ? [{ action: 'clear', field }] : [set(field, value)];
      });
      const planned = plan(before, asked);
      const after = put(before, planned.body);
      const restored = put(after, planBack([planned], after).body);
      expect(contentsOf(restored)).toEqual(contentsOf(before));
    }),
    { numRuns: 500 },
  );
});

/** Null, told or not, is no content. */
const contentsOf = (stored: Stored) =>
  Object.fromEntries([...textsOf(stored)].filter(([, text]) => !text.endsWith(' null')).toSorted());

describe('a field that was blank before the import', () => {
  test.each(everyBlank.filter(([type]) => fields.some(({ contentType }) => contentType === type)))(
    '%s, %s: is blank after the rollback, just as it was where the document takes that',
    (type, blank) => {
      const field = fields.find(({ contentType }) => contentType === type) ?? fields[0];
      if (field === undefined) throw new Error('no field');
      const before = storedOf([Number(field.id), type, blank]);
      const planned = plan(before, [set(field, '"x"')]);
      const back = planBack([planned], put(before, planned.body));
      const content = isTaken(type, blank) && blank !== 'null' ? `"content":${blank}` : '';
      expect(back.body).toContain(content);
      expect(back.body.includes('"content"')).toBe(content !== '');
      // To a person it is cleared, and counts as such.
      expect(back.changes).toMatchObject([{ before: 'x', after: null }]);
    },
  );

  test('is restored out of a baseline of an earlier version, which left blank fields out: it is cleared', () => {
    const now = storedOf([1, 'text', '""'], [2, 'area_text', '"y"']);
    const kept = contactOf([[2, 'area_text', '"y"']]);
    expect(writeJson(describeContact(kept))).not.toContain('CustomField_1');
    const planned = planUpdate({ externalUserId: 'wm1', fields: [set(custom('text', 1), '"x"')] }, kept);
    expect(findLostFields(planned, kept)).toEqual([]);
    const back = planBack([planned], put(now, planned.body));
    expect(back.body).toBe(
      '{"customFields":[{"id":2,"fieldCode":"CustomField_2","contentType":"area_text","content":"y"}]}',
    );
  });
});

test('of several rows of one contact, the blank before the first is restored', () => {
  const field = custom('text', 1);
  const before = storedOf([1, 'text', '""']);
  const first = plan(before, [set(field, '"a"')]);
  const between = put(before, first.body);
  const second = plan(between, [set(field, '"b"')]);
  const after = put(between, second.body);
  expect(put(after, planBack([first, second], after).body)).toEqual(before);
});

describe('what a rollback is to restore', () => {
  const before = storedOf([1, 'text', '"旧"']);

  test('is told field by field: all that was written there, in its order, and what was there before the first', () => {
    const first = plan(before, [set(custom('text', 1), '"一"'), set(standard('position'), '"经理"')]);
    const second = planUpdate(
      { externalUserId: 'wm1', fields: [{ action: 'clear', field: custom('text', 1) }] },
      first.after,
    );
    expect(JSON.parse(describeRestore([first, second]))).toEqual([
      { fieldCode: 'CustomField_1', id: 1, contentType: 'text', written: ['一', null], before: '旧' },
      { name: 'position', written: ['经理'] },
    ]);
  });

  test('cannot be known where the contact did not tell what was there', () => {
    const planned = plan(before, [set(standard('position'), '"经理"')]);
    expect(readRestore(describeRestore([planned]), 'wm1', nothingKnown)).toEqual({
      kind: 'invalid',
      problems: [{ column: null, reason: message('rollback.unknownBefore', { field: 'position' }) }],
    });
  });

  test('names its fields and options as the account does', () => {
    const options = [{ key: '1', label: '金', children: [] }];
    const fields = ['别的', '等级'].map((name, index) => ({ ...custom('droplist', index), name, options }));
    const planned = plan(storedOf([1, 'droplist', '1']), [set(custom('droplist', 1), '2')]);
    const read = readRestore(describeRestore([planned]), 'wm1', { fields, complete: true });
    expect(read).toMatchObject({ kind: 'update', update: { fields: [{ field: { name: '等级', options } }] } });
  });

  test.each(['{}', '[1]', '[{"fieldCode":"CustomField_1","contentType":"text"}]', '[{"name":"nobody"}]'])(
    'is a defect where it is no such text: %s',
    (text) => {
      expect(() => readRestore(text, 'wm1', nothingKnown)).toThrow('not a restore');
    },
  );
});
