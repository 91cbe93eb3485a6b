import { readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { remarks, rowsOf, setUpInboxes } from '../helpers/inbox.js';
import { until } from '../helpers/until.js';
import { readSummary } from '../helpers/workspace.js';

test('each file of an inbox is imported once, the oldest first, and lies in done/ afterwards with the id of its run', async () => {
  const { sandbox, workspace, addJob, put, filesOf, once } = await setUpInboxes(4);
  addJob('a');
  const later = put('a', 'a-later.csv', rowsOf('later', 0, 2));
  const earlier = put('a', 'b-earlier.csv', rowsOf('earlier', 0, 4));
  utimesSync(earlier, 1_000_000, 1_000_000);
  utimesSync(later, 2_000_000, 2_000_000);

  expect(await once()).toMatchObject({ code: 0 });
  expect(remarks(sandbox)).toEqual(['later', 'later', 'earlier', 'earlier']);
  expect(filesOf('a')).toEqual(['done/a-later.<run>.csv', 'done/b-earlier.<run>.csv']);
  const runs = workspace.runFolders().map((folder) => readSummary(folder));
  expect(runs.map(({ state, rows }) => [state, rows.updated]).toSorted()).toEqual([
    ['completed', 2],
    ['completed', 4],
  ]);
  for (const name of readdirSync(join(workspace.folder, 'inbox-a', 'done'))) {
    expect(runs.some(({ runId }) => name.includes(runId))).toBe(true);
  }

  // Nothing has come: that is said, nothing is begun, and the account is not called.
  const calls = sandbox.calls.length;
  expect(await once()).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('[a] there is no new file in the inbox'),
  });
  expect([workspace.runFolders().length, sandbox.calls.length]).toEqual([2, calls]);
});

test('what was imported before under another name is skipped, and said so; the same content for another job is not', async () => {
  const { sandbox, addJob, put, filesOf, once } = await setUpInboxes(4);
  addJob('a');
  addJob('b');
  put('a', 'one.csv', rowsOf('x', 0, 4));
  await once();
  const calls = sandbox.calls.length;
  put('a', 'two.csv', rowsOf('x', 0, 4));
  const { code, stderr } = await once();
  expect({ code, words: stderr }).toMatchObject({ code: 0, words: expect.stringContaining('has imported already') });
  expect(stderr).not.toContain('two.csv');
  expect(sandbox.calls.length).toBe(calls);
  expect(filesOf('a')).toEqual(['done/one.<run>.csv', 'done/two.<run>.again.csv']);

  put('b', 'one.csv', rowsOf('x', 0, 4));
  await once();
  expect(sandbox.calls.length).toBeGreaterThan(calls);
  expect(filesOf('b')).toEqual(['done/one.<run>.csv']);
});

test('a file that is refused goes to failed/; its run folder says why; the next one goes on; put there again it is tried again', async () => {
  const { workspace, addJob, put, filesOf, once } = await setUpInboxes(4);
  addJob('a');
  const broken = put('a', 'a.csv', 'no,such,columns\n1,2,3');
  utimesSync(broken, 1_000_000, 1_000_000);
  put('a', 'b.csv', rowsOf('x', 0, 4));
  const { code, stderr } = await once();
  expect(code).toBe(1);
  expect(filesOf('a')).toEqual(['done/b.<run>.csv', 'failed/a.<run>.csv']);
  expect(stderr).toContain('source.missingColumns');
  // The header of a file that has none is its first customer.
  expect(stderr).not.toContain('such');
  const refused = workspace.runFolders().find((folder) => readdirSync(folder).join() === 'refusal.txt') ?? '';
  expect(readFileSync(join(refused, 'refusal.txt'), 'utf8')).toContain('lacks columns');

  put('a', 'a.csv', 'no,such,columns\n1,2,3');
  expect((await once()).code).toBe(1);
  expect(filesOf('a').filter((name) => name.startsWith('failed/'))).toHaveLength(2);
});

