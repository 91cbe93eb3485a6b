import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ContentType } from '../../src/fields/content-types.js';
import type { Field, NamedField } from '../../src/fields/field.js';
import { formatMessage } from '../../src/messages/message.js';
import { anyText } from '../helpers/any-text.js';
import { option } from '../helpers/contact-of.js';
import {
  cellSender,
  custom,
  everyField,
  mapField,
  mappingOf,
  type Settings,
  sendCell,
  standard,
  updateReader,
} from '../helpers/send-cell.js';

const gender = new Map<string, number>([
  ['男', 1],
  ['女', 2],
  ['未知', 0],
]);
const places = [option(4, '湖北省', [option(5, '武汉市')]), option(6, '海外', [option(7, '日本/韩国')])];

/** What a row asks of a field whose cells stand in these columns. */
function join(
  texts: Readonly<Record<string, string>>,
  settings: Settings = {},
  field: Field | NamedField = custom('text'),
) {
  const mapped = mapField(field, Object.keys(texts), settings);
  const read = updateReader({ idColumn: 'id', fields: [mapped], clearWith: '#清空', hasBaseline: true });
  const { update, problems } = read({ externalUserId: 'wm1', cells: [{ mapped, texts: Object.values(texts) }] });
  return { asked: update.fields, problems };
}

const refusalOf = (...given: Parameters<typeof join>) => join(...given).problems[0];
const joined = (...given: Parameters<typeof join>) => {
  const { asked, problems } = join(...given);
  expect(problems).toEqual([]);
  return asked[0]?.action === 'set' ? asked[0].value : asked[0]?.action;
};

describe('trim takes off both ends of a cell what cannot be seen', () => {
  test.each([
    ['spaces', '  VIP '],
    ['a no-break space', '\u00A0VIP\u00A0'],
    ['an ideographic space', '\u3000VIP\u3000'],
    ['tabs and line breaks', '\tVIP\r\n'],
    ['a byte order mark', '\uFEFFVIP'],
    ['a zero-width space', 'VIP\u200B'],
    ['directions', '\u202AVIP\u202C\u200E'],
    ['all of them', ' \u3000\u200B\u00A0VIP\u00AD\u2060\n '],
  ])('%s', (_, text) => {
    expect(sendCell(custom('text'), text, { trim: true })).toEqual({ sent: '"VIP"' });
  });

  test('and leaves what stands within', () => {
    expect(sendCell(custom('text'), ' 张 \u200B三\u3000', { trim: true })).toEqual({ sent: '"张 \u200B三"' });
  });

  test.each([
    ['the end of a flag that is made of tags', '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}'],
    ['the variation of a heart', '❤\uFE0F'],
    ['a sign that stands before Arabic numbers, and is seen', '\u06001'],
  ])('and leaves what belongs to a character: %s', (_, text) => {
    expect(sendCell(custom('text'), ` ${text} `, { trim: true })).toEqual({ sent: JSON.stringify(text) });
  });

  test.each([undefined, false])('but not where the job does not ask for it: trim: %s', (trim) => {
    expect(sendCell(custom('text'), ' VIP ', { trim })).toEqual({ sent: '" VIP "' });
    expect(sendCell(standard('mobile'), ' 13311111111', { trim })).toEqual({ refused: 'cell.phone' });
    expect(sendCell(custom('text'), ' ', { trim })).toEqual({ refused: 'cell.onlySpaces' });
  });

  test('before the cell is found to be empty', () => {
    const settings = { trim: true, empty: 'reject' } as const;
    expect(sendCell(custom('text'), ' \u3000\u200B', settings)).toEqual({ refused: 'cell.empty' });
    expect(sendCell(standard('mobile'), ' ', { trim: true, empty: 'clear' })).toEqual({ sent: '""' });
    expect(join({ 列: '\t' }, { trim: true })).toMatchObject({ asked: [], problems: [] });
  });

  test('before the clearing mark is looked for', () => {
    expect(joined({ 列: ' #清空\u3000' }, { trim: true })).toBe('clear');
  });

  test('any cell is then read as its text without them', () => {
    const outer = fc.stringMatching(/^[ \t\u3000\u00A0\u200B\uFEFF]{0,4}$/);
    for (const field of everyField) {
      const [plain, trimming] = [cellSender(field), cellSender(field, { trim: true })];
      const near = fc.stringMatching(/^[0-9/\-@a甲VIP ]{1,12}$/);
      fc.assert(
        fc.property(outer, fc.oneof(anyText(12), near), outer, (before, text, after) => {
          // String's own trim does not know the zero-width ones, which this text has none of at its ends.
          const inner = text.trim();
          fc.pre(inner !== '' && /^[^\p{Cf}](?:.*[^\p{Cf}])?$/su.test(inner));
          expect(trimming(before + text + after)).toEqual(plain(inner));
        }),
        { numRuns: 60 },
      );
    }
  });
});

