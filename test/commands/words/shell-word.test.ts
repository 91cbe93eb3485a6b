import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellWord } from '../../../src/commands/words/shell-word.js';

const said = (word: string): string => execFileSync('sh', ['-c', `printf %s ${word}`], { encoding: 'utf8' });

test.each([
  ['jobs/vip.yaml', 'jobs/vip.yaml'],
  ['作业/会员.yaml', '作业/会员.yaml'],
  ['my files/a.csv', '"my files/a.csv"'],
  ['a$HOME.csv', "'a$HOME.csv'"],
  [`it's "so".csv`, `'it'\\''s "so".csv'`],
])('the path %s is typed as %s', (path, word) => {
  expect(shellWord(path)).toBe(word);
  expect(said(word)).toBe(path);
});

test('a shell takes any path for just that path', () => {
  const paths = fc.string({ unit: fc.constantFrom(...'ab /.-_\'"`$!\\*?~&;|<>()#员'), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(paths, (path) => {
      expect(said(shellWord(path))).toBe(path);
    }),
    { numRuns: 60 },
  );
});
