import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Field } from '../../src/fields/field.js';
import { allTexts } from '../../src/messages/message.js';
import { anyText } from '../helpers/any-text.js';
import { option } from '../helpers/contact-of.js';
import { cpuMsOf } from '../helpers/cpu-time.js';
import {
  cellSender,
  custom,
  everyField,
  mapField,
  mappingOf,
  type Settings,
  updateReader,
} from '../helpers/send-cell.js';

const labels = new Map<string, number>([
  ['甲', 1],
  ['乙', 2],
]);
// As many as an account may have: all cities, by their provinces.
const cities = Array.from({ length: 350 }, (_, key) =>
  option(key, `城${'甲乙丙丁'.charAt(key % 4)}${'市'.repeat(key % 9)}`),
);
const provinces = Array.from({ length: 30 }, (_, key) => option(key, `省${'市'.repeat(key)}`, cities.slice(0, 20)));
const readers: [string, Field, Settings][] = [
  ...everyField.map((field): [string, Field, Settings] => [nameOf(field), field, {}]),
  ['date with a format', custom('date'), { format: 'yyyy年M月d日' }],
  ['datetime with a format', custom('datetime'), { format: 'd MMMM yyyy h:mm a' }],
  ['date with several formats', custom('date'), { format: ['yyyy年M月d日', 'd/M/yyyy', 'M/d/yyyy'] }],
  ['text that is trimmed, its digits narrowed', custom('text'), { trim: true, digits: true }],
  ['number with a default', custom('number'), { trim: true, digits: true, default: '１' }],
  ['droplist with values', custom('droplist'), { values: labels }],
  ['checkbox with values', custom('checkbox'), { values: labels }],
  ['chained_droplist with values', custom('chained_droplist'), { values: new Map([['甲/乙', [1, 2]]]) }],
  ['droplist with the account’s options', custom('droplist', 1, cities), {}],
  ['chained_droplist with the account’s options', custom('chained_droplist', 1, provinces), {}],
  ['checkbox with the account’s options', custom('checkbox', 1, cities), {}],
];

function nameOf(field: Field): string {
  return field.kind === 'standard' ? field.name : field.contentType;
}

const hostile = [
  `${'a'.repeat(30_000)}!`,
  `${'1'.repeat(30_000)}!`,
  `${'1-'.repeat(15_000)}!`,
  `${'-'.repeat(30_000)}1`,
  `${'a.'.repeat(15_000)}@`,
  `a@${'a.'.repeat(15_000)}`,
  `a@${'a-'.repeat(15_000)}!`,
  `${'1/'.repeat(15_000)}!`,
  `${'1,'.repeat(15_000)}!`,
  `1.${'1'.repeat(30_000)}E+`,
  `${' '.repeat(30_000)}x`,
  `x${' '.repeat(30_000)}x`,
  '\u200B'.repeat(30_000),
  '\t'.repeat(30_000),
  '𠮷'.repeat(30_000),
  '1'.repeat(1_000_000),
];

describe('no cell takes long to read, however it is made', () => {
  test.each(readers)('%s', (_, field, settings) => {
    const send = cellSender(field, settings);
    send('warm');
    for (const text of hostile)
      expect(
        timeOf(() => send(text)),
        `${text.slice(0, 5)}…`,
      ).toBeLessThan(100);
  });
});

// The best of a few: memory is tidied up now and then.
function timeOf(work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 3 && best >= 100; turn++) best = Math.min(best, cpuMsOf(work));
  return best;
}

describe('every refusal fills all the places of its text', () => {
  const bad = [
    '坏',
    '-5',
    '99999999999999999999',
    '1.5',
    '2024-02-30',
    '1800-01-01',
    '1/1',
    '1,1',
    '甲,丙',
    '甲/丙',
    '1'.repeat(50),
    '1/2/2024',
  ];
  const damaged = [' ', '#N/A', '1.33E+10', '\uFFFD', '\u0000', 'a\nb', `a@${'b'.repeat(300)}.cn`, '文'.repeat(20_000)];

  test.each(readers)('%s', (_, field, settings) => {
    const mapped = mapField(field, '列', { empty: 'reject', ...settings });
    const read = updateReader(mappingOf([mapped]));
    let refused = 0;
    for (const text of [...bad, ...damaged, '']) {
      for (const { reason } of read({ externalUserId: 'wm1', cells: [{ mapped, texts: [text] }] }).problems) {
        refused++;
        const places = [...(allTexts[reason.code]?.en ?? '{no such text}').matchAll(/\{(\w+)\}/g)].map(
          ([, name]) => name,
        );
        expect(Object.keys(reason.params), reason.code).toEqual(expect.arrayContaining(places));
        for (const value of Object.values(reason.params)) expect(String(value).length).toBeLessThan(200);
      }
    }
    expect(refused).toBeGreaterThan(6);
  });
});

describe('no cell makes a reader throw', () => {
  test.each(readers)('%s', (_, field, settings) => {
    const send = cellSender(field, settings);
    const near = fc.stringMatching(/^[0-9.,/+\-: TZEe@a甲乙年月日]{1,25}$/);
    fc.assert(
      fc.property(fc.oneof(anyText(30), near), (text) => {
        const fate = send(text === '' ? '甲' : text);
        if ('sent' in fate) expect(() => JSON.parse(fate.sent)).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });
});