describe('digits turns full-width digits and signs into half-width ones', () => {
  test('of phones, numbers, dates and texts', () => {
    const digits = true;
    expect(sendCell(standard('mobile'), '１３３１１１１１１１１', { digits })).toEqual({ sent: '"13311111111"' });
    expect(sendCell(standard('mobile'), '＋８６１３３１１１１１１１１', { digits })).toEqual({
      sent: '"+8613311111111"',
    });
    expect(sendCell(custom('numeric'), '－１２．５０', { digits })).toEqual({ sent: '-12.50' });
    expect(sendCell(custom('date'), '２０２４－０１－０５', { digits })).toEqual({ sent: '"2024-01-05"' });
    expect(sendCell(custom('text'), '３号楼', { digits })).toEqual({ sent: '"3号楼"' });
    expect(sendCell(custom('droplist'), '１', { digits, values: new Map([['1', 7]]) })).toEqual({ sent: '7' });
  });

  test('and nothing else', () => {
    const text = 'ＶＩＰ，（一）１／２　①：５％';
    expect(sendCell(custom('text'), text, { digits: true })).toEqual({ sent: '"ＶＩＰ，（一）1／2　①：5％"' });
  });

  test('in any text: what changes is a digit or a sign, and the length stays', () => {
    const wide = '０１２３４５６７８９＋－．';
    const send = cellSender(custom('area_text'), { digits: true });
    fc.assert(
      fc.property(anyText(20), fc.stringMatching(/^[０-９＋－．a]{0,5}$/), (before, after) => {
        const text = `甲${before}${after}`;
        const fate = send(text);
        if ('refused' in fate) return;
        const read = [...(JSON.parse(fate.sent) as string)];
        expect(read).toEqual(
          [...text].map((one) => (wide.includes(one) ? '0123456789+-.'.charAt(wide.indexOf(one)) : one)),
        );
      }),
    );
  });

  test.each([undefined, false])('but not where the job does not ask for it: digits: %s', (digits) => {
    expect(sendCell(standard('mobile'), '１３３１１１１１１１１', { digits })).toEqual({ refused: 'cell.phone' });
    expect(sendCell(custom('text'), '３号楼', { digits })).toEqual({ sent: '"３号楼"' });
  });

  test('after the clearing mark was looked for: only the mark itself clears', () => {
    const mapped = mapField(custom('text'), '列', { digits: true });
    const read = updateReader(mappingOf([mapped], { clearWith: '-' }));
    const askedOf = (text: string) => read({ externalUserId: 'wm1', cells: [{ mapped, texts: [text] }] }).update.fields;
    expect(askedOf('-')).toMatchObject([{ action: 'clear' }]);
    expect(askedOf('－')).toMatchObject([{ action: 'set', value: '-' }]);
  });
});

describe('an empty cell is read as though it held the default', () => {
  test('which goes through values, format and type like any cell', () => {
    expect(sendCell(standard('gender'), '', { values: gender, default: '未知' })).toEqual({ sent: '0' });
    expect(sendCell(custom('date'), '', { format: 'yyyy/M/d', default: '2024/1/5' })).toEqual({ sent: '"2024-01-05"' });
    expect(sendCell(custom('droplist', 1, places), '', { default: '海外' })).toEqual({ sent: '6' });
    expect(sendCell(custom('number'), '', { digits: true, trim: true, default: ' ７ ' })).toEqual({ sent: '7' });
  });

  test('and a cell that is not empty is not', () => {
    expect(sendCell(standard('gender'), '女', { values: gender, default: '未知' })).toEqual({ sent: '2' });
    expect(sendCell(standard('gender'), ' ', { values: gender, default: '未知' })).toEqual({
      refused: 'cell.onlySpaces',
    });
    expect(sendCell(standard('gender'), '不详', { values: gender, default: '未知' })).toEqual({
      refused: 'cell.notAllowed',
    });
    expect(joined({ 列: '#清空' }, { default: '无' })).toBe('clear');
  });

  test('so is one of spaces alone, where cells are trimmed', () => {
    expect(sendCell(standard('gender'), '\u3000', { values: gender, trim: true, default: '未知' })).toEqual({
      sent: '0',
    });
  });

  test('whatever the job says of empty cells elsewhere, and without a baseline too', () => {
    for (const empty of ['keep', 'clear', 'reject'] as const) {
      expect(sendCell(custom('text'), '', { empty, default: '无' })).toEqual({ sent: '"无"' });
    }
  });
});

