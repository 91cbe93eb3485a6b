import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/checkup/finding.js';
import { formatFindings } from '../../../src/commands/words/finding-words.js';
import { message } from '../../../src/messages/message.js';

const scientific: Finding = {
  code: 'scientific',
  column: '手机号',
  count: 7,
  rows: [24, 31, 41, 52, 58],
  params: {},
  examples: [
    { value: '1.38E+10', hint: null },
    { value: '1.39E+10', hint: null },
  ],
};
const garbled: Finding = {
  code: 'mojibake',
  column: '姓名',
  count: 1,
  rows: [3],
  params: {},
  examples: [{ value: '寮犱笁', hint: message('finding.hint.meant', { meant: '张三' }) }],
};
const unmapped: Finding = {
  code: 'unmapped',
  column: null,
  count: 2,
  rows: [],
  examples: [],
  params: { names: '姓名, 来源' },
};

describe('a finding is told in two lines: what and where, then the cause and the mend', () => {
  test('in Chinese', () => {
    expect(formatFindings([scientific, garbled, unmapped], true, 'zh')).toEqual([
      '数据体检：3 项发现（只作提示，不影响哪些行会发送）',
      '  [手机号] 科学计数法：7 格（第 24, 31, 41, 52, 58, … 行），如“1.38E+10”、“1.39E+10”',
      expect.stringMatching(/^ {4}Excel .*文本/),
      '  [姓名] 乱码，编码认错了：1 格（第 3 行），如“寮犱笁”（原文可能是“张三”）',
      expect.stringMatching(/^ {4}多半是 UTF-8/),
      '  有 2 列有数据，但作业没有用到：姓名, 来源',
      expect.stringMatching(/^ {4}这些列不会导入/),
    ]);
  });

  test('in English', () => {
    const [head, what, cure] = formatFindings([garbled], true, 'en');
    expect(head).toContain('1 finding');
    expect(what).toBe(
      '  [姓名] garbled: read in the wrong encoding: 1 cell, row 3, such as "寮犱笁" (probably "张三")',
    );
    expect(cure).toMatch(/^ {4}most likely a UTF-8 file/);
  });
});

test('those of one kind share the line of the cause and the mend', () => {
  const other = { ...scientific, column: '备用电话' };
  const lines = formatFindings([scientific, other, garbled], true, 'en').map((line) => line.slice(0, 12));
  expect(lines.slice(1)).toEqual(
    ['  [手机号] scie', '  [备用电话] sci', '    Excel sh', '  [姓名] garbl', '    most lik'].map((line) =>
      line.slice(0, 12),
    ),
  );
});

test('without examples no value of a customer is left, nor what it may have been', () => {
  const words = formatFindings([scientific, garbled, unmapped], false, 'zh').join('\n');
  expect(words).not.toMatch(/1\.38E|寮|张三/);
  expect(words).toContain('第 24, 31');
});

test('those past the fifteenth are counted', () => {
  const words = formatFindings(Array<Finding>(20).fill(scientific), true, 'en');
  expect(words).toHaveLength(1 + 15 + 1 + 1);
  expect(words[0]).toContain('20 findings');
  expect(words.at(-1)).toContain('5 more');
});

test('no findings are no words', () => expect(formatFindings([], true, 'zh')).toEqual([]));

test('what comes from the file cannot draw on the terminal', () => {
  const forged: Finding = {
    ...scientific,
    column: '列\u001b[2J',
    examples: [{ value: '\u202e1.38E+10\u001b[31m', hint: message('finding.hint.meant', { meant: '\u001b[31m' }) }],
  };
  const words = formatFindings([forged, { ...unmapped, params: { names: '\u001b[31m\n' } }], true, 'en');
  for (const line of words) expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});
