#!/usr/bin/env node
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { parse, stringify } from 'lossless-json';
import { fillText } from './messages/fill-text.js';

// The demo: the sandbox and imports into it, as programs that know each other by an address alone.

interface Summary {
  readonly state: string;
  readonly rows: Readonly<Record<string, number>>;
  readonly calls: Readonly<Record<'put' | 'get' | 'list' | 'retries' | 'rateLimited', number>>;
  readonly files: { readonly folder: string };
}

/** How samples/customers.csv comes out; invalid are 14 rows broken on purpose, and 2 of contacts that are not there. */
const [contacts, total, changed, same, invalid] = [320, 300, 104, 180, 16];

type Command = 'plan' | 'apply' | 'run' | 'rollback';
type Ending = Pick<Summary, 'state' | 'rows'> & { readonly exitCode: number; readonly sends: boolean };

/** How each command ends; statuses that are not named have no rows. */
const expected: Record<Command, Ending> = {
  plan: { exitCode: 0, state: 'planned', sends: false, rows: { total, pending: changed, unchanged: same, invalid } },
  apply: { exitCode: 2, state: 'completed', sends: true, rows: { total, updated: changed, unchanged: same, invalid } },
  run: { exitCode: 2, state: 'completed', sends: false, rows: { total, unchanged: same + changed, invalid } },
  rollback: { exitCode: 0, state: 'completed', sends: true, rows: { total: changed, updated: changed } },
};

/** The custom fields of the account that jobs/demo.yaml does not map. */
const unmapped = ['来源', '签约日期', '到店次数', '备用电话', '详细说明', '客服备注'];

const inRoot = (path: string) => resolve(import.meta.dirname, '..', path);
/** A file of the package, as it would be typed in the current folder. */
const fromHere = (path: string) => relative('', inRoot(path));
// Not in the package: where it is installed, others share it, and it may be read-only.
const logDir = resolve(process.env.WEFENG_LOG_DIR || 'logs');
const faults = '--fault=rateLimited=0.02 --fault=serverError=0.02 --fault=resetAfter=0.02 --fault=truncated=0.01';
const sandboxOptions = `--port 0 --limit 20 --per 1s --seed 7 ${faults}`.split(' ');
const secret = randomBytes(24).toString('hex');

const children: ChildProcess[] = [];
const stopping = new AbortController();
const told = new Set<string>();
const print = (words: string): boolean => process.stdout.write(`${words}\n`);
process.exitCode = 1;
forwardSignals();
// A reader that went away (| head) is no reason to leave the sandbox behind.
process.stdout.on('error', () => {});
process.on('exit', stopChildren);
await rehearse().catch(showFailure).finally(stopChildren);

// The newest child alone is told to stop: the sandbox must still answer the calls that are under way.
function forwardSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      stopping.abort(new Error(signal));
      children.at(-1)?.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    });
  }
}

function stopChildren(): void {
  for (const child of children) child.kill('SIGTERM');
}

async function rehearse(): Promise<void> {
  const { url, baseUrl } = await startSandbox();
  showStart(url);
  const before = await readContacts(baseUrl);
  must(before.size === contacts, `${before.size} contacts in the account`);

  print('\n[1/4] 计划：只看会改什么，什么都不发送 · plan: see what would change, send nothing');
  const { runId } = await play('plan', [fromHere('jobs/demo.yaml')], baseUrl);
  say(
    `→ ${same} 行的值账号里已经有了，不用发送；要发送的只有 ${changed} 行；${invalid} 行有问题，不会发送。`,
    `→ ${same} rows hold what the account has already and cost no call; only ${changed} are to be sent; ${invalid} are wrong and will not be.`,
  );

  print('\n[2/4] 发送这个计划；沙箱会故意限流、出错、断线 · apply it, while the sandbox fails and hangs up on purpose');
  const { summary } = await play('apply', [runId, '--yes'], baseUrl);
  const imported = await readContacts(baseUrl);
  must(countOther(before, imported, 'whole') === changed, 'not just the planned contacts have changed');
  must(countOther(before, imported, 'unmapped') === 0, 'a custom field that is not in the file has changed');
  showApplied(summary);

  print('\n[3/4] 同一个文件再导入一次 · import the same file again');
  showSecondRun((await play('run', [fromHere('jobs/demo.yaml'), '--yes'], baseUrl)).summary);

  print('\n[4/4] 撤销第 2 步的导入 · take the import of step 2 back');
  await play('rollback', [runId, '--yes'], baseUrl);
  must(countOther(before, await readContacts(baseUrl), 'whole') === 0, 'contacts are not as they were');
  showEnd(summary.files.folder);
  process.exitCode = 0;
}

