import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'libsql';
import { describe, expect, test } from 'vitest';
import { rowsOf, setUpInboxes } from '../helpers/inbox.js';
import { startService } from '../helpers/service.js';
import { until } from '../helpers/until.js';

describe('a trigger that was missed while the service was not there', () => {
  const daily = (missed: string) => `schedule: { cron: "0 0 1 1 *", missed: ${missed} }`;

  test.each([
    ['is caught up, once', 'once', 1],
    ['is skipped where the job says so, which is said', 'skip', 0],
  ])('%s', async (_, missed, runs) => {
    const { workspace, addJob, put } = await setUpInboxes(2);
    addJob('a', daily(missed));
    const first = startService(workspace);
    await first.says(/started with/);
    await until(() => due(workspace.logDir) > 0);
    await first.stop();
    expect(first.said()).not.toContain('was due');
    put('a', 'one.csv', rowsOf('x', 0, 2));
    makeDue(workspace.logDir, Date.now() - 3 * 86_400_000);

    const second = startService(workspace);
    await second.says(/was due at/);
    if (runs > 0) await second.says(/is completed/);
    else await until(() => due(workspace.logDir) > Date.now());
    await second.stop();
    expect(workspace.runFolders()).toHaveLength(runs);

    const third = startService(workspace);
    await third.says(/started with/);
    await sleep(500);
    await third.stop();
    expect(third.said()).not.toContain('was due');
  });
});

function due(logDir: string): number {
  const db = new Database(join(logDir, '.schedule', 'book.db'));
  const found = db.prepare('SELECT at FROM due').get([]) as { at: number } | undefined;
  db.close();
  return found?.at ?? 0;
}

function makeDue(logDir: string, at: number): void {
  const db = new Database(join(logDir, '.schedule', 'book.db'));
  db.prepare('UPDATE due SET at = ?').run([at]);
  db.close();
}
