import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadJob } from '../../src/job/load-job.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.js';
import { baselineJob, csv, fullAccount, idOf } from '../helpers/account.js';
import { createWorkspace, readReport, readSummary } from '../helpers/workspace.js';

const secrets = { north: 'canary-north-31f0', south: 'canary-south-88ac' } as const;
const rate = { limit: 500, perMs: 1000 };
const fast = 'api: { rate: { limit: 500, per: 1s } }';
const mapping = 'fields: { position: 职位 }';

/** Two accounts, the south one with a signature of its own, and a job for each. */
async function setUp() {
  const start = async (secret: string, signFormat?: string): Promise<Sandbox> => {
    const own = signFormat ? { signFormat } : {};
    const sandbox = await startSandbox({ contacts: fullAccount(3), secret, rate, ...own });
    onTestFinished(() => sandbox.close());
    return sandbox;
  };
  const north = await start(secrets.north);
  const south = await start(secrets.south, '{timestamp}#{secret}');
  const workspace = createWorkspace();
  const rows = [0, 1, 2].map((index) => [idOf(index), `新职位${index}`]);
  workspace.write('customers.csv', csv(['id', '职位'], rows));
  const jobOf = (account: string) => `account: ${account}\n${baselineJob(mapping, fast)}`;
  const jobs = {
    north: workspace.write('north.yaml', jobOf('north')),
    south: workspace.write('south.yaml', jobOf('deep-south')),
  };
  const variables = {
    WEFENG_NORTH_BASE_URL: north.baseUrl,
    WEFENG_NORTH_SECRET: secrets.north,
    WEFENG_DEEP_SOUTH_BASE_URL: south.baseUrl,
    WEFENG_DEEP_SOUTH_SECRET: secrets.south,
    WEFENG_DEEP_SOUTH_SIGN_FORMAT: '{timestamp}#{secret}',
  };
  const run = (args: string[], more: Record<string, string> = {}) => workspace.run(args, { ...variables, ...more });
  return { north, south, workspace, jobs, jobOf, variables, run };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

test('each job goes to its own account with its own secret, and so do apply, resume and rollback of its runs', async () => {
  const { north, south, workspace, jobs, run } = await setUp();
  expect(await run(['run', jobs.north])).toMatchObject({ code: 0 });
  const [first = ''] = workspace.runFolders();
  expect(south.calls).toEqual([]);

  expect(await run(['plan', jobs.south])).toMatchObject({ code: 0 });
  const plan = workspace.runFolders().at(-1) ?? '';
  expect(await run(['apply', plan])).toMatchObject({ code: 0 });
  expect(await run(['rollback', first, '--yes'])).toMatchObject({ code: 0 });
  expect(north.contact(idOf(0))?.position).toBe('经理');
  expect(south.contact(idOf(0))?.position).toBe('新职位0');

  // Each call was signed with the secret of its own account: the other's would not even have been refused unseen.
  const signs = ({ calls }: Sandbox, text: (timestamp: number | null) => string) =>
    calls.every(({ sign, timestamp }) => sign === sha256(text(timestamp)));
  expect(signs(north, (timestamp) => `${secrets.north}&${timestamp}`)).toBe(true);
  expect(signs(south, (timestamp) => `${timestamp}#${secrets.south}`)).toBe(true);
  const written = readdirSync(workspace.logDir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(workspace.logDir, name))
    .filter((path) => statSync(path).isFile());
  for (const path of written) expect(readFileSync(path).includes('canary-')).toBe(false);
});

test('an interrupted run is resumed on the account of its job, and without the job on the one that it began with', async () => {
  const { workspace, jobs, run } = await setUp();
  expect(await run(['run', jobs.south, '--yes'], { WEFENG_DEEP_SOUTH_SECRET: 'canary-wrong' })).toMatchObject({
    code: 3,
  });
  const [folder = ''] = workspace.runFolders();
  expect(readSummary(folder).stoppedBy).toMatchObject({
    code: 'stop.auth',
    message: expect.stringContaining('WEFENG_DEEP_SOUTH_SECRET'),
  });
  rmSync(jobs.south);
  expect(await run(['resume', folder])).toMatchObject({ code: 0 });
  expect(readReport(folder).map(({ status }) => status)).toEqual(['updated', 'updated', 'updated']);
});

test('a run is not gone on with, nor taken back, where its job has moved to another account', async () => {
  const { north, south, workspace, jobs, jobOf, run } = await setUp();
  expect(await run(['plan', jobs.south])).toMatchObject({ code: 0 });
  const plan = workspace.runFolders().at(-1) ?? '';
  workspace.write('south.yaml', jobOf('north'));
  const refused = { code: 1, stderr: expect.stringContaining('another account (WEFENG_NORTH_BASE_URL') };
  expect(await run(['apply', plan])).toMatchObject(refused);
  workspace.write('south.yaml', jobOf('deep-south'));
  expect(await run(['apply', plan])).toMatchObject({ code: 0 });
  workspace.write('south.yaml', jobOf('north'));
  const calls = south.calls.length;
  expect(await run(['rollback', plan, '--yes'])).toMatchObject(refused);
  expect([north.calls.length, south.calls.length]).toEqual([0, calls]);
  // Renamed, the account is still the same.
  workspace.write('south.yaml', jobOf('renamed'));
  const renamed = {
    WEFENG_RENAMED_BASE_URL: south.baseUrl,
    WEFENG_RENAMED_SECRET: secrets.south,
    WEFENG_RENAMED_SIGN_FORMAT: '{timestamp}#{secret}',
  };
  expect(await run(['rollback', plan, '--yes'], renamed)).toMatchObject({ code: 0 });
});

test('what an account lacks is told by name, before anything is called, and its check needs none of it', async () => {
  const { workspace, jobs, variables } = await setUp();
  const { WEFENG_NORTH_SECRET: _, ...lacking } = variables;
  const refused = await workspace.run(['run', jobs.north], lacking);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('WEFENG_NORTH_SECRET is missing') });
  expect(refused.stderr).not.toContain('canary');
  const malformed = await workspace.run(['plan', jobs.north], { ...variables, WEFENG_NORTH_SECRET: '"canary-x"' });
  expect(malformed).toMatchObject({ code: 1, stderr: expect.stringContaining('WEFENG_NORTH_SECRET begins') });
  expect(malformed.stderr).not.toContain('canary');
  expect(workspace.runFolders()).toEqual([]);
  expect(await workspace.run(['check', jobs.north])).toMatchObject({ code: 0 });
});

test('init reads the account that it is given, and writes its name into the job', async () => {
  const { south, workspace, run } = await setUp();
  const made = await run(['init', 'customers.csv', '--account', 'deep-south', '--out', 'new.yaml']);
  expect(made).toMatchObject({ code: 0, stderr: expect.stringContaining('12 custom fields') });
  expect(south.calls).toHaveLength(1);
  expect((await loadJob(join(workspace.folder, 'new.yaml'))).job.account).toBe('deep-south');

  const unknown = await run(['init', 'customers.csv', '--account', 'west', '--out', 'west.yaml']);
  expect(unknown.stderr).toContain('WEFENG_WEST_BASE_URL and WEFENG_WEST_SECRET are not set');
  const wrong = await run(['init', 'customers.csv', '--account', 'West_1', '--out', 'wrong.yaml']);
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('West_1') });
});
