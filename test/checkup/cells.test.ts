import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ColumnKind } from '../../src/checkup/examined-file.js';
import { codesIn, examineColumn, valuesOf } from '../helpers/examine.js';

const kinds: readonly ColumnKind[] = ['id', 'date', 'number', 'text', 'phone', 'option', 'unknown'];

describe('a damaged cell is found', () => {
  test.each<[string, ColumnKind, string, string]>([
    ['a mobile that Excel cut', 'phone', '1.38E+10', 'scientific'],
    ['a card number that Excel cut', 'text', '6.22202E+18', 'scientific'],
    ['an id that Excel cut', 'id', '1.10101E+17', 'scientific'],
    ['an id with a number that was cut within it', 'id', 'wm_1.38E+10', 'scientific'],
    ['an error of a formula', 'text', '#N/A', 'errorCell'],
    ['an error in small letters', 'number', '#ref!', 'errorCell'],
    ['a formula without a value', 'number', '#未计算!', 'uncalculated'],
    ['a cell that a merged one covers', 'text', '#合并单元格!', 'mergedCell'],
    ['a number in a column that was too narrow', 'number', '######', 'onlyHashes'],
    ['a space behind an id', 'id', 'wmDEMO1 ', 'idSpaces'],
    ['a space within an id', 'id', 'wm DEMO1', 'idSpaces'],
    ['a no-break space in an id', 'id', '\u00a0wmDEMO1', 'idSpaces'],
    ['an ideographic space in an id', 'id', 'wmDEMO1\u3000', 'idSpaces'],
    ['a zero-width space in an id', 'id', 'wm\u200bDEMO1', 'idSpaces'],
    ['a byte order mark in an id', 'id', '\ufeffwmDEMO1', 'idSpaces'],
    ['a space before a name', 'text', ' 张三', 'outerSpaces'],
    ['a line break behind a remark', 'text', '老客户\n', 'outerSpaces'],
    ['the marks that a phone’s address book puts around a number', 'phone', '\u202d13800138000\u202c', 'outerSpaces'],
    ['a tab that was to keep Excel off', 'unknown', '\t6222020000001234567', 'outerSpaces'],
    ['nothing but a space', 'text', ' ', 'onlySpaces'],
    ['nothing but a space in place of an id', 'id', '\u3000', 'onlySpaces'],
    ['an apostrophe that was to keep Excel off', 'phone', "'13800138000", 'textMark'],
    ['a backtick that was to keep Excel off', 'text', '`6222020000001234567', 'textMark'],
    ['a formula that was to keep Excel off', 'text', '="007"', 'textMark'],
    ['full-width digits in a phone number', 'phone', '１3800138000', 'fullWidthDigits'],
    ['full-width digits in a date', 'date', '２０２４-1-5', 'fullWidthDigits'],
    ['a text of nothing but full-width characters', 'text', 'ＡＢ－０１２３', 'fullWidthDigits'],
    ['a mobile in groups', 'phone', '138 0013 8000', 'spacedDigits'],
    ['a mobile in groups of no-break spaces', 'phone', '138\u00a00013\u00a08000', 'spacedDigits'],
    ['a number in groups', 'number', '12 345', 'spacedDigits'],
    ['thousands', 'number', '1,234.50', 'thousands'],
    ['full-width thousands', 'number', '1，234', 'thousands'],
    ['a currency sign', 'number', '¥1234', 'thousands'],
    ['a unit', 'number', '1234元', 'thousands'],
    ['a line break of Word’s', 'text', '重点\u000b维护', 'controlCharacters'],
    ['half of a character', 'text', '\ud83d好', 'controlCharacters'],
    ['a private character', 'text', '张\ue863', 'privateUse'],
    ['a private character of a high plane', 'text', '张\u{f0001}', 'privateUse'],
    ['characters that are lost', 'text', '张\ufffd', 'lostCharacters'],
    ['characters that are lost and were saved once more', 'text', '锟斤拷锟斤拷', 'lostCharacters'],
    ['a name read in the wrong encoding', 'text', '寮犱笁', 'mojibake'],
  ])('%s', (_, kind, cell, code) => {
    expect(examineColumn(kind, [cell, 'x', '', '1'])).toMatchObject([{ code, column: '列', count: 1, rows: [2] }]);
  });
});