describe('several columns are joined', () => {
  test('in the order of the job, with what the job puts between them, or nothing', () => {
    expect(joined({ 省: '湖北省', 市: '武汉市', 地址: '中山路１号' })).toBe('湖北省武汉市中山路１号');
    expect(joined({ 姓: '张', 名: '三' }, { joinWith: ' ' })).toBe('张 三');
    expect(joined({ 名: '三', 姓: '张' }, { joinWith: ' · ' })).toBe('三 · 张');
  });

  test('and read by type, values, format and the account’s options as one cell', () => {
    expect(joined({ 区号: '0755', 号码: '86013388' }, { joinWith: '-' }, custom('phone'))).toBe('0755-86013388');
    const chained = custom('chained_droplist', 1, places);
    expect(String(joined({ 省: '湖北省', 市: '武汉市' }, { joinWith: '/', separator: '/' }, chained))).toBe('4,5');
    const date = { joinWith: '/', format: 'yyyy/M/d' };
    expect(joined({ 年: '2024', 月: '1', 日: '5' }, date, custom('date'))).toBe('2024-01-05');
    const values = new Map([['湖北-武汉', [4, 5]]]);
    expect(String(joined({ 省: '湖北', 市: '武汉' }, { joinWith: '-', values }, custom('chained_droplist')))).toBe(
      '4,5',
    );
    expect(String(joined({ 甲: '1', 乙: '3' }, { joinWith: '、', separator: '、' }, custom('checkbox')))).toBe('1,3');
  });

  test('each trimmed for itself, and its digits narrowed', () => {
    const texts = { 省: ' 湖北省\u3000', 市: '\u200B武汉市 ', 号: '１' };
    expect(joined(texts, { joinWith: '－', trim: true, digits: true })).toBe('湖北省－武汉市－1');
  });

  test('any texts, to the letter', () => {
    const part = fc.string({ minLength: 1, maxLength: 6, unit: fc.constantFrom('甲', 'a', '1', '-', '/', '，', '"') });
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 2, maxLength: 5 }),
        fc.constantFrom('', '/', ' ', '，'),
        (parts, joinWith) => {
          const texts = Object.fromEntries(parts.map((text, index) => [`列${index}`, text]));
          expect(joined(texts, { joinWith })).toBe(parts.join(joinWith));
        },
      ),
    );
  });

  test('all empty: an empty cell', () => {
    expect(join({ 省: '', 市: '' })).toMatchObject({ asked: [], problems: [] });
    expect(refusalOf({ 省: '', 市: '' }, { empty: 'reject' })).toMatchObject({
      column: '省 + 市',
      reason: { code: 'cell.empty' },
    });
    expect(joined({ 省: '', 市: '' }, { empty: 'clear' })).toBe('clear');
    expect(joined({ 省: '', 市: '' }, { joinWith: '/', default: '不详' })).toBe('不详');
    expect(joined({ 省: ' ', 市: '\u3000' }, { trim: true, default: '不详' })).toBe('不详');
  });

  test('some empty: refused, with the columns that are, whatever an empty cell means', () => {
    for (const settings of [{}, { empty: 'clear' }, { default: '不详' }, { trim: true }] as const) {
      const problem = refusalOf({ 省: '湖北省', 市: '', 区: '' }, settings);
      expect(problem).toMatchObject({ column: '省 + 市 + 区', reason: { code: 'join.partlyEmpty' } });
      expect(problem?.reason.params.columns).toBe('市, 区');
    }
    expect(refusalOf({ 省: ' ', 市: '武汉市' }, { joinWith: '/' })?.reason).toMatchObject({
      params: { columns: '省' },
    });
  });

  test('spaces alone are no text, wherever they stand', () => {
    expect(refusalOf({ 省: ' ', 市: '\u3000' }, { joinWith: '/' })?.reason.code).toBe('cell.onlySpaces');
    expect(refusalOf({ 省: '', 市: ' ' }, { joinWith: '/' })?.reason.code).toBe('cell.onlySpaces');
  });

  test('the clearing mark alone clears, with empty cells beside it or none', () => {
    for (const texts of [
      { 省: '#清空', 市: '#清空' },
      { 省: '', 市: '#清空' },
    ]) {
      expect(joined(texts, { joinWith: '/', empty: 'reject' })).toBe('clear');
    }
  });

  test('the clearing mark beside a value is refused', () => {
    for (const texts of [
      { 省: '#清空', 市: '武汉市' },
      { 省: '湖北省', 市: '#清空' },
      { 省: '#清空', 市: ' ' },
    ]) {
      expect(refusalOf(texts)).toMatchObject({ column: '省 + 市', reason: { code: 'join.partlyCleared' } });
    }
  });

  test.each([
    ['#N/A', 'cell.errorValue'],
    ['1.38E+10', 'cell.scientific'],
    ['\uFFFD', 'cell.replacementCharacter'],
    ['a\u0007', 'cell.controlCharacter'],
  ])('a damaged cell is found among the others: %j', (text, code) => {
    const problem = refusalOf({ 区号: '0755', 号码: text });
    expect(problem).toMatchObject({ column: '区号 + 号码', reason: { code } });
    expect(problem?.reason.params.value).toBe(text === 'a\u0007' ? 'a\\u0007' : text);
  });

  test.each([
    ['/', '湖北/黄石'],
    ['/', '湖北／黄石'],
    ['，', '湖北,黄石'],
    ['->', '湖北->黄石'],
  ])('a cell that brings the separator %s would be two parts of a path, or two options: %s', (joinWith, text) => {
    const settings = { joinWith, separator: joinWith };
    for (const type of ['chained_droplist', 'checkbox'] as const) {
      for (const field of [custom(type), custom(type, 1, places)]) {
        const problem = refusalOf({ 省: text, 市: '武汉市' }, settings, field);
        expect(problem).toMatchObject({
          column: '省 + 市',
          reason: { code: 'join.partDivided', params: { value: text } },
        });
      }
    }
    expect(joined({ 省: text, 市: '武汉市' }, settings)).toBe(`${text}${joinWith}武汉市`);
  });

  test('a cell with a separator that joins nothing is left to the field', () => {
    expect(
      String(joined({ 省市: '湖北省/武', 尾: '汉市' }, { separator: '/' }, custom('chained_droplist', 1, places))),
    ).toBe('4,5');
  });

  test('what is wrong with the whole names all the columns and the whole text', () => {
    const problem = refusalOf({ 区号: '0', 号码: '123' }, { joinWith: '-' }, custom('phone'));
    expect(problem).toMatchObject({
      column: '区号 + 号码',
      reason: { code: 'cell.phone', params: { value: '0-123' } },
    });
  });
});

