import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.js';
import { createAccount, customers, holdsRow, idOf, jobYaml, toCsv } from '../helpers/customers.js';
import { busiestWindow, staleCalls } from '../helpers/quota.js';
import { untilAtOnce } from '../helpers/until.js';
import { createWorkspace, readReport, readSummary, SECRET } from '../helpers/workspace.js';

// FULL=1 runs it at full size.
const [rows, kills] = process.env.FULL ? [1500, 30] : [400, 6];
const patienceMs = process.env.FULL ? 1_200_000 : 120_000;
const rate = { limit: 60, perMs: 400 };

test(
  `kill -9 at ${kills} random moments of one run, resumed each time: every row is settled once`,
  async () => {
    const faults = { serverError: 0.03, resetAfter: 0.03, truncated: 0.03 };
    const sandbox = await startSandbox({ contacts: createAccount(rows), secret: SECRET, rate, faults });
    const workspace = createWorkspace(sandbox.baseUrl);
    workspace.write('customers.csv', toCsv(customers(rows)));
    const api = `api: { rate: { limit: ${rate.limit}, per: ${rate.perMs}ms }, concurrency: 16, timeout: 2s, attempts: 12 }`;
    const job = workspace.write('job.yaml', jobYaml(api));

    const settledBefore: string[][] = [];
    let killed = 0;
    while (killed < kills) {
      const [folder] = workspace.runFolders();
      const running = workspace.start(folder ? ['resume', folder] : ['run', job]);
      // Every other kill strikes among the calls, however slow the machine; the rest anywhere from the start on.
      if (killed % 2 === 0) await sleep(Math.random() * 700);
      // The first of them late enough for something to be settled.
      else await untilMoreCalls(sandbox, killed === 1 ? 40 : 1 + Math.floor(Math.random() * 40));
      running.child.kill('SIGKILL');
      const { code, stderr } = await running.ended;
      if (/broke off before/.test(stderr)) {
        // The kill before had hit between the making of the folder and its first record: nothing to resume.
        rmSync(folder ?? '', { recursive: true });
        continue;
      }
      // A run that ended before its kill would leave the rest of the kills without a run to hit.
      expect({ code, stderr }).toMatchObject({ code: null });
      killed++;
      if (killed % 3 === 0) settledBefore.push(await settledRows(workspace));
    }
    const [folder = '', ...others] = workspace.runFolders();
    const { code, stderr } = await workspace.runProcess(['resume', folder]);
    await sandbox.close();

    expect({ code, stderr, others }).toMatchObject({ code: 0, others: [] });
    expect(readSummary(folder)).toMatchObject({ state: 'completed', rows: { total: rows, updated: rows } });
    expect(readReport(folder).map(({ externalUserId }) => externalUserId)).toEqual(customers(rows).map(([id]) => id));
    expect(
      customers(rows).flatMap((_, index) => (holdsRow(sandbox.contact(idOf(index)), index) ? [] : [index])),
    ).toEqual([]);

    // What was settled once kept its result through every later kill.
    const after = new Set(readReport(folder).map(lineOf));
    for (const line of settledBefore.flat()) expect(after).toContain(line);
    expect(settledBefore.at(-1)?.length).toBeGreaterThan(0);

    expect(busiestWindow(sandbox.calls, rate.perMs)).toBeLessThanOrEqual(rate.limit);
    expect(sandbox.calls.filter(({ httpStatus }) => httpStatus === 429)).toEqual([]);
    expect(staleCalls(sandbox.calls)).toEqual([]);
  },
  patienceMs,
);

async function untilMoreCalls({ calls }: Sandbox, count: number): Promise<void> {
  const target = calls.length + count;
  await untilAtOnce(() => calls.length >= target);
}

async function settledRows(workspace: ReturnType<typeof createWorkspace>): Promise<string[]> {
  const [folder] = workspace.runFolders();
  if (folder === undefined) return [];
  await workspace.run(['report', folder]);
  return readReport(folder)
    .filter(({ status }) => status === 'updated')
    .map(lineOf);
}

const lineOf = ({ row, status, finishedAt }: Record<string, string>) => `${row} ${status} ${finishedAt}`;
