import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import Database from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import { customers, idOf, jobYaml, toCsv } from '../helpers/customers.js';
import { until } from '../helpers/until.js';
import { createWorkspace, readReport, readSummary, type Workspace } from '../helpers/workspace.js';

const onlyRun = (workspace: Workspace): string => workspace.runFolders()[0] ?? '';

/** A server whose manner can be changed while it runs. */
async function createServerWith(manner: { answer: RequestListener }): Promise<string> {
  const server = createServer((request, response) => manner.answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
}

const refuseSignature: RequestListener = (_, response) => void response.writeHead(401).end('{"code":401}');
const fail: RequestListener = (_, response) => void response.writeHead(500).end('{"code":500}');

function setUp(baseUrl: string, rows: number, more: string) {
  const workspace = createWorkspace(baseUrl);
  workspace.write('customers.csv', toCsv(customers(rows)));
  return { workspace, job: workspace.write('job.yaml', jobYaml(more)) };
}

test('when a row arrives at the server, it is already on the disk that it was sent', async () => {
  const intended: boolean[] = [];
  const manner: { answer: RequestListener } = {
    answer: async (request, response) => {
      const { url = '' } = request;
      const body = await text(request);
      const id = /externalContact\/(\w+)/.exec(url)?.[1] ?? '';
      const db = new Database(join(onlyRun(workspace), 'run.db'));
      const sql = 'SELECT intents.row FROM intents JOIN rows USING (row) WHERE contact = ?';
      intended.push(db.prepare(sql).get([id]) !== undefined);
      db.close();
      const customField = JSON.stringify(JSON.parse(body).customFields);
      response.end(JSON.stringify({ succeed: true, code: 200, data: { externalUserId: id, customField } }));
    },
  };
  const { workspace, job } = setUp(await createServerWith(manner), 20, 'api: { concurrency: 4 }');
  expect(await workspace.run(['run', job])).toMatchObject({ code: 0 });
  expect(intended).toEqual(customers(20).map(() => true));
});

test.each([
  ['the signature is refused', refuseSignature, 3],
  ['the server only fails', fail, 2],
])('a row that was under way at a kill stays unknown when on resume %s', async (_, answer, exit) => {
  const arrived: string[] = [];
  const manner: { answer: RequestListener } = { answer: ({ url = '' }) => void arrived.push(url) };
  const more = 'api: { concurrency: 2, attempts: 1, timeout: 2s }\nlimits: { failuresInARow: 100 }';
  const { workspace, job } = setUp(await createServerWith(manner), 4, more);
  const running = workspace.start(['run', job]);
  await until(() => arrived.length >= 2);
  running.child.kill('SIGKILL');
  await running.ended;

  manner.answer = answer;
  expect(await workspace.run(['resume', onlyRun(workspace)])).toMatchObject({ code: exit });
  const status = new Map(readReport(onlyRun(workspace)).map((line) => [line.externalUserId, line.status]));
  expect([status.get(idOf(0)), status.get(idOf(1))]).toEqual(['unknown', 'unknown']);
  expect([status.get(idOf(2)), status.get(idOf(3))]).not.toContain('unknown');
});

test('a lost answer and then a stop leave the row unknown, not untried', async () => {
  let calls = 0;
  const manner: { answer: RequestListener } = {
    answer: (request, response) => (++calls === 1 ? void request.socket.destroy() : refuseSignature(request, response)),
  };
  const { workspace, job } = setUp(await createServerWith(manner), 2, 'api: { concurrency: 1 }');
  expect(await workspace.run(['run', job])).toMatchObject({ code: 3 });
  expect(readReport(onlyRun(workspace)).map(({ status }) => status)).toEqual(['unknown', 'pending']);
  expect(readSummary(onlyRun(workspace)).stoppedBy).toMatchObject({ code: 'stop.auth' });
});