test('a file with rows that are not done goes to failed/, and is not imported again', async () => {
  const { addJob, put, filesOf, once } = await setUpInboxes(2);
  addJob('a');
  put('a', 'a.csv', rowsOf('x', 0, 3));
  expect((await once()).code).toBe(2);
  put('a', 'again.csv', rowsOf('x', 0, 3));
  expect((await once()).code).toBe(0);
  expect(filesOf('a')).toEqual(['done/again.<run>.again.csv', 'failed/a.<run>.csv']);
});

test('a run that a limit holds back goes to failed/, its plan is kept, and apply sends it', async () => {
  const { sandbox, workspace, addJob, put, filesOf, once } = await setUpInboxes(4);
  addJob('a', 'limits: { changed: 1 }');
  put('a', 'a.csv', rowsOf('x', 0, 4));
  const { code, stderr } = await once();
  expect({ code, words: stderr }).toMatchObject({ code: 1, words: expect.stringContaining('limit.changed') });
  expect(filesOf('a')).toEqual(['failed/a.<run>.csv']);
  addJob('a', 'limits: { changed: 4 }');
  expect((await workspace.run(['apply', workspace.runFolders()[0] ?? ''])).code).toBe(0);
  expect(remarks(sandbox)).toEqual(['x', 'x', 'x', 'x']);

  // Its content is imported now: what has been edited since is not overwritten by the same file once more.
  const calls = sandbox.calls.length;
  put('a', 'again.csv', rowsOf('x', 0, 4));
  expect((await once()).stderr).toContain('has imported already');
  expect([sandbox.calls.length, workspace.runFolders().length]).toEqual([calls, 1]);
  expect(filesOf('a')).toEqual(['done/again.<run>.again.csv', 'failed/a.<run>.csv']);
});

test('a file whose plan is still held is tried again when it comes again', async () => {
  const { workspace, addJob, put, once } = await setUpInboxes(4);
  addJob('a', 'limits: { changed: 1 }');
  put('a', 'a.csv', rowsOf('x', 0, 4));
  await once();
  addJob('a', 'limits: { changed: 4 }');
  put('a', 'a.csv', rowsOf('x', 0, 4));
  expect((await once()).code).toBe(0);
  const [held = '', imported = ''] = workspace.runFolders();
  expect([readSummary(held).state, readSummary(imported).state]).toEqual(['planned', 'completed']);
  expect(await workspace.run(['apply', held])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('later run of this job'),
  });
});

describe('a file is taken only when it is complete', () => {
  test('one that was written a moment ago is waited for, and taken when it has not changed since', async () => {
    const { addJob, put, filesOf, once } = await setUpInboxes(2);
    addJob('a', 'inbox: { stableFor: 700ms }');
    put('a', 'a.csv', rowsOf('x', 0, 2));
    const start = Date.now();
    expect((await once()).code).toBe(0);
    expect(Date.now() - start).toBeGreaterThan(600);
    expect(filesOf('a')).toEqual(['done/a.<run>.csv']);
  });

  test('one that is still being written is left for the next time, also when its time of modification is set back', async () => {
    const { addJob, put, filesOf, once, workspace } = await setUpInboxes(2);
    addJob('a', 'inbox: { stableFor: 1500ms }');
    const path = put('a', 'a.csv', rowsOf('x', 0, 1));
    let goesOn = true;
    const trigger = once().finally(() => {
      goesOn = false;
    });
    while (goesOn) {
      writeFileSync(path, '\nx', { flag: 'a' });
      utimesSync(path, 1_000_000, 1_000_000);
      await sleep(100);
    }
    const { code, stderr } = await trigger;
    expect({ code, words: stderr }).toMatchObject({ code: 0, words: expect.stringContaining('1 file ') });
    expect([filesOf('a'), workspace.runFolders()]).toEqual([['a.csv'], []]);
  });

  test.each(['a.CSV.done', 'a.done'])(
    'one with %s beside it is taken at once, and the marker goes with it',
    async (marker) => {
      const { addJob, put, filesOf, once } = await setUpInboxes(2);
      addJob('a', 'inbox: { stableFor: 1h }');
      put('a', 'a.CSV', rowsOf('x', 0, 2));
      put('a', marker, '');
      expect((await once()).code).toBe(0);
      expect(filesOf('a')).toEqual(['done/a.<run>.CSV']);
    },
  );

  test('complete: marker takes none without it, however long it has been there', async () => {
    const { addJob, put, filesOf, once } = await setUpInboxes(2);
    addJob('a', 'inbox: { complete: marker, stableFor: 0s }');
    put('a', 'a.csv', rowsOf('x', 0, 2));
    const { stderr } = await once();
    expect(stderr).toContain('1 file ');
    put('a', 'a.csv.done', '');
    await once();
    expect(filesOf('a')).toEqual(['done/a.<run>.csv']);
  });
});

