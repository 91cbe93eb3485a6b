import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import type { ContentType } from '../../src/fields/content-types.js';
import type { NamedField } from '../../src/fields/field.js';
import { formatMessage } from '../../src/messages/message.js';
import { cellSender, custom, mapField, mappingOf, sendCell, standard, updateReader } from '../helpers/send-cell.js';

const spellings = ['yyyy/M/d', 'yyyy-MM-dd', 'yyyy年M月d日'];
const twoOrders = ['d/M/yyyy', 'M/d/yyyy'];

/** Why a cell is refused, with all that fills the words. */
function refusalOf(type: ContentType, text: string, format: readonly string[]) {
  const mapped = mapField(custom(type), '列', { format });
  return updateReader(mappingOf([mapped]))({ externalUserId: 'wm1', cells: [{ mapped, texts: [text] }] }).problems[0];
}

describe('a cell may be written in any of the formats', () => {
  test.each(['2024/1/5', '2024/01/05', '2024-01-05', '2024年1月5日'])('%s', (text) => {
    expect(sendCell(custom('date'), text, { format: spellings })).toEqual({ sent: '"2024-01-05"' });
    expect(sendCell(standard('birthday'), text, { format: spellings })).toEqual({ sent: '"2024-01-05"' });
  });

  test.each(['2024/1/5 9:05', '2024-01-05 09:05:00'])('a datetime: %s', (text) => {
    const format = ['yyyy/M/d H:mm', 'yyyy-MM-dd HH:mm:ss'];
    expect(sendCell(custom('datetime'), text, { format })).toEqual({ sent: '"2024-01-05 09:05:00"' });
  });

  test.each(['2024.1.5', '5/1/2024', '2024/2/30', '2024-1-5 ', '20240105'])('and in no other: %s', (text) => {
    const problem = refusalOf('date', text, spellings);
    expect(problem?.reason).toMatchObject({ code: 'cell.declaredDate', params: { value: text } });
    for (const format of spellings) {
      expect(problem && formatMessage(problem.reason, 'zh')).toContain(format);
      expect(problem && formatMessage(problem.reason, 'en')).toContain(format);
    }
  });

  test('what the type refuses of one it refuses of all', () => {
    const format = ['yyyy/M/d', 'yyyy/M/d H:mm'];
    expect(sendCell(custom('date'), '2024/1/5 0:00', { format })).toEqual({ sent: '"2024-01-05"' });
    expect(sendCell(custom('date'), '2024/1/5 10:30', { format })).toEqual({ refused: 'cell.dateWithTime' });
    expect(sendCell(standard('birthday'), '1899/1/5', { format })).toEqual({ refused: 'cell.birthdayYear' });
  });
});

describe('a cell that two formats read as different dates is refused, never guessed', () => {
  test.each([
    ['1/2/2024', 'd/M/yyyy → 2024-02-01, M/d/yyyy → 2024-01-02'],
    ['12/11/2024', 'd/M/yyyy → 2024-11-12, M/d/yyyy → 2024-12-11'],
  ])('with both readings: %s', (text, readings) => {
    const problem = refusalOf('date', text, twoOrders);
    expect(problem?.reason).toMatchObject({ code: 'cell.ambiguousDate', params: { value: text, readings } });
    for (const lang of ['zh', 'en'] as const) {
      expect(problem && formatMessage(problem.reason, lang)).toContain(`${readings}`);
    }
    expect(refusalOf('date', text, twoOrders.toReversed())?.reason.code).toBe('cell.ambiguousDate');
  });

  test('with their times, where they have some, each reading once', () => {
    const format = ['d/M/yyyy H:mm', 'M/d/yyyy H:mm', 'dd/MM/yyyy HH:mm'];
    const readings = 'd/M/yyyy H:mm → 2024-02-01 09:05:00, M/d/yyyy H:mm → 2024-01-02 09:05:00';
    expect(refusalOf('datetime', '01/02/2024 09:05', format)?.reason.params.readings).toBe(readings);
  });

  test.each([
    ['13/2/2024', '"2024-02-13"'],
    ['2/13/2024', '"2024-02-13"'],
    ['3/3/2024', '"2024-03-03"'],
  ])('but taken where only one fits, or both agree: %s', (text, sent) => {
    expect(sendCell(custom('date'), text, { format: twoOrders })).toEqual({ sent });
  });

  test('so is one of a field whose type only the account knows', () => {
    const field: NamedField = { kind: 'named', key: '签约日期', id: undefined, contentType: undefined };
    const mapped = mapField(field, '列', { format: twoOrders });
    const read = updateReader({ idColumn: 'id', fields: [mapped], clearWith: '#清空', hasBaseline: true });
    const codeOf = (text: string) =>
      read({ externalUserId: 'wm1', cells: [{ mapped, texts: [text] }] }).problems[0]?.reason.code;
    expect(['1/2/2024', '13/2/2024', '2024/1/2'].map(codeOf)).toEqual([
      'cell.ambiguousDate',
      undefined,
      'cell.declaredDate',
    ]);
  });
});

const formats = fc.uniqueArray(
  fc.constantFrom('yyyy/M/d', 'd/M/yyyy', 'M/d/yyyy', 'yyyy-MM-dd', 'yyyyMMdd', 'yyyyddMM', 'MMM d, yyyy', 'yyyy/d/M'),
  { minLength: 1, maxLength: 5 },
);
const days = fc.date({
  min: new Date('1900-01-01T00:00:00Z'),
  max: new Date('2099-12-31T00:00:00Z'),
  noInvalidDate: true,
});

test('whatever formats there are, a date is what each of them that fits makes of it; else it is refused', () => {
  const outcomes = new Set<string>();
  fc.assert(
    fc.property(formats, fc.nat(), days, (list, place, date) => {
      const text = DateTime.fromJSDate(date, { zone: 'utc' })
        .setLocale('en-US')
        .toFormat(list[place % list.length] ?? '');
      const alone = list.map((format) => sendCell(custom('date'), text, { format }));
      const dates = new Set(alone.flatMap((fate) => ('sent' in fate ? [fate.sent] : [])));
      const fate = cellSender(custom('date'), { format: list })(text);
      outcomes.add(dates.size > 1 ? 'ambiguous' : 'certain');
      expect(fate).toEqual(dates.size > 1 ? { refused: 'cell.ambiguousDate' } : { sent: [...dates][0] });
    }),
    { numRuns: 300 },
  );
  expect(outcomes.size).toBe(2);
});
