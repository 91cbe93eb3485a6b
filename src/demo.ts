import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

// The demo: the sandbox and an import into it, as two programs that know each other by an address alone.

interface Summary {
  readonly state: string;
  readonly rows: Readonly<Record<string, number>>;
  readonly files: { readonly folder: string };
}

/** How samples/customers.csv ends: 14 rows are broken on purpose, and 2 contacts are not in the account. */
const expected = { total: 300, updated: 284, invalid: 14, failed: 2 };

const root = resolve(import.meta.dirname, '..');
const inRoot = (path: string) => resolve(root, path);
const sandboxOptions = ['--port', '0', '--limit', '20', '--per', '1000', '--seed', '7'];
const faults = ['rateLimited=0.02', 'serverError=0.02', 'resetAfter=0.02', 'truncated=0.01'];

const children: ChildProcess[] = [];
process.exitCode = 1;
forwardSignals();
// A reader that went away (| head) is no reason to leave the sandbox behind.
process.stdout.on('error', () => {});
process.on('exit', stopChildren);
await rehearse().catch(tellFailure).finally(stopChildren);

// The newest child alone is told to stop: the sandbox must still answer the calls that are under way.
function forwardSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => children.at(-1)?.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
  }
}

function stopChildren(): void {
  for (const child of children) child.kill('SIGTERM');
}

async function rehearse(): Promise<void> {
  const secret = randomBytes(24).toString('hex');
  const { url, baseUrl } = await startSandbox(secret);
  say(
    `沙箱已启动，网页： ${url} （刷新可以看到客户和调用的变化，演练结束时关闭）`,
    `The sandbox is up. Its page: ${url} (reload it to watch; it closes when the rehearsal ends)`,
  );
  say(
    `现在导入 samples/customers.csv：${expected.total} 行，每秒 20 次；沙箱会故意限流、出错、断线。约需 20 秒……`,
    `Importing samples/customers.csv: ${expected.total} rows at 20 calls a second, while the sandbox rate-limits, fails and hangs up on purpose. About 20 s …`,
  );
  const { exitCode, summary } = await runImport(baseUrl, secret);
  if (exitCode !== 2 || !summary || !isAsExpected(summary)) throw new Error(`exit code ${exitCode}`);
  explainEnd(summary, url);
  process.exitCode = 0;
}

async function startSandbox(secret: string): Promise<{ url: string; baseUrl: string }> {
  const faultOptions = faults.flatMap((fault) => ['--fault', fault]);
  const args = ['sandbox', '--contacts', inRoot('samples/contacts.json'), ...sandboxOptions, ...faultOptions, '--json'];
  const { stdout } = startCli(args, { WEFENG_SECRET: secret }, 'ignore');
  for await (const line of createInterface({ input: stdout })) return JSON.parse(line);
  throw new Error('no sandbox; try: node dist/cli.js sandbox --contacts samples/contacts.json');
}

async function runImport(baseUrl: string, secret: string) {
  const logDir = resolve(process.env.WEFENG_LOG_DIR || inRoot('logs'));
  const account = { WEFENG_BASE_URL: baseUrl, WEFENG_SECRET: secret, WEFENG_LOG_DIR: logDir };
  const run = startCli(['run', inRoot('jobs/demo.yaml'), '--yes', '--json'], account, 'inherit');
  const [line, [exitCode]] = await Promise.all([text(run.stdout), once(run, 'exit')]);
  const summary: Summary | null = line === '' ? null : JSON.parse(line);
  return { exitCode, summary };
}

function startCli(args: string[], variables: NodeJS.ProcessEnv, stderr: 'inherit' | 'ignore') {
  const child = spawn(process.execPath, [inRoot('dist/cli.js'), ...args], {
    // Away from a .env of the user's own: it names another account.
    cwd: inRoot('samples'),
    env: { ...process.env, WEFENG_SIGN_FORMAT: undefined, ...variables },
    stdio: ['ignore', 'pipe', stderr],
    // Ctrl-C goes to all processes of a group at once; these get it in their turn.
    detached: true,
  });
  children.push(child);
  return child;
}

function isAsExpected({ state, rows }: Summary): boolean {
  return state === 'completed' && Object.entries(expected).every(([name, count]) => rows[name] === count);
}

function explainEnd({ files }: Summary, url: string): void {
  const { invalid, failed, updated } = expected;
  say(
    [
      `演练成功。退出码 2 在意料之中：${invalid} 行是故意写错的，没有发送；${failed} 行的客户不存在，被服务器拒绝；其余 ${updated} 行已更新。`,
      `报告在 ${files.folder}`,
      'report.csv 是每一行的结果，可用 Excel 打开；failed.csv 是需要改正的行，改好后可以再次导入。',
      `沙箱网页 ${url} 已随演练关闭。`,
    ].join('\n'),
    [
      `All as it should be. Exit code 2 is expected: ${invalid} rows are broken on purpose and were not sent, ${failed} contacts do not exist and were refused by the server, the other ${updated} rows are updated.`,
      'report.csv has the result of every row (Excel opens it); failed.csv has the rows to correct and import again.',
      `The sandbox's page ${url} closed with the rehearsal.`,
    ].join('\n'),
  );
}

function tellFailure(error: Error): void {
  say(`演练没有按预期结束（${error.message}）。`, `The rehearsal did not end as expected (${error.message}).`);
}

function say(zh: string, en: string): void {
  process.stdout.write(`\n${zh}\n${en}\n`);
}
