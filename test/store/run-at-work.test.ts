import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { attach, closeDatabase } from '../../src/store/sqlite/database.js';
import { openRunStore } from '../../src/store/sqlite/run-store.js';
import { readAgreement } from '../../src/store/sqlite/sealed/agreement.js';
import { readHead } from '../../src/store/sqlite/sealed/head-file.js';
import { fullAccount, idOf, mobileOf } from '../helpers/account.js';
import { customers, jobYaml, toCsv } from '../helpers/customers.js';
import { changeRun, createPatient } from '../helpers/damage.js';
import { setUpImport, snapshot } from '../helpers/import.js';
import { createWorkspace, readSummary, SECRET } from '../helpers/workspace.js';

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
}

test('when a row arrives at the server, run.head knows of the transaction that holds its intent', async () => {
  const seen: { isIntended: boolean; isMarked: boolean }[] = [];
  const baseUrl = await listen(async (request, response) => {
    const body = await text(request);
    const id = /externalContact\/(\w+)/.exec(request.url ?? '')?.[1] ?? '';
    const [folder = ''] = workspace.runFolders();
    // A WAL that is cut at that transaction, the last there is, would leave a run.db that is behind run.head.
    const head = readHead(folder);
    const db = attach(join(folder, 'run.db'), 'ro');
    const { chain } = readAgreement(db, folder);
    const found = db.prepare('SELECT 1 FROM intents JOIN rows USING (row) WHERE contact = ?').get([id]);
    closeDatabase(db);
    const isMarked = typeof head !== 'string' && chain?.seq === head.seq && chain.head === head.head;
    seen.push({ isIntended: found !== undefined, isMarked });
    const customField = JSON.stringify(JSON.parse(body).customFields);
    response.end(JSON.stringify({ succeed: true, code: 200, data: { externalUserId: id, customField } }));
  });
  const workspace = createWorkspace(baseUrl);
  workspace.write('customers.csv', toCsv(customers(12)));
  const job = workspace.write('job.yaml', jobYaml('api: { concurrency: 1 }'));
  expect(await workspace.run(['run', job])).toMatchObject({ code: 0 });
  expect(seen).toEqual(customers(12).map(() => ({ isIntended: true, isMarked: true })));
});

/** A run of six rows, into whose run.db something is written when its second PUT comes. */
async function runWhile(change: string) {
  let puts = 0;
  const { run, workspace, sandbox } = await setUpImport({
    account: fullAccount(6),
    header: ['id', '手机', '备注'],
    rows: Array.from({ length: 6 }, (_, index) => [idOf(index), `138${mobileOf(index).slice(3)}`, `新 ${index}`]),
    mapping: 'fields: { mobile: 手机 }\ncustomFields: { 备注: 备注 }',
    more: 'api: { rate: { limit: 1000, per: 1s }, concurrency: 1 }\ncanary: 0\nbaseline: list',
    interfere: ({ method }) => {
      if (method === 'PUT' && ++puts === 2) changeRun(workspace.runFolders()[0] ?? '', change);
      return null;
    },
  });
  const before = snapshot(sandbox);
  const { code, stderr, folder } = await run('run', '<job>', '--yes');
  const changed = snapshot(sandbox).filter((contact, index) => contact !== before[index]).length;
  return { code, stderr, changed, again: (await run('resume', folder)).stderr };
}

test('what is no longer as it was written is not sent by a run that is under way either', async () => {
  const change = "UPDATE baseline SET json = replace(json, '第二行 4', '第二行 5')";
  const { code, stderr, changed, again } = await runWhile(`${change} WHERE contact = '${idOf(4)}'`);
  expect({ code, changed }).toEqual({ code: 1, changed: 4 });
  expect(stderr).toContain('the table baseline is not as it was written');
  // It is there to be looked at, and is told in the same words later.
  expect(again).toContain('record 5 of the table baseline is not as it was written');
});