test('afterwards: leave leaves files where they are, and never takes them twice; changed, one is another', async () => {
  const { sandbox, addJob, put, filesOf, once, workspace } = await setUpInboxes(2);
  addJob('a', 'inbox: { stableFor: 0s, afterwards: leave }');
  put('a', 'a.csv', rowsOf('x', 0, 2));
  await once();
  await once();
  expect([filesOf('a'), workspace.runFolders().length]).toEqual([['a.csv'], 1]);
  put('a', 'a.csv', rowsOf('y', 0, 2));
  await once();
  expect([remarks(sandbox), workspace.runFolders().length]).toEqual([['y', 'y'], 2]);
  // Back to what it was: that has been imported, and says so.
  put('a', 'a.csv', rowsOf('x', 0, 2));
  expect((await once()).stderr).toContain('has imported already');
  expect((await once()).stderr).not.toContain('has imported already');
});

test('what Excel, browsers and copiers keep in hand, hidden files, folders and what is put away are no files of an inbox', async () => {
  const { addJob, put, filesOf, once, workspace } = await setUpInboxes(2);
  addJob('a', 'source: { file: "../inbox-a/**/*" }\ninbox: { stableFor: 0s }');
  const names = ['~$a.csv', 'a.csv.part', 'b.tmp', '.hidden.csv', 'c.crdownload', 'd.csv~', 'lonely.done'];
  for (const name of names) put('a', name, rowsOf('x', 0, 2));
  put('a', 'good.csv', rowsOf('x', 0, 2));
  await once();
  expect(filesOf('a')).toEqual([...names, 'done/good.<run>.csv'].toSorted());
  await once();
  expect(workspace.runFolders()).toHaveLength(1);
});

test('a file that cannot be moved stays, which is said, and is not imported again', async () => {
  const { addJob, put, filesOf, once, workspace } = await setUpInboxes(2);
  addJob('a');
  // Where the folder should be there is a file.
  put('a', 'done', 'in the way');
  put('a', 'a.csv', rowsOf('x', 0, 2));
  expect(await once()).toMatchObject({ code: 0, stderr: expect.stringContaining('cannot be moved (EEXIST)') });
  const { code, stderr } = await once();
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.not.stringContaining('cannot be moved') });
  expect([filesOf('a'), workspace.runFolders().length]).toEqual([['a.csv', 'done'], 1]);
});

test('a file that goes while another one is imported keeps none from following', async () => {
  const { sandbox, addJob, put, filesOf, once } = await setUpInboxes(6, {
    faults: { latencyMs: { min: 100, max: 100 } },
  });
  addJob('a');
  const files = ['1.csv', '2.csv', '3.csv'].map((name, index) =>
    put('a', name, rowsOf(name, 2 * index, 2 * index + 2)),
  );
  for (const [index, path] of files.entries()) utimesSync(path, index + 1, index + 1);
  const trigger = once();
  await until(() => sandbox.calls.length > 0);
  rmSync(files[1] ?? '');
  expect((await trigger).code).toBe(0);
  expect(filesOf('a')).toEqual(['done/1.<run>.csv', 'done/3.<run>.csv']);
});

