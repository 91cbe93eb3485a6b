import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { attach, closeDatabase } from '../../src/store/sqlite/database.js';
import { inspectRun } from '../../src/store/sqlite/sealed/inspect-run.js';
import { migrateRun } from '../../src/store/sqlite/sealed/migrate-run.js';
import { changeRun } from '../helpers/damage.js';
import { accountAfter, accountBefore, contentsOf, layOldRun, type OldName, oldReports } from '../helpers/old-run.js';
import { createWorkspace, readSummary, SECRET } from '../helpers/workspace.js';

/** An old run, and an account that holds what it left there. */
async function setUp(name: OldName) {
  const rate = { limit: 1000, perMs: 1000 };
  const sandbox = await startSandbox({ contacts: accountAfter(name), secret: SECRET, rate });
  onTestFinished(() => sandbox.close());
  const workspace = createWorkspace(sandbox.baseUrl);
  const folder = layOldRun(name, workspace.logDir, sandbox.baseUrl);
  return { sandbox, workspace, folder };
}

describe('a run of the version before records had seals', () => {
  test.each<OldName>(['completed', 'stopped'])(
    '%s, is reported byte for byte as that version has reported it',
    async (name) => {
      const workspace = createWorkspace();
      const folder = layOldRun(name, workspace.logDir, null);
      for (let times = 0; times < 2; times++) {
        expect(await workspace.run(['report', folder])).toMatchObject({ code: 0 });
        const reports = oldReports(name, folder);
        for (const [file, content] of Object.entries(reports)) {
          expect(readFileSync(join(folder, file), 'utf8')).toBe(content);
        }
      }
      expect(await inspectRun(folder)).toMatchObject({ found: [], chain: { marks: [{ seq: 1 }, { seq: 0 }] } });
    },
  );

  test('is taken back', async () => {
    const { sandbox, workspace, folder } = await setUp('completed');
    const before = contentsOf(accountBefore().contacts);
    expect(contentsOf(sandbox.contacts())).not.toEqual(before);
    expect(await workspace.run(['rollback', folder])).toMatchObject({ code: 0 });
    expect(contentsOf(sandbox.contacts())).toEqual(before);
  });

  test('goes on where it was killed, and its row in doubt is settled', async () => {
    const { sandbox, workspace, folder } = await setUp('stopped');
    expect(await workspace.run(['resume', folder])).toMatchObject({ code: 2 });
    expect(readSummary(folder)).toMatchObject({ state: 'completed', rows: { updated: 10, unchanged: 1, invalid: 2 } });
    expect(contentsOf(sandbox.contacts())).toEqual(contentsOf(accountAfter('completed').contacts));
  });

  test('is listed as ever, and left as it is by that', async () => {
    const { workspace, folder } = await setUp('stopped');
    const before = readFileSync(join(folder, 'run.db'));
    const { stdout } = await workspace.run(['runs', '--json']);
    expect(JSON.parse(stdout).runs).toMatchObject([{ state: 'interrupted', resumable: true, rows: 13, notFine: 7 }]);
    expect(readFileSync(join(folder, 'run.db'))).toEqual(before);
    expect(existsSync(join(folder, 'run.head'))).toBe(false);
  });

  test('is not condemned where the process was killed right after it was migrated; later a missing run.head is', async () => {
    const { workspace, folder } = await setUp('completed');
    migrateRun(folder);
    expect(existsSync(join(folder, 'run.head'))).toBe(false);
    expect(await workspace.run(['report', folder])).toMatchObject({ code: 0 });
    rmSync(join(folder, 'run.head'));
    const { code, stderr } = await workspace.run(['report', folder]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('run.head: 文件不见了') });
  });

  test('is left alone while another process works on it', async () => {
    const { workspace, folder } = await setUp('completed');
    const db = attach(join(folder, 'run.db'));
    db.exec('BEGIN; SELECT 1 FROM run; COMMIT');
    const { code, stderr } = await workspace.run(['report', folder]);
    expect({ code, stderr }).toEqual({ code: 4, stderr: expect.stringContaining('is working on') });
    expect(existsSync(join(folder, 'run.head'))).toBe(false);
    closeDatabase(db);
    expect(await workspace.run(['report', folder])).toMatchObject({ code: 0 });
  });

  test.each([
    ['text that is no UTF-8', "UPDATE rows SET contact = CAST(x'776dff' AS TEXT) WHERE row = 5", 'rows', 5],
    ['cells that are no JSON', 'UPDATE rows SET cells = \'["a"\' WHERE row = 6', 'rows', 6],
    ['a BLOB for a text', 'UPDATE planned SET changes = CAST(changes AS BLOB) WHERE row = 4', 'planned', 4],
    ['a result that is cut', "UPDATE results SET problems = '' WHERE row = 2", 'results', 2],
  ])('is refused where it is damaged: %s', async (_, sql, table, row) => {
    const { workspace, folder, sandbox } = await setUp('completed');
    changeRun(folder, sql);
    const before = readFileSync(join(folder, 'run.db'));
    for (const command of ['report', 'rollback', 'resume']) {
      const { code, stderr } = await workspace.run([command, folder]);
      expect(code).toBe(1);
      expect(stderr).toContain(`表 ${table} 中编号 ${row} 的记录不可能是写入时的内容`);
      expect(stderr).toContain('rescued.csv: 没有一行可以核实');
    }
    expect(sandbox.calls).toEqual([]);
    expect(readFileSync(join(folder, 'run.db'))).toEqual(before);
  });

  test('is refused where a page of it is gone', async () => {
    const { workspace, folder, sandbox } = await setUp('completed');
    const path = join(folder, 'run.db');
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0, 3 * 4096, 4 * 4096));
    const { code, stderr } = await workspace.run(['rollback', folder]);
    expect({ code, calls: sandbox.calls }).toEqual({ code: 1, calls: [] });
    expect(stderr).toContain('run.db: 数据库文件读不通');
  });
});
