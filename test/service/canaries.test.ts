import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { csv } from '../helpers/account.js';
import { idOf } from '../helpers/customers.js';
import { setUpInboxes } from '../helpers/inbox.js';
import { startProxy } from '../helpers/proxy.js';
import { startService } from '../helpers/service.js';
import { until } from '../helpers/until.js';
import { SECRET } from '../helpers/workspace.js';

const phone = '13912345677';
const name = '欧阳娜依丹';
const canaries = [SECRET, phone, name, encodeURIComponent(name)];

test('a secret, a phone and a name that are planted wherever something comes in are in no log, no metric, no alert and on no screen', async () => {
  const told: string[] = [];
  const receiver = await startReceiver(told);
  const { sandbox, workspace, addJob, put } = await setUpInboxes(12);
  // A server that repeats what it was sent, and names the customer besides.
  const baseUrl = await startProxy(sandbox.baseUrl, ({ method, url, body, answer }) =>
    method === 'PUT' && url.includes(idOf(1))
      ? JSON.stringify({ succeed: false, code: 40029, message: `${name} ${phone} ${url} ${body}`, data: null })
      : answer,
  );
  const notify = `notify: { wecomRobot: "\${ROBOT}", webhook: { url: "\${ROBOT}" } }`;
  addJob('a', `schedule: { cron: "* * * * * *" }\n${notify}\nduplicates: reject`);
  const header = ['id', 'mobile', 'remark', name];
  const good = [idOf(0), '13800138000', name, phone];
  const rows = [
    [idOf(1), phone, name, phone],
    [name, phone, name, phone],
    [idOf(2), `${phone}9`, name, phone],
    [idOf(3), name, phone, phone],
    [idOf(4), '1.39E+10', `锟斤拷${name}`, phone],
    [idOf(5), '=cmd()', `${name}\u001b[31m\nfaked: line`, phone],
    [idOf(6), phone, name],
    [`${idOf(7)} `, phone, name, phone],
    [idOf(8), phone, name, phone],
    [idOf(8), phone, name, phone],
    [`wm_${phone}`, phone, name, phone],
  ];
  const service = startService(workspace, ['--health-port', '0'], { WEFENG_BASE_URL: baseUrl, ROBOT: receiver });
  const [, url = ''] = /metrics: (\S+)healthz/.exec(await service.says(/health and metrics: \S+healthz/)) ?? [];
  put('a', `${name} ${phone}.csv`, csv(header, [good, ...rows]));
  await service.says(/is completed/);
  // Its first customer is where its header should be; a quote that never closes; the first file again.
  put('a', `${name}.csv`, csv(rows[1] ?? [], rows));
  put('a', `b${name}.csv`, `${header.join(',')}\n"${name},${phone}`);
  put('a', `c${phone}.csv`, csv(header, [good, ...rows]));
  await service.says(/was refused[\s\S]*was refused/);
  await service.says(/has imported already/);
  const metrics = await (await fetch(`${url}metrics`)).text();
  const health = await (await fetch(`${url}healthz`)).text();
  // For each of three runs, the robot and the webhook.
  await until(() => told.length >= 6);
  const { stdout, stderr } = await service.stop();

  expect(stderr).toMatch(/1 updated, 0 unchanged, 11 to be looked at/);
  expect(metrics).toContain('wefeng_import_rows_total');
  const logs = readdirSync(workspace.logDir, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.log'))
    .map((path) => [path, readFileSync(join(workspace.logDir, path), 'utf8')] as const);
  expect(logs.map(([path]) => path.replace(/.*\//, '').replace(/\d{4}.*log/, '<day>'))).toEqual(
    expect.arrayContaining(['run.log', 'service-<day>']),
  );
  const places = [
    ...logs,
    ['screen', stdout + stderr],
    ['metrics', metrics],
    ['health', health],
    ['alerts', told.join()],
  ];
  for (const [place = '', text = ''] of places) {
    expect([place, canaries.filter((canary) => text.includes(canary))]).toEqual([place, []]);
    expect([place, text.includes('\u001b')]).toEqual([place, false]);
  }
  for (const [path] of logs) expect(statSync(join(workspace.logDir, path)).mode & 0o077).toBe(0);
});

/** Whoever is alerted: keeps what it is told. Gives its address. */
async function startReceiver(told: string[]): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    told.push(body);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"errcode":0,"errmsg":"ok"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/cgi-bin/webhook/send?key=${SECRET}`;
}