test('what was imported before and cannot be moved is said once, and keeps none from following', async () => {
  const { addJob, put, filesOf, once } = await setUpInboxes(2);
  addJob('a');
  put('a', 'a.csv', rowsOf('x', 0, 2));
  await once();
  // With the id of a run its name is longer than a file system takes.
  const long = `${'l'.repeat(240)}.csv`;
  put('a', long, rowsOf('x', 0, 2));
  put('a', 'z.csv', rowsOf('new', 0, 2));
  const { code, stderr } = await once();
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('(ENAMETOOLONG)') });
  expect((await once()).stderr).not.toContain('has imported already');
  expect(filesOf('a')).toEqual(['done/a.<run>.csv', 'done/z.<run>.csv', long]);
});

test('a marker that is older than its file was for what lay there before', async () => {
  const { workspace, addJob, put, once } = await setUpInboxes(2);
  addJob('a', 'inbox: { complete: marker, afterwards: leave }');
  put('a', 'a.csv', rowsOf('x', 0, 2));
  const marker = put('a', 'a.csv.done', '');
  await once();
  utimesSync(marker, 1_000_000, 1_000_000);
  put('a', 'a.csv', rowsOf('half', 0, 1));
  expect((await once()).stderr).toContain('1 file in the inbox is not complete');
  expect(workspace.runFolders()).toHaveLength(1);
});

test('tables that do not fit the pattern are told of: somebody may wait for them', async () => {
  const { addJob, put, once, workspace } = await setUpInboxes(2);
  addJob('a');
  for (const name of ['old.xls', 'new.XLSX', 'notes.md', '~$new.xlsx', '.hidden.xls']) put('a', name, 'x');
  const { code, stderr } = await once();
  expect({ code, stderr }).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('2 files in the inbox do not fit'),
  });
  expect(workspace.runFolders()).toEqual([]);
});

test('an inbox that is not there is refused, by name', async () => {
  const { addJob, once, workspace } = await setUpInboxes(1);
  addJob('a');
  rmSync(join(workspace.folder, 'inbox-a'), { recursive: true });
  const { code, stderr } = await once();
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('the inbox ../inbox-a/*.csv') });
});

test('a pattern may name several folders and kinds of files, and lead through a link', async () => {
  const { addJob, put, filesOf, once, workspace } = await setUpInboxes(6);
  addJob('real');
  symlinkSync(join(workspace.folder, 'inbox-real'), join(workspace.folder, 'link'));
  put('real', 'a.csv', rowsOf('x', 0, 2));
  put('real', 'b.txt', rowsOf('y', 2, 4));
  put('real', 'c.tsv', rowsOf('z', 4, 6));
  addJob('a', 'source: { file: "../link/*.{csv,txt}" }\ninbox: { stableFor: 0s }');
  expect((await once('jobs/a.yaml')).code).toBe(0);
  expect(filesOf('real')).toEqual(['c.tsv', 'done/a.<run>.csv', 'done/b.<run>.txt']);
});

test('a job with one file imports it at every trigger; one whose file is missing says so', async () => {
  const { sandbox, workspace, addJob, once } = await setUpInboxes(2);
  workspace.write('customers.csv', rowsOf('x', 0, 2));
  addJob('a', 'source: { file: ../customers.csv }');
  expect((await once()).code).toBe(0);
  workspace.write('customers.csv', rowsOf('y', 0, 2));
  expect((await once()).code).toBe(0);
  expect(remarks(sandbox)).toEqual(['y', 'y']);
  rmSync(join(workspace.folder, 'customers.csv'));
  const { code, stderr } = await once();
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('source.missing') });
});
