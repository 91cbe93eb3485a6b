import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { changeRun, createPatient } from '../helpers/damage.js';

/** The lines of a CSV file, but for the first. */
const linesOf = (path: string): string[] => readFileSync(path, 'utf8').trimEnd().split('\r\n').slice(1);

test('the rows that are as they were written are saved as report.csv has them, and nothing else is touched', async () => {
  const patient = await createPatient('stopped');
  const { folder, path, goOn } = patient;
  await goOn('report');
  const report = linesOf(path('report.csv'));
  changeRun(folder, "UPDATE rows SET cells = '[]' WHERE row IN (3, 7)");
  const before = ['run.db', 'report.csv', 'summary.json'].map((name) => readFileSync(path(name)));

  const { stderr } = await goOn();
  expect(linesOf(path('rescued.csv'))).toEqual(report.filter((line) => !/^"[37]"/.test(line)));
  expect(stderr).toContain('rescued.csv: 6 rows that are as they were written are in');
  expect(stderr).toContain('; 2 rows are not. The report files made before are as they were');
  expect(['run.db', 'report.csv', 'summary.json'].map((name) => readFileSync(path(name)))).toEqual(before);
});

test.each([
  ['a result is lost', 'DELETE FROM results WHERE row = 3'],
  // Of which row it is nobody can say: its number may be what is wrong.
  ['a result is not as it was', 'UPDATE results SET row = 8 WHERE row = 3'],
  ['an intent is lost', 'DELETE FROM intents WHERE row = 2'],
])('where %s, no row is said to be pending that may have been sent', async (_, sql) => {
  const { folder, path, goOn } = await createPatient('stopped');
  await goOn('report');
  const results = linesOf(path('report.csv')).filter((line) => !line.includes('"pending"'));
  expect(results).toHaveLength(3);
  changeRun(folder, sql);
  await goOn();
  const isLeft = (line: string) => !(sql.includes('results') && line.startsWith('"3"'));
  expect(linesOf(path('rescued.csv'))).toEqual(results.filter(isLeft));
});

test('where the run no longer says what it is, the rows with a result are saved all the same', async () => {
  const { folder, path, goOn } = await createPatient('stopped');
  changeRun(folder, "UPDATE run SET record = '{}'");
  const { stderr } = await goOn();
  expect(linesOf(path('rescued.csv')).map((line) => line.split(',').slice(0, 3).join())).toEqual([
    '"2","wm_000000","updated"',
    '"3","wm_000001","updated"',
    '"4","wm_000002","updated"',
  ]);
  expect(stderr).toContain('wefeng-import plan <job> --file <file>');
});

test('where not one row can be shown to be as it was written, that is said, and there is no file', async () => {
  const { folder, path, goOn } = await createPatient('planned');
  changeRun(folder, "UPDATE rows SET cells = '[]'");
  expect((await goOn()).stderr).toContain('rescued.csv: not written: of no row can it be shown');
  expect(existsSync(path('rescued.csv'))).toBe(false);
});
