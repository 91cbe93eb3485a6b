import { describe, expect, test } from 'vitest';
import { allTexts, type Code, formatMessage, message, say } from '../../src/messages/message.js';
import { readSourceFiles } from '../helpers/source-files.js';

const texts = Object.entries(allTexts);
const placeholdersOf = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
/** `{count|row|rows}`: where a count chooses a word. */
const choicesIn = (text: string) => [...text.matchAll(/\{(\w+)\|([^{|}]+)\|([^{|}]+)\}/g)];

describe('the two languages say the same', () => {
  test.each(texts)('%s has the same places to fill in both', (_, { zh, en }) => {
    expect(placeholdersOf(zh)).toEqual(placeholdersOf(en));
  });

  test.each(texts)('%s says something in both', (_, { zh, en }) => {
    expect(zh.trim()).not.toBe('');
    expect(en.trim()).not.toBe('');
  });

  test.each(texts)('%s has no brace but those of its places', (_, { zh, en }) => {
    for (const text of [zh, en])
      expect(
        choicesIn(text)
          .reduce((left, [choice]) => left.replace(choice, ''), text)
          .replace(/\{\w+\}/g, ''),
      ).not.toMatch(/[{}]/);
  });

  test.each(texts)('%s is English where it says so', (_, { en }) => {
    // The product’s own name and the Chinese words of the file are no translation that was forgotten.
    expect(en.replaceAll('微丰', '')).not.toMatch(/\p{Script=Han}/u);
  });
});

describe('in English a count agrees with its noun', () => {
  const plurals = [...new Set(texts.flatMap(([, { en }]) => choicesIn(en).map(([, , , plural]) => plural)))];
  const nouns = plurals.flatMap((words = '') => words.match(/^[a-z]+s\b/g) ?? []).filter((word) => word !== 'is');
  const oneOfMany = new RegExp(`\\b1 (?:more |later |hidden |merged |custom |put )?(?:${nouns.join('|')})\\b`);

  test.each(texts)('%s', (code, { zh, en }) => {
    expect(en).not.toContain('(s)');
    expect(choicesIn(zh)).toEqual([]);
    const one = Object.fromEntries(
      [...en.matchAll(/\{(\w+)/g)].map(([, name = '']) => [name, name === 'endpoint' ? 'put' : 1]),
    );
    expect(formatMessage({ code: code as Code, params: one }, 'en')).not.toMatch(oneOfMany);
  });

  test('no other English has a plural in brackets', () => {
    expect(readSourceFiles().filter(({ text }) => /[a-z]\(s\)[ ,.:]/.test(text))).toEqual([]);
  });
});

describe('every text is used', () => {
  const source = readSourceFiles().filter(({ path }) => !path.endsWith('-texts.ts'));
  const all = source.map(({ text }) => text).join('\n');
  // Codes that are made of parts, such as `status.${status}`.
  const prefixes = [...all.matchAll(/`([a-z]+(?:\.[a-z]+)*\.)\$\{/gi)].map(([, prefix = '']) => prefix);
  const schema = source.find(({ path }) => path === 'job/schema.ts')?.text ?? '';

  test.each(texts)('%s', (code) => {
    const last = code.slice(code.lastIndexOf('.') + 1);
    const prefix = code.slice(0, code.length - last.length);
    const made = prefix === 'job.expect.' ? schema.includes(`'${last}'`) : prefixes.includes(prefix);
    expect(made || all.includes(`'${code}'`)).toBe(true);
  });
});

describe('a message is put into words', () => {
  test('in the language that is asked for', () => {
    expect(say('en', 'source.missing', { file: 'a.csv' })).toBe('there is no file a.csv. Check the path and the name');
    expect(say('zh', 'source.missing', { file: 'a.csv' })).toBe('找不到文件 a.csv。请检查路径和文件名');
  });

  test('with its values to the letter, whatever they hold', () => {
    for (const file of ['{file}', '{reason}', '$&', '$1', '\\', '']) {
      expect(formatMessage(message('source.missing', { file }), 'en')).toBe(
        `there is no file ${file}. Check the path and the name`,
      );
    }
  });

  test('with a value wherever its place stands', () => {
    const words = say('en', 'cell.keyPath', { value: 'x', separator: '>' });
    expect(words).toContain('"x" is not a path of option keys: numbers separated by ">", such as 4>5');
  });
});
