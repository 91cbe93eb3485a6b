import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

// The demo: the sandbox and an import into it, as two programs that know each other by their address alone.

interface Summary {
  readonly state: string;
  readonly rows: Readonly<Record<string, number>>;
  readonly files: { readonly folder: string };
}

/** How samples/customers.csv ends: 14 rows are broken on purpose, and 2 contacts are not in the account. */
const expected = { total: 300, updated: 284, invalid: 14, failed: 2 };

const root = resolve(import.meta.dirname, '..');
const inRoot = (path: string) => resolve(root, path);
const faults = ['rateLimited=0.02', 'serverError=0.02', 'resetAfter=0.02', 'truncated=0.01'];
const sandboxOptions = ['--port', '0', '--limit', '20', '--per', '1000', '--seed', '7'].concat(
  faults.flatMap((fault) => ['--fault', fault]),
);

const children: ChildProcess[] = [];
// Only the newest child is told to stop: the sandbox must still answer the calls that are under way.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => children.at(-1)?.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
}
process.exitCode = 1;
await rehearse().finally(() => children[0]?.kill('SIGTERM'));

async function rehearse(): Promise<void> {
  const secret = randomBytes(24).toString('hex');
  const { url, baseUrl } = await startSandbox(secret);
  say(
    `沙箱已启动，网页：${url}\n（运行时刷新可以看到客户和调用的变化，演练结束后关闭）`,
    `The sandbox is up. Its page: ${url} (reload it to watch; it closes when the rehearsal ends)`,
  );
  say(
    '现在导入 samples/customers.csv：300 行，额度为每秒 20 次；沙箱会故意限流、出错、断线。约需 20 秒……',
    'Importing samples/customers.csv: 300 rows at 20 calls a second, while the sandbox rate-limits, fails and hangs up. About 20 s …',
  );
  const { exitCode, summary } = await runImport(baseUrl, secret);
  if (exitCode === 2 && summary && isAsExpected(summary)) return explainEnd(summary, url);
  say(`演练没有按预期结束（退出码 ${exitCode}）。`, `The rehearsal did not end as expected (exit code ${exitCode}).`);
}

async function startSandbox(secret: string): Promise<{ url: string; baseUrl: string }> {
  const args = ['sandbox', '--contacts', inRoot('samples/contacts.json'), ...sandboxOptions, '--json'];
  const { stdout } = startCli(args, { WEFENG_SECRET: secret }, ['ignore', 'pipe', 'inherit']);
  for await (const chunk of stdout ?? []) return JSON.parse(String(chunk));
  throw new Error('The sandbox ended before it was ready.');
}

async function runImport(baseUrl: string, secret: string) {
  const logDir = resolve(process.env.WEFENG_LOG_DIR || inRoot('logs'));
  const account = { WEFENG_BASE_URL: baseUrl, WEFENG_SECRET: secret, WEFENG_LOG_DIR: logDir };
  const run = startCli(['run', inRoot('jobs/demo.yaml'), '--yes', '--json'], account, ['ignore', 'pipe', 'inherit']);
  const [line, [exitCode]] = await Promise.all([text(run.stdout as Readable), once(run, 'exit')]);
  const summary: Summary | null = line === '' ? null : JSON.parse(line);
  return { exitCode, summary };
}

function startCli(args: string[], variables: NodeJS.ProcessEnv, stdio: StdioOptions): ChildProcess {
  const child = spawn(process.execPath, [inRoot('dist/cli.js'), ...args], {
    // Away from a .env of the user's own, which would send the demo to the real account or be in conflict with it.
    cwd: inRoot('samples'),
    env: { ...process.env, WEFENG_SIGN_FORMAT: undefined, ...variables },
    stdio,
    // Ctrl-C reaches a whole process group at once; these are told in turn, above.
    detached: true,
  });
  children.push(child);
  return child;
}

const isAsExpected = ({ state, rows }: Summary): boolean =>
  state === 'completed' && Object.entries(expected).every(([name, count]) => rows[name] === count);

function explainEnd({ files }: Summary, url: string): void {
  process.exitCode = 0;
  say(
    `演练成功。退出码 2 在意料之中：${expected.invalid} 行是故意写错的（没有发送），${expected.failed} 行的客户不存在（被服务器拒绝），其余 ${expected.updated} 行已更新。\n报告在 ${files.folder}：用 Excel 打开 report.csv 看每一行的结果；改正 failed.csv 后可以再次导入。\n沙箱网页 ${url} 现已关闭。`,
    `All as it should be. Exit code 2 is expected: ${expected.invalid} rows are broken on purpose (not sent), ${expected.failed} contacts do not exist (refused by the server), the other ${expected.updated} are updated.\nThe report is in ${files.folder}: open report.csv in Excel for every row; failed.csv holds the rows to correct and import again.\nThe sandbox's page ${url} is closed now.`,
  );
}

function say(zh: string, en: string): void {
  process.stdout.write(`\n${zh}\n${en}\n`);
}
