import { describe, expect, test } from 'vitest';
import { cause, causeInChinese } from '../../src/messages/cause.js';
import { type Code, formatMessage, message, say } from '../../src/messages/message.js';
import { causeTexts } from '../../src/messages/texts/cause-texts.js';
import { readSourceFiles } from '../helpers/source-files.js';

const namesIn = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name = '']) => name))];

describe('a reason is said in the language of its sentence', () => {
  test.each(Object.entries(causeTexts))('%s', (code, { zh }) => {
    for (const number of [1, 2, 64]) {
      const values = Object.fromEntries(
        namesIn(causeTexts[code as keyof typeof causeTexts].en).map((n) => [n, number]),
      );
      const english = formatMessage({ code: code as Code, params: values }, 'en');
      const chinese = zh.replace(/\{\w+\}/g, String(number));
      expect(causeInChinese(english, 'stop.listBroken')).toBe(chinese);
    }
  });

  test('in an English one as it is kept', () => {
    const reason = cause('cause.answerTooLong', { mebibytes: 64 });
    expect(reason).toBe('answer over 64 MiB');
    expect(say('en', 'stop.listBroken', { pageNum: 3, reason })).toContain('(answer over 64 MiB)');
    expect(say('zh', 'stop.listBroken', { pageNum: 3, reason })).toContain('（回答超过 64 MiB）');
  });

  test('also one within another, and several at once', () => {
    const broken = cause('cause.onPage', { pageNum: 3, reason: cause('cause.notJson') });
    const unsteady = `${broken}; ${cause('cause.otherTotal', { total: 10, found: 11 })}`;
    expect(say('zh', 'stop.unsteady', { reason: unsteady })).toContain('（第 3 页：不是 JSON；总数 10 → 11）');
    const gone = cause('cause.onPage', { pageNum: 1, reason: 'HTTP 500' });
    expect(say('zh', 'stop.unsteady', { reason: gone })).toContain('（第 1 页：HTTP 500）');
  });

  test('codes stay, and so does what a server says', () => {
    for (const reason of ['ENOSPC', 'HTTP 500', 'code 50001', '40029 invalid credential']) {
      expect(say('zh', 'stop.listBroken', { pageNum: 1, reason })).toContain(`（${reason}）`);
    }
  });

  test.each<[Code, string]>([
    ['source.broken', 'unclosed tag: worksheet'],
    ['source.broken', 'invalid distance too far back'],
    ['job.syntax', 'Map keys must be unique at line 3, column 1:\n\nid: 1\n^'],
    ['job.cron', 'Invalid minute 99'],
  ])('%s: no English of a parser in Chinese', (code, reason) => {
    const words = formatMessage({ code, params: { file: 'x', part: 'y', cron: 'z', reason } }, 'zh');
    expect(words.replace(/0 2 \* \* \*|YAML|Excel/g, '')).not.toMatch(/[a-z]{2} [a-z]{2}/);
    expect(formatMessage({ code, params: { file: 'x', part: 'y', cron: 'z', reason } }, 'en')).toContain(reason);
  });
});

test('a value that looks like a pattern is found to the letter', () => {
  const name = '$& (.*) {name}';
  expect(causeInChinese(cause('cause.merged', { name }), 'source.broken')).toBe(`合并单元格 ${name}`);
  expect(say('en', 'stop.listBroken', { pageNum: 1, reason: '$&' })).toContain('($&)');
});

test('no reason of our own is written beside the catalogue', () => {
  const own = /\b(?:reason|problem|untrusted): ['`](?!errcode)[a-z]+ |new BrokenError\(['`](?!DOCTYPE)|\bcut\(['`]/;
  expect(
    readSourceFiles().flatMap(({ path, text }) => (own.test(text) && !path.startsWith('sandbox') ? [path] : [])),
  ).toEqual([]);
});

test('a message of a code alone needs no reason', () => {
  expect(formatMessage(message('row.same'), 'zh')).toContain('无需更新');
});
