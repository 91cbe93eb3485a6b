import { lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createReportFile } from '../../src/report/report-file.js';
import { createWorkspace } from '../helpers/workspace.js';

test('a reader sees the old file or the whole new one, never a part', () => {
  const { folder } = createWorkspace();
  const path = join(folder, 'report.csv');
  writeFileSync(path, 'old');
  const file = createReportFile(path);
  file.write('new, ');
  expect(readFileSync(path, 'utf8')).toBe('old');
  file.write('whole');
  file.finish();
  expect(readFileSync(path, 'utf8')).toBe('new, whole');
  expect(lstatSync(path).mode & 0o777).toBe(0o600);
});

test('what is discarded leaves nothing, and the old file as it was', () => {
  const { folder } = createWorkspace();
  const path = join(folder, 'report.csv');
  const file = createReportFile(path);
  file.write('half');
  file.discard();
  expect(readdirSync(folder)).toEqual([]);
});

test('a link in the way is replaced, not followed', () => {
  const { folder } = createWorkspace();
  const [path, victim] = [join(folder, 'report.csv'), join(folder, 'victim')];
  writeFileSync(victim, 'precious');
  symlinkSync(victim, path);
  const file = createReportFile(path);
  file.write('report');
  file.finish();
  expect(readFileSync(victim, 'utf8')).toBe('precious');
  expect(lstatSync(path).isSymbolicLink()).toBe(false);
  expect(readdirSync(folder).toSorted()).toEqual(['report.csv', 'victim']);
});