describe('what people write is left alone', () => {
  test.each<[string, ColumnKind, readonly string[]]>([
    ['ages', 'number', Array.from({ length: 99 }, (_, age) => String(age + 1))],
    ['amounts', 'number', ['0', '12', '128.50', '9999', '10000', '128000', '-3.5', '0.01', '1000000']],
    [
      'names',
      'text',
      ['张三', '欧阳娜娜', '阿凡提·买买提', 'Zoë Müller', "O'Brien", '李（经理）', '王 小明', '㐀𠮷䶮'],
    ],
    ['ids', 'id', ['wmDEMO4dWQP6sWPQbjTqazjh4UJV', 'wm_90x-E2', 'woE10', 'wm1e10', '1E10']],
    ['phones', 'phone', ['13800138000', '010-88886666', '4008001234', '+8613800138000', '88886666', '+1-212-555-0100']],
    ['dates', 'date', ['2024-01-05', '2024-1-5', '2024-12-31']],
    [
      'remarks',
      'text',
      ['第３条', '#1 客户', '#清 空', '1E10', '好吗?', '??', 'it’s “ok” – 100 %', '👩‍👩‍👧', "'90s", '价格 1,234 元'],
    ],
    ['e-mail addresses', 'text', ['a.b+c@example.com', 'wu159@example.com']],
    ['labels', 'option', ['ｖｉｐ', '１级', '湖北省／武汉市', '钓鱼、音乐']],
    ['flags and families, whose characters are joined by invisible ones', 'text', ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👨‍👩‍👧‍👦', '❤️']],
    ['the mark that clears a field', 'number', ['#清空', '#清空']],
    ['empty cells', 'text', ['', '', '']],
  ])('%s', (_, kind, cells) => expect(codesIn(kind, cells)).toEqual([]));
});

describe('a cell may be damaged in a column of any kind', () => {
  test.each(['1.38E+10', '#N/A', '#未计算!', '#合并单元格!', '########', '张\ufffd', '寮犱笁', ' '])('%s', (cell) => {
    for (const kind of kinds) expect(codesIn(kind, [cell])).toHaveLength(1);
  });
});

test('question marks are taken for lost characters where there are several such cells', () => {
  expect(codesIn('text', ['??', '???', '好'])).toEqual([]);
  expect(examineColumn('text', ['???', '??', '????', '好'])).toMatchObject([{ code: 'questionMarks', count: 3 }]);
});

describe('a finding', () => {
  test('counts all cells, and tells the first rows and the first distinct values', () => {
    const cells = Array.from({ length: 100 }, (_, index) => `1.3${index % 7}E+10`);
    const [finding] = examineColumn('phone', cells);
    expect(finding).toMatchObject({ count: 100, rows: [2, 3, 4, 5, 6] });
    expect(finding && valuesOf(finding)).toEqual(['1.30E+10', '1.31E+10', '1.32E+10']);
  });

  test('shows spaces that can be told from each other', () => {
    const [finding] = examineColumn('id', [' wm1', 'wm2\u3000', 'w\u200bm3\u00a0']);
    expect(finding && valuesOf(finding)).toEqual(['␣wm1', 'wm2\\u3000', 'w\\u200bm3\\u00a0']);
  });

  test('shows private characters by their numbers', () => {
    expect(examineColumn('text', ['张\ue863']).map(valuesOf)).toEqual([['张\\ue863']]);
  });

  test('shows no more of a long text than tells it from others', () => {
    const [value = ''] = examineColumn('text', [` ${'长'.repeat(5000)}`]).flatMap(valuesOf);
    expect([...value].length).toBeLessThanOrEqual(41);
  });
});

describe('what the job itself mends is not found', () => {
  test('outer spaces where it trims', () => {
    expect(codesIn('text', [' 张三 '], { isTrimmed: true })).toEqual([]);
    expect(codesIn('phone', [' 138 0013 8000'], { isTrimmed: true })).toEqual([]);
    expect(codesIn('text', [' '], { isTrimmed: true })).toEqual(['onlySpaces']);
  });

  test('full-width digits where it narrows them', () => {
    expect(codesIn('phone', ['１3800138000'], { isNarrowed: true })).toEqual([]);
  });
});

test('of one cell two things may be said', () => {
  expect(codesIn('phone', ['１3800138000 '])).toEqual(['outerSpaces', 'fullWidthDigits']);
});

test('whatever a cell holds, it can be examined', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'grapheme-ascii' }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.array(text, { maxLength: 20 }), (kind, cells) => {
      for (const { count, rows } of examineColumn(kind, cells)) {
        expect(count).toBeGreaterThan(0);
        expect(count).toBeLessThanOrEqual(cells.length);
        expect(rows.length).toBe(Math.min(5, count));
      }
    }),
  );
});