test('what is no longer as it was written is not reported at the end of a run either', async () => {
  const { code, stderr, changed } = await runWhile("UPDATE results SET status = 'failed' WHERE row = 2");
  expect({ code, changed }).toEqual({ code: 1, changed: 6 });
  expect(stderr).toContain('record 2 of the table results is not as it was written');
  expect(stderr).toContain('rescued.csv: 5 rows');
});

test('a run whose database breaks while it is under way is told as damaged, not as an internal error', async () => {
  const { code, stderr, changed } = await runWhile('DROP TABLE results');
  expect({ code, changed }).toEqual({ code: 1, changed: 2 });
  expect(stderr).toMatch(/is damaged[\s\S]*the database file makes no sense/);
});

test('a plan whose checksum is another than when it was made is not sent', async () => {
  const { folder, goOn, putBack } = await createPatient('planned');
  const store = openRunStore(folder);
  const record = store.readRecord();
  expect(record?.planChecksum).toMatch(/^[0-9a-f]{32}$/);
  if (record) store.replaceRecord(record, { ...record, planChecksum: '0'.repeat(32) });
  store.close();
  const { code, puts, stderr } = await goOn();
  expect({ code, puts }).toEqual({ code: 1, puts: [] });
  expect(stderr).toContain(
    `the checksum of the plan is ${record?.planChecksum} now; it was 00000000000000000000000000000000`,
  );
  await putBack();
  expect(await goOn()).toMatchObject({ code: 0 });
});

test('a damaged run is listed as that, and can be pruned; the others are listed as ever', async () => {
  const { workspace, folder, putBack } = await createPatient('planned');
  await workspace.run(['plan', join(workspace.folder, 'job.yaml')]);
  for (const sql of [
    "UPDATE run SET record = CAST(x'7b22ff227d' AS TEXT)",
    "UPDATE run SET record = replace(record, 'planned', 'plannad')",
    'DELETE FROM chain',
  ]) {
    await putBack();
    changeRun(folder, sql);
    const { code, stdout } = await workspace.run(['runs', '--json']);
    expect({ sql, code }).toEqual({ sql, code: 0 });
    expect(JSON.parse(stdout).runs).toMatchObject([
      { state: 'planned' },
      { state: 'damaged', command: null, rows: null },
    ]);
  }
  await putBack();
  changeRun(
    folder,
    "UPDATE results SET status = CAST(x'ff' AS TEXT); INSERT INTO results VALUES (2, CAST(x'ff' AS TEXT), '', '', 1, 1, '', '')",
  );
  expect(await workspace.run(['runs'])).toMatchObject({ code: 0 });
  changeRun(folder, 'DELETE FROM chain');
  expect(await workspace.run(['prune', '--older-than', '0d', '--force'])).toMatchObject({ code: 0 });
});

const canTrace = spawnSync('strace', ['-e', 'trace=none', 'true']).status === 0;

test.runIf(canTrace).each(['pwrite64', 'fdatasync'])(
  'where %s fails for run.head the run stops before the next call; later it goes on',
  async (call) => {
    const { workspace, witness, folder, path, goOn } = await createPatient('planned');
    const cli = join(import.meta.dirname, '../../dist/cli.js');
    const failing = ['-P', path('run.head'), '-e', `trace=${call}`, '-e', `inject=${call}:error=EIO:when=5+`];
    const child = spawn(
      'strace',
      ['-f', '-qq', '-o', '/dev/null', ...failing, process.execPath, cli, 'apply', folder],
      {
        cwd: workspace.folder,
        env: {
          PATH: process.env.PATH,
          LANG: 'en_US.UTF-8',
          WEFENG_LOG_DIR: workspace.logDir,
          WEFENG_BASE_URL: witness.baseUrl,
          WEFENG_SECRET: SECRET,
        },
      },
    );
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    expect({ code, said: out + err }).toEqual({
      code: 3,
      said: expect.stringContaining('or does not give back what is on it (EIO)'),
    });
    const sent = witness.puts.length;
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThan(8);
    expect(readSummary(folder)).toMatchObject({ state: 'stopped', rows: { updated: sent } });
    const again = await goOn('resume');
    expect({ code: again.code, puts: again.puts.length }).toEqual({ code: 0, puts: 8 });
  },
);
