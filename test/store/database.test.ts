import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { closeDatabase, openDatabase } from '../../src/store/sqlite/database.js';
import { holderOf, takeLock } from '../../src/store/sqlite/file-lock.js';
import { openRunStore } from '../../src/store/sqlite/run-store.js';
import { makeTempFolder } from '../helpers/temp-folder.js';

const built = pathToFileURL(join(import.meta.dirname, '../../dist/store/sqlite/database.js')).href;

/**
 * Another process that has a database to itself for a moment, as one does that looks whether a run is being done.
 * `freedAt` is the time (ms) at which it is about to let go.
 */
async function holdElsewhere(path: string, ms: number): Promise<{ freedAt: Promise<number> }> {
  const code = `
    import { attach, closeDatabase } from '${built}';
    const db = attach(process.argv[1]);
    db.exec('PRAGMA file.locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    console.log('held');
    setTimeout(() => { console.log(Date.now()); db.exec('ROLLBACK'); closeDatabase(db); }, ${ms});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, path]);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return { freedAt: once(child.stdout, 'data').then(Number) };
}

test('a run that somebody looks at for a moment is waited for, and not taken for one that the disk fails', async () => {
  const folder = makeTempFolder();
  openRunStore(folder).close();
  const { freedAt } = await holdElsewhere(join(folder, 'run.db'), 500);
  const store = openRunStore(folder);
  onTestFinished(store.close);
  expect(store.readRecord()).toBeNull();
  expect(Date.now()).toBeGreaterThanOrEqual(await freedAt);
});

const schema = 'CREATE TABLE IF NOT EXISTS file.things (name TEXT)';

const openFilesIn = (folder: string): string[] =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`);
      return path.startsWith(folder) ? [path] : [];
    } catch {
      return [];
    }
  });

test.runIf(existsSync('/proc/self/fd'))(
  'a database that is closed holds no file open, whatever statements are still around',
  () => {
    const folder = makeTempFolder();
    const db = openDatabase(join(folder, "it's 100%.db"), schema, 1);
    const insert = db.prepare('INSERT INTO things VALUES (?)');
    const select = db.prepare('SELECT name FROM things');
    insert.run(['a']);
    expect(select.get([])).toMatchObject({ name: 'a' });
    expect(openFilesIn(folder)).not.toEqual([]);
    closeDatabase(db);
    expect(openFilesIn(folder)).toEqual([]);
    // Nothing is left beside it either: all that was written is in the one file.
    expect(readdirSync(folder)).toEqual(["it's 100%.db"]);
  },
);

test('who looks whether his own lock is held, keeps it', () => {
  const path = join(makeTempFolder(), 'lock');
  const lock = takeLock(path, 'mine');
  expect(holderOf(path)).toMatchObject({ runId: 'mine' });
  const look = `import { holderOf } from ${JSON.stringify(join(import.meta.dirname, '../../dist/store/sqlite/file-lock.js'))};
    process.stdout.write(JSON.stringify(holderOf(${JSON.stringify(path)})));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', look]);
  expect(JSON.parse(String(stdout))).toMatchObject({ runId: 'mine' });
  if ('release' in lock) lock.release();
  expect(holderOf(path)).toBeNull();
});
