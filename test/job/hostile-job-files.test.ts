import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RunError } from '../../src/messages/run-error.js';
import { loadJobText, problemsOfJobText, refusalOfJobText } from '../helpers/job-texts.js';

const sound = 'name: a\nid: 客户\nfields: { mobile: 手机号 }\nbaseline: none\nreplaceAll: true\n';

describe('YAML that is not sound is refused with its line', () => {
  test.each([
    ['a key that stands twice', `${sound}lang: zh\nlang: en\n`, 7],
    ['a key that stands twice, once in quotes', `${sound}lang: zh\n"lang": en\n`, 7],
    ['a field that stands twice', sound.replace('{ mobile: 手机号 }', '\n  mobile: 手机号\n  mobile: 手机'), 5],
    [
      'a label that stands twice, once in quotes',
      sound.replace('{ mobile: 手机号 }', '\n  gender:\n    column: 性别\n    values:\n      1: 1\n      "1": 2'),
      8,
    ],
    ['a tab for indentation', `${sound}api:\n\tattempts: 3\n`, 7],
    ['a bracket that is not closed', `${sound}api: { attempts: 3\nlang: zh\n`, 7],
    ['a quote that is not closed', `${sound}clearWith: "清空\n`, 6],
    ['indentation that fits nowhere', `${sound}api:\n    attempts: 3\n  concurrency: 2\n`, 8],
    ['two documents', `${sound}---\n${sound}`, 6],
    ['an unknown tag', `${sound}lang: !!js/function zh\n`, 6],
    ['a key that is a list', `${sound}? [a, b]\n: 1\n`, 6],
    ['an alias of nothing', `${sound}lang: *nothing\n`, 6],
    ['an alias of nothing, deep within', `${sound}api:\n  rate:\n    limit: *nothing\n`, 8],
    ['an alias before its anchor', `name: *later\nid: &later 客户\n`, 1],
  ])('%s', async (_, text, line) => {
    const problems = await problemsOfJobText(text);
    expect(problems[0]).toMatchObject({ line, code: 'job.syntax' });
  });
});

describe('aliases are no way to use up the machine', () => {
  test('a bomb of them is refused with the line where an alias leads to aliases', async () => {
    const bomb = ['x: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]'];
    for (let level = 1; level < 12; level++) {
      const [from, to] = ['abcdefghijkl'[level - 1], 'abcdefghijkl'[level]];
      bomb.push(`x${level}: &${to} [${Array(10).fill(`*${from}`).join(', ')}]`);
    }
    const [problem] = await problemsOfJobText(`${sound}${bomb.join('\n')}\n`);
    expect(problem).toMatchObject({ line: 8, code: 'job.syntax' });
  });

  test.each([
    'api: &a { rate: *a }',
    'fields: &a { mobile: *a }',
    'fields: { gender: { column: x, values: &a { 男: [*a] } } }',
    'name: &a [*a]',
  ])('one that holds itself is refused: %s', async (text) => {
    const error = await refusalOfJobText(`${text}\nid: b\n`);
    expect(error.details.length).toBeGreaterThan(0);
    expect(error.details[0]?.where).toContain('job.yaml:1');
  });
});

describe('JavaScript’s own names cannot be keys, and do no harm', () => {
  test.each([
    ['at the top', `${sound}__proto__: { baseline: none }\n`, 6, '__proto__'],
    ['in quotes', `${sound}"__proto__": 1\n`, 6, '__proto__'],
    ['within a section', `${sound}api:\n  constructor: 1\n`, 7, 'api.constructor'],
    ['deep within', `${sound}api:\n  rate:\n    prototype: 1\n`, 8, 'api.rate.prototype'],
    [
      'as a label',
      sound.replace(
        '{ mobile: 手机号 }',
        '\n  gender:\n    column: 性别\n    values:\n      男: 1\n      __proto__: 2',
      ),
      8,
      'fields.gender.values.__proto__',
    ],
    [
      'as a custom field',
      `${sound}customFields:\n  constructor: { column: x, id: 1, type: text }\n`,
      7,
      'customFields.constructor',
    ],
  ])('%s', async (_, text, line, key) => {
    expect(await problemsOfJobText(text)).toMatchObject([{ line, key, code: 'job.reservedKey' }]);
    expect(({} as Record<string, unknown>).baseline).toBeUndefined();
  });

  test.each(['toString', 'hasOwnProperty', 'valueOf', '<<'])('%s is an unknown key like any other', async (name) => {
    expect(await problemsOfJobText(`${sound}${name}: 1\n`)).toMatchObject([
      { line: 6, key: name, code: 'job.unknownKey' },
    ]);
    expect(await problemsOfJobText(`${sound}api:\n  ${name}: 1\n`)).toMatchObject([
      { line: 7, key: `api.${name}`, code: 'job.unknownKey' },
    ]);
  });
});

test('whatever a job file holds, it is a job or it is refused', async () => {
  const lines = fc.constantFrom(
    ...sound.split('\n'),
    'api: { rate: { limit: 5 } }',
    'limits: &a {}',
    'schedule: *a',
    '  - x',
    '? y',
    'notify: !!set { a }',
    'customFields: { C: { column: x, id: 1, type: checkbox, values: { 甲: 1 } } }',
    '%TAG ! x',
    'id: !!binary aGk=',
    'name: 2024-01-01',
    'empty: |',
    "source: 'x",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(lines, fc.string()), { maxLength: 12 }), async (chosen) => {
      const outcome = await loadJobText(chosen.join('\n')).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(RunError);
      else expect(outcome).toHaveProperty('mapping');
    }),
    { numRuns: 300 },
  );
});
