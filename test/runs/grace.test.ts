import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { baselineJob, csv, fullAccount, idOf } from '../helpers/account.js';
import { startReceiver } from '../helpers/receiver.js';
import { until } from '../helpers/until.js';
import { createWorkspace, readReport, readSummary, SECRET } from '../helpers/workspace.js';

const count = 12;

/** A server before the sandbox which, while it is silent, passes every other PUT on and answers none. */
async function startSilent(baseUrl: string) {
  const state = { isSilent: true, heard: 0 };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method = '', url = '' } = request;
    const isHeld = state.isSilent && method === 'PUT';
    if (isHeld && ++state.heard % 2 === 0) return;
    const content = body === '' ? {} : { body, headers: { 'content-type': 'application/json' } };
    const passed = await fetch(new URL(url, baseUrl), { method, ...content });
    const answer = await passed.text();
    if (!isHeld) response.writeHead(passed.status, { 'content-type': 'application/json' }).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { state, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1` };
}

test('SIGTERM ends a run within its grace though no call and no alert is ever answered, and resume settles what was under way', async () => {
  const rate = { limit: 500, perMs: 1000 };
  const sandbox = await startSandbox({ contacts: fullAccount(count), secret: SECRET, rate });
  onTestFinished(() => sandbox.close());
  const { state, baseUrl } = await startSilent(sandbox.baseUrl);
  const robot = await startReceiver(() => {});
  const workspace = createWorkspace(baseUrl);
  const rows = Array.from({ length: count }, (_, index) => [idOf(index), `新职位${index}`]);
  workspace.write('customers.csv', csv(['id', '职位'], rows));
  const more = `api: { rate: { limit: 500, per: 1s }, concurrency: 4, timeout: 20s }\nnotify: { wecomRobot: "$\{ROBOT}", when: stop }`;
  const job = workspace.write('job.yaml', baselineJob('fields: { position: 职位 }', more));
  const running = workspace.start(['run', job], { ROBOT: robot.url });
  await until(() => state.heard >= 4);
  const start = performance.now();
  running.child.kill('SIGTERM');
  const { code, stderr } = await running.ended;
  const seconds = (performance.now() - start) / 1000;

  expect(code).toBe(143);
  expect(seconds).toBeGreaterThan(14);
  expect(seconds).toBeLessThan(30);
  expect(stderr).toContain('15 s at most');
  expect(stderr).toContain('the alert could not be sent (notify.wecomRobot: ETIMEDOUT)');
  const [folder = ''] = workspace.runFolders();
  expect(readSummary(folder)).toMatchObject({ state: 'interrupted', rows: { unknown: 4, pending: count - 4 } });
  expect(readReport(folder)).toHaveLength(count);

  state.isSilent = false;
  expect(await workspace.run(['resume', folder], { ROBOT: robot.url })).toMatchObject({ code: 0 });
  const { rows: counts } = readSummary(folder);
  expect(counts.updated + counts.unchanged).toBe(count);
  expect(rows.map(([id = '']) => sandbox.contact(id)?.position)).toEqual(rows.map(([, position]) => position));
  // Those that had arrived were found so by reading, and not sent again.
  expect(sandbox.calls.filter(({ endpoint }) => endpoint === 'put')).toHaveLength(count);
});