async function startSandbox(): Promise<{ url: string; baseUrl: string }> {
  const account = inRoot('samples/contacts.json');
  const { stdout } = startCli(['sandbox', '--contacts', account, ...sandboxOptions, '--json'], {}, 'ignore');
  for await (const line of createInterface({ input: stdout })) return JSON.parse(line);
  throw new Error(`no sandbox; try: wefeng-import sandbox --contacts ${fromHere('samples/contacts.json')}`);
}

/** Runs a command as a user would, passes its words on, and holds its end to what is expected. */
async function play(command: Command, args: string[], baseUrl: string) {
  print(`$ wefeng-import ${command} ${args.join(' ')}`);
  const inPlace = args.map((arg) => (arg.endsWith('.yaml') ? resolve(arg) : arg));
  const child = startCli([command, ...inPlace], { WEFENG_BASE_URL: baseUrl, WEFENG_LOG_DIR: logDir }, 'inherit');
  const [words, [exitCode]] = await Promise.all([passOn(child.stdout), once(child, 'exit')]);
  stopping.signal.throwIfAborted();
  const [runId = ''] = /\b\d{8}-\d{6}-[0-9a-f]{4}\b/.exec(words) ?? [];
  must(runId !== '', `${command}: exit code ${exitCode}`);
  const summary: Summary = JSON.parse(readFileSync(resolve(logDir, 'demo', runId, 'summary.json'), 'utf8'));
  const { state, rows, calls } = summary;
  const wanted = expected[command];
  const isCounted = Object.entries(rows).every(([status, count]) => count === (wanted.rows[status] ?? 0));
  // How many PUTs there are depends on the faults, unless there are to be none.
  const isEnded = exitCode === wanted.exitCode && state === wanted.state && calls.put > 0 === wanted.sends;
  must(isCounted && isEnded, `${command}: exit code ${exitCode}, ${JSON.stringify({ state, rows, calls })}`);
  return { runId, summary };
}

/** Prints what a program says, but for the reasons that one before it has given already. */
async function passOn(output: Readable): Promise<string> {
  const lines: string[] = [];
  let repeated = 0;
  for await (const line of createInterface({ input: output })) {
    lines.push(line);
    if (line.startsWith('  ') && told.has(line)) {
      repeated++;
      continue;
    }
    if (repeated > 0) print(`  …（${repeated} 行同上 · ${repeated} lines as above）`);
    repeated = 0;
    told.add(line);
    print(line);
  }
  return lines.join('\n');
}

function startCli(args: string[], variables: NodeJS.ProcessEnv, stderr: 'inherit' | 'ignore') {
  stopping.signal.throwIfAborted();
  const child: ChildProcessByStdio<null, Readable, null> = spawn(process.execPath, [inRoot('dist/cli.js'), ...args], {
    // Away from a .env of the user's own: it names another account.
    cwd: inRoot('samples'),
    env: { ...process.env, WEFENG_SIGN_FORMAT: undefined, WEFENG_SECRET: secret, ...variables },
    stdio: ['ignore', 'pipe', stderr],
    // Ctrl-C goes to all processes of a group at once; these get it in their turn.
    detached: true,
  });
  children.push(child);
  return child;
}

/** Contacts by id, as text: all that the API tells, and the custom fields which the job does not map. */
type Contacts = ReadonlyMap<string, { readonly whole: string; readonly unmapped: string }>;

/** Reads all contacts of the sandbox past the program, as a witness, whose calls meet the sandbox's faults too. */
async function readContacts(baseUrl: string): Promise<Contacts> {
  for (let attempt = 1; attempt <= 20; attempt++) {
    stopping.signal.throwIfAborted();
    const found = await fetchContacts(baseUrl).catch(() => null);
    if (found) return found;
    await wait(500);
  }
  throw new Error('the contacts of the sandbox cannot be read');
}

