import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { fast, fullAccount, idOf } from '../helpers/account.js';
import { countCalls, setUpImport, snapshot } from '../helpers/import.js';

const canLimit = spawnSync('bash', ['-c', 'ulimit -f 1000']).status === 0;
const rows = 80;

test.runIf(canLimit)(
  'a rollback that the disk has no room to prepare is refused whole, and leaves nothing to resume',
  async () => {
    const { run, sandbox, workspace } = await setUpImport({
      account: fullAccount(rows),
      header: ['id', '详细'],
      rows: Array.from({ length: rows }, (_, index) => [idOf(index), `${index} ${'长'.repeat(5000)}`]),
      mapping: 'customFields: { 详细说明: 详细 }',
      more: fast,
    });
    const before = snapshot(sandbox);
    const imported = await run('run', '<job>');
    expect(imported.summary.rows.updated).toBe(rows);
    const puts = countCalls(sandbox, 'put');

    // What is to be restored is a few megabytes: it breaks off among them.
    const refused = await workspace.start(['rollback', imported.folder], {}, 'ulimit -f 1000').ended;
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('the rollback has not begun and nothing was sent');
    expect(workspace.runFolders()).toEqual([imported.folder]);
    expect(countCalls(sandbox, 'put')).toBe(puts);

    const back = await run('rollback', imported.folder);
    expect(back).toMatchObject({ code: 0, summary: { rows: { total: rows, updated: rows } } });
    expect(snapshot(sandbox)).toEqual(before);
  },
);
