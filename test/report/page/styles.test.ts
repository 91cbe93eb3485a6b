import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('the dark colours are the same, whether the system is dark or the reader chose dark', () => {
  const path = join(import.meta.dirname, '../../../src/report/page/styles/colours.css');
  const dark = [...readFileSync(path, 'utf8').matchAll(/color-scheme: dark;([^}]*)\}/g)].map(([, colours]) => colours);
  expect(dark).toHaveLength(2);
  expect(dark[1]).toBe(dark[0]);
});