async function fetchContacts(baseUrl: string): Promise<Contacts | null> {
  const timestamp = Math.floor(Date.now() / 1000);
  const sign = createHash('sha256').update(`${secret}&${timestamp}`).digest('hex');
  const response = await fetch(`${baseUrl}/externalContact/list?sign=${sign}&timestamp=${timestamp}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ pageNum: 1, pageSize: 1000 }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) return null;
  // Numbers of 64 bits are compared to their last digit.
  const { data } = parse(await response.text()) as {
    data: { externalUserId: string; customFields: { name: string }[] }[];
  };
  return new Map(
    data.map((contact) => {
      const others = contact.customFields.filter(({ name }) => unmapped.includes(name));
      return [contact.externalUserId, { whole: stringify(contact) ?? '', unmapped: stringify(others) ?? '' }];
    }),
  );
}

function countOther(before: Contacts, after: Contacts, part: 'whole' | 'unmapped'): number {
  return [...before].filter(([id, contact]) => after.get(id)?.[part] !== contact[part]).length;
}

function must(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Error(otherwise);
}

function showStart(url: string): void {
  say(
    `沙箱已启动，网页： ${url} （刷新可以看到客户和调用的变化，演练结束时关闭）`,
    `The sandbox is up. Its page: ${url} (reload it to watch; it closes when the rehearsal ends)`,
  );
  say(
    `账号里有 ${contacts} 个客户。${fromHere('samples/customers.csv')} 有 ${total} 行，其中 14 行故意写错，2 行的客户不存在。约需 30 秒。`,
    `The account has ${contacts} contacts. ${fromHere('samples/customers.csv')} has ${total} rows: 14 broken on purpose, 2 of contacts that do not exist. About 30 s.`,
  );
}

function showApplied({ calls }: Summary): void {
  say(
    `→ 发送前逐个重读（{get} 次），确认没有被别人改过。重试 {retries} 次、被限流 {rateLimited} 次之后，${changed} 行都已更新并核实（退出码 2：${invalid} 行要改正）。`,
    `→ Each contact was read again before its PUT ({get} {get|GET|GETs}), in case someone had edited it. After {retries} {retries|retry|retries}, and {rateLimited} {rateLimited|call|calls} refused for the rate, all ${changed} rows are updated and verified (exit code 2: ${invalid} rows are to be corrected).`,
    calls,
  );
  say(
    `→ 演练自己也读了全部客户来核对：改变的正好 ${changed} 个；作业没有映射的自定义字段（${unmapped.join('、')}）在 ${contacts} 个客户上一字未变。`,
    `→ The demo has read all contacts by itself: just ${changed} have changed, and the ${unmapped.length} custom fields that the job does not map are as before on all ${contacts}.`,
  );
}

function showSecondRun({ calls }: Summary): void {
  say(
    '→ 修改请求 {put} 次：列表读了 {list} 次（一次可读 1000 个客户），值都一样。额度只花在变化上。',
    '→ {put} {put|PUT|PUTs}: the list ({list} {list|call|calls}, 1,000 contacts each) shows that nothing differs any more. Quota is spent on changes alone.',
    calls,
  );
}

function showEnd(folder: string): void {
  say(`→ ${contacts} 个客户与开始时一字不差。`, `→ All ${contacts} contacts are just as they were at the beginning.`);
  say(
    `演练成功。第 2 步的结果在 ${folder}：report.html 用浏览器看；report.xlsx 用 Excel 看，有每一行的结果和改动（原值 → 新值）；failed.csv 是需要改正的行；plan.html 和 plan.xlsx 是发送前的计划。自己的作业可照 ${fromHere('jobs/demo.yaml')} 来写。`,
    `All as it should be. The folder above holds what step 2 has done: report.html is for the browser; report.xlsx is for Excel, with the result of every row and before → after; failed.csv has the rows to correct and import again; plan.html and plan.xlsx are the plan as it was before it was sent. ${fromHere('jobs/demo.yaml')} is a pattern for jobs of your own.`,
  );
}

function showFailure(error: Error): void {
  say(`演练没有按预期结束（${error.message}）。`, `The rehearsal did not end as expected (${error.message}).`);
}

function say(zh: string, en: string, calls?: Summary['calls']): void {
  print(calls ? `\n${fillText(zh, calls)}\n${fillText(en, calls)}` : `\n${zh}\n${en}`);
}