describe('of a field whose type only the account knows', () => {
  const named = (contentType?: ContentType): NamedField => ({ kind: 'named', key: '地区', id: undefined, contentType });

  test('cells are trimmed, narrowed, joined and replaced by the default all the same', () => {
    const settings = { joinWith: '/', trim: true, digits: true, default: '不详' };
    expect(joined({ 省: ' １ ', 市: '２' }, settings, named())).toBe('1/2');
    expect(joined({ 省: ' ', 市: '' }, settings, named())).toBe('不详');
    expect(refusalOf({ 省: '1', 市: '' }, settings, named())?.reason.code).toBe('join.partlyEmpty');
  });

  test('a separator of its own shows that it is cut there', () => {
    const texts = { 省: '湖北/黄石', 市: '武汉市' };
    expect(refusalOf(texts, { joinWith: '/', separator: '/' }, named())?.reason.code).toBe('join.partDivided');
    expect(refusalOf(texts, { joinWith: '/' }, named('chained_droplist'))?.reason.code).toBe('join.partDivided');
    expect(joined(texts, { joinWith: '/' }, named())).toBe('湖北/黄石/武汉市');
    expect(joined(texts, { joinWith: '/' }, named('text'))).toBe('湖北/黄石/武汉市');
  });
});

test('every refusal of a join can be put into words of either language', () => {
  const refused = [
    refusalOf({ 省: '湖北省', 市: '' }),
    refusalOf({ 省: '湖北省', 市: '#清空' }),
    refusalOf({ 省: '湖北/黄石', 市: '武汉市' }, { joinWith: '/' }, custom('chained_droplist')),
  ];
  const words = refused.map(
    (problem) => problem && [formatMessage(problem.reason, 'zh'), formatMessage(problem.reason, 'en')],
  );
  expect(words).toEqual([
    [expect.stringContaining('市 是空的'), expect.stringContaining('市 is empty')],
    [expect.stringContaining('“#清空”'), expect.stringContaining('"#清空"')],
    [expect.stringContaining('“湖北/黄石”'), expect.stringContaining('"湖北/黄石"')],
  ]);
});
