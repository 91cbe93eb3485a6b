import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellWord } from '../../../src/commands/words/shell-word.js';

const said = (word: string): string => execFileSync('sh', ['-c', `printf %s ${word}`], { encoding: 'utf8' });

test.each([
  ['jobs/vip.yaml', 'jobs/vip.yaml'],
  ['作业/会员.yaml', '作业/会员.yaml'],
  ['my files/a.csv', '"my files/a.csv"'],
  ['a$HOME.csv', "'a$HOME.csv'"],
  // Typed as it is, the program would take it for an option.
  ['-names.csv', './-names.csv'],
  ['--yes', './--yes'],
  ['-my files.csv', '"./-my files.csv"'],
  [`it's "so".csv`, `'it'\\''s "so".csv'`],
])('the path %s is typed as %s', (path, word) => {
  expect(shellWord(path)).toBe(word);
  expect(resolve(said(word))).toBe(resolve(path));
});

test('a shell takes any path for just that path', () => {
  const paths = fc.string({ unit: fc.constantFrom(...'ab /.-_\'"`$!\\*?~&;|<>()#员'), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(paths, (path) => {
      expect(resolve(said(shellWord(path)))).toBe(resolve(path));
      expect(said(shellWord(path))).not.toMatch(/^-/);
    }),
    { numRuns: 60 },
  );
});
