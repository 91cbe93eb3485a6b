import { describe, expect, test } from 'vitest';
import { fast, fullAccount, idOf } from '../helpers/account.js';
import { countCalls, setUpImport } from '../helpers/import.js';

const header = ['id', '备注'];
const mapping = 'customFields: { 备注: 备注 }';

/** A plan of yesterday with a wrong value, and the file of today, by which the contact is as it should be. */
async function setUp() {
  const account = fullAccount(3);
  const { run, sandbox, workspace, job } = await setUpImport({
    account,
    header,
    mapping,
    more: fast,
    rows: [[idOf(0), '写错的备注']],
  });
  const { summary } = await run('plan', '<job>');
  const right = '备注 0 "引号" 🧾';
  const again = () =>
    run(
      'run',
      '<job>',
      '--file',
      workspace.write('today.csv', `id,备注\n${idOf(0)},"${right.replaceAll('"', '""')}"\n`),
    );
  const puts = () => countCalls(sandbox, 'put');
  return { run, workspace, job, again, puts, plan: summary.runId };
}

describe('apply of a plan, after which the same job has brought newer data', () => {
  test('is refused where nobody can be asked, and stays a plan; --yes sends it and says so', async () => {
    const { run, workspace, again, puts, plan } = await setUp();
    const newer = await again();
    expect(newer.summary.rows).toMatchObject({ unchanged: 1 });
    const refused = await workspace.run(['apply', plan]);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain(`the data of ${plan} is older, and 1 later run of this job`);
    expect(refused.stderr).toContain(`(the latest: ${newer.summary.runId})`);
    expect(puts()).toBe(0);
    const { stdout } = await workspace.run(['runs', '--json']);
    expect(JSON.parse(stdout).runs).toMatchObject([{}, { runId: plan, state: 'planned' }]);
    const sent = await run('apply', plan, '--yes');
    expect(sent.stderr).toContain('to go on writes old data over what it found right');
    expect({ code: sent.code, puts: puts() }).toEqual({ code: 0, puts: 1 });
  });

  test('is seen also where the later run went by the clock of another zone', async () => {
    const { workspace, job, plan } = await setUp();
    // By that clock, and by its name, it was ten hours before the plan.
    const later = await workspace.runProcess(['run', job, '--yes'], { TZ: 'Pacific/Honolulu' });
    expect(later.code).toBe(0);
    expect(await workspace.run(['apply', plan])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('1 later run'),
    });
  });

  test('is said at a terminal, above the plan and its question', async () => {
    const { workspace, again, puts, plan } = await setUp();
    await again();
    const asked = await workspace.runAtTerminal(['apply', plan], 'n');
    expect(asked.stderr).toMatch(
      /Checksum of the plan: .*\nnote: the data of .* is older[\s\S]*Plan: 1 row[\s\S]*Send now/,
    );
    expect({ code: asked.code, puts: puts() }).toEqual({ code: 1, puts: 0 });
  });

  test('is as ever where the later run has sent nothing, or is older', async () => {
    const { run, workspace, puts, plan } = await setUp();
    const later = await run('plan', '<job>');
    expect(await workspace.run(['apply', plan])).toMatchObject({ code: 0 });
    expect(puts()).toBe(1);
    // The earlier plan has been sent in between: that its contact has changed is for the drift to see.
    expect((await run('apply', later.summary.runId)).summary.rows).toMatchObject({ unchanged: 1 });
  });
});

describe('apply at a terminal', () => {
  test('shows the checksum and the plan, and asks before it sends', async () => {
    const { workspace, puts, plan } = await setUp();
    const declined = await workspace.runAtTerminal(['apply', plan], '');
    expect(declined.stderr).toMatch(/Checksum of the plan: \S+[\s\S]*Plan: 1 row: 1 to send[\s\S]*Send now\? \[y\/N\]/);
    expect({ code: declined.code, puts: puts() }).toEqual({ code: 1, puts: 0 });
    const sent = await workspace.runAtTerminal(['apply', plan], 'y');
    expect({ code: sent.code, puts: puts() }).toEqual({ code: 0, puts: 1 });
  });
});
