import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { baselineJob, csv, idOf } from '../helpers/account.js';
import { listenHttp } from '../helpers/api-server.js';
import { createWorkspace, type Workspace } from '../helpers/workspace.js';

const mebibyte = 1024 * 1024;

/** A contact, and how it is made long. */
type TellContact = (index: number) => string;
const contactWith =
  (field: string): TellContact =>
  (index) =>
    `{"externalUserId":"${idOf(index)}","customFields":[${field},{"id":9,"fieldCode":"CustomField_9","name":"备注","contentType":"text","content":"旧"}]}`;
/** Of so many bytes: a list of digits, of which a parser makes an object each. */
const withDigits = (bytes: number) =>
  contactWith(`{"id":1,"fieldCode":"CustomField_1","contentType":"checkbox","content":[1${',2'.repeat(bytes / 2)}]}`);
/** Of so many bytes, of which a parser makes nothing. */
const withSpace = (bytes: number) =>
  contactWith(`{"id":1,"fieldCode":"CustomField_1","contentType":"text","content":null${' '.repeat(bytes)}}`);

/** A list of so many contacts. Gives its base URL, and what was asked of it. */
async function listenList(total: number, tell: TellContact) {
  const asked: string[] = [];
  const baseUrl = await listenHttp(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const id = Number(/wm_(\d+)/.exec(request.url ?? '')?.[1]);
    if (request.method === 'GET') return void response.end(`{"code":200,"data":${tell(id)}}`);
    const { pageNum, pageSize } = JSON.parse(body);
    asked.push(`${pageNum}/${pageSize}`);
    const start = (pageNum - 1) * pageSize;
    await writeAll(response, '{"code":200,"data":[');
    for (let index = start; index < Math.min(total, start + pageSize) && !response.destroyed; index++) {
      await writeAll(response, (index > start ? ',' : '') + tell(index));
    }
    response.end(`],"paging":{"total":${total},"pageNum":${pageNum}}}`);
  });
  return { baseUrl, asked };
}

const writeAll = (response: ServerResponse, text: string): Promise<void> =>
  new Promise((resolve) => {
    response.once('close', resolve);
    response.write(text, () => {
      response.off('close', resolve);
      resolve();
    });
  });

/** A job for the first and the last contact of such a list. */
function setUp(
  baseUrl: string,
  total: number,
  pageSize = 1000,
  baseline = 'list',
): { workspace: Workspace; job: string } {
  const workspace = createWorkspace(baseUrl);
  workspace.write(
    'customers.csv',
    csv(
      ['id', '备注'],
      [0, total - 1].map((index) => [idOf(index), '新']),
    ),
  );
  const api = `api: { rate: { limit: 1000, per: 1s }, attempts: 3, timeout: 120s, list: { pageSize: ${pageSize} } }`;
  const job = workspace.write('job.yaml', baselineJob('customFields: { 备注: 备注 }', `${api}\nbaseline: ${baseline}`));
  return { workspace, job };
}

const tellPeak = "process.on('exit', () => process._rawDebug('peak', process.resourceUsage().maxRSS))";

/** Plans in a process of its own; gives the most memory that it has had, in bytes, as the system counted it. */
async function measurePlan(total: number, tell: TellContact) {
  const { baseUrl, asked } = await listenList(total, tell);
  const { workspace, job } = setUp(baseUrl, total);
  const variables = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(tellPeak)}` };
  const { code, stderr, stdout } = await workspace.runProcess(['plan', job, '--json'], variables);
  expect({ code, pending: JSON.parse(stdout).rows.pending }).toEqual({ code: 0, pending: 2 });
  return { peak: Number(/peak (\d+)/.exec(stderr)?.[1]) * 1024, asked, stderr };
}

describe('a large page of the list', () => {
  test('takes less than eight times its length, and the pages after it are made smaller', async () => {
    const { peak: idle } = await measurePlan(1100, withDigits(100));
    const { peak, asked, stderr } = await measurePlan(1100, withDigits(12_000));
    const page = 1000 * withDigits(12_000)(0).length;
    expect(page).toBeGreaterThan(11 * mebibyte);
    expect(peak - idle).toBeLessThan(8 * page);
    // It has eight mebibytes, and begins before the first contact that was not seen.
    expect(asked).toEqual(['1/1000', '2/686']);
    expect(stderr).toContain(
      'the list is large (at least 11 MiB for a page of 1000 contacts): from now on a page is 686 contacts. To begin like that, set api.list.pageSize: 686 in the job',
    );
  });

  test('that is longer than an answer may be is asked for again with fewer contacts', async () => {
    const { baseUrl, asked } = await listenList(70, withSpace(mebibyte));
    const { workspace, job } = setUp(baseUrl, 70, 70);
    const { code, stdout, stderr } = await workspace.run(['plan', job, '--json']);
    expect({ code, pending: JSON.parse(stdout).rows.pending }).toEqual({ code: 0, pending: 2 });
    // An eighth, and once more a little less; that page begins within the one before.
    expect(asked.slice(0, 4)).toEqual(['1/70', '1/8', '2/7', '3/7']);
    expect(JSON.parse(stdout).calls).toMatchObject({ list: asked.length, retries: 0 });
    expect(stderr).toContain('the list is large (at least 64 MiB for a page of 70 contacts)');
  });

  test('makes the list cost more calls, and auto counts them', async () => {
    const { baseUrl } = await listenList(40, withSpace(0.9 * mebibyte));
    const { workspace, job } = setUp(baseUrl, 40, 20, 'auto');
    const { code, stdout } = await workspace.run(['plan', job, '--json']);
    // One page of 20 contacts, and three of eight: two calls are fewer.
    expect({ code, ...JSON.parse(stdout).calls }).toMatchObject({ code: 0, list: 1, get: 2 });
  });

  test('that is too long even for one contact stops the run, and it says what can be done', async () => {
    const { baseUrl, asked } = await listenList(1, withSpace(65 * mebibyte));
    const { workspace, job } = setUp(baseUrl, 1, 2);
    const { code, stdout, stderr } = await workspace.run(['run', job, '--json']);
    expect({ code, why: JSON.parse(stdout).stoppedBy.code }).toEqual({ code: 3, why: 'stop.pageTooLong' });
    expect(asked).toEqual(['1/2', '1/1']);
    expect(stderr).toContain('page 1 of the list, of 1 contact, is too long and was not read (answer over 64 MiB)');
    expect(stderr).toContain('Set api.list.pageSize in the job');
  });
});
