import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { openRunStore } from '../../src/run/run-store.js';
import { makeTempFolder } from '../helpers/temp-folder.js';

const built = pathToFileURL(join(import.meta.dirname, '../../dist/run/database.js')).href;

/** Another process that has a database to itself for a moment, as one does that looks whether a run is being done. */
async function holdElsewhere(path: string, ms: number): Promise<void> {
  const code = `
    import { attach, closeDatabase } from '${built}';
    const db = attach(process.argv[1]);
    db.exec('PRAGMA file.locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    console.log('held');
    setTimeout(() => { db.exec('ROLLBACK'); closeDatabase(db); }, ${ms});`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, path]);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
}

test('a run that somebody looks at for a moment is waited for, and not taken for one that the disk fails', async () => {
  const folder = makeTempFolder();
  openRunStore(folder).close();
  await holdElsewhere(join(folder, 'run.db'), 500);
  const began = Date.now();
  const store = openRunStore(folder);
  onTestFinished(store.close);
  expect(store.readRecord()).toBeNull();
  expect(Date.now() - began).toBeGreaterThan(100);
});
