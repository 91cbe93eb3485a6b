// How `plan` grows with the account: rows a second and peak memory over 10,000 and over 100,000 contacts of 12 custom
// fields, read by list and planned (2 % of them change), and the ratio of the two. Usage: node bench/plan.mjs [small] [large]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { startSandbox } from '../dist/sandbox/sandbox.js';

const [small, large] = [process.argv[2] ?? 10_000, process.argv[3] ?? 100_000].map(Number);
const cli = join(import.meta.dirname, '../dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'wefeng-bench-'));
const optionList = ['普通', 'VIP', '黄金会员'].map((value, index) => ({ key: index + 1, value }));

try {
  const [few, many] = [await measure(small), await measure(large)];
  for (const { rows, seconds, megabytes } of [few, many]) {
    print(`${rows} contacts: ${Math.round(rows / seconds)} rows/s, peak ${Math.round(megabytes)} MB`);
  }
  print(`memory ratio ${(many.megabytes / few.megabytes).toFixed(2)}`);
} finally {
  rmSync(folder, { recursive: true });
}

async function measure(rows) {
  const secret = 'bench';
  const sandbox = await startSandbox({ contacts: account(rows), secret, rate: { limit: 1e6, perMs: 1000 } });
  writeFileSync(join(folder, 'job.yaml'), job());
  writeFileSync(join(folder, 'customers.csv'), file(rows));
  // The child tells its own peak, as the operating system counted it.
  const preload = join(folder, 'tell-peak.cjs');
  const tell = "process.on('exit', () => require('node:fs').writeSync(3, String(process.resourceUsage().maxRSS)));";
  writeFileSync(preload, tell);
  const start = performance.now();
  const child = spawn(process.execPath, ['-r', preload, cli, 'plan', join(folder, 'job.yaml')], {
    env: {
      ...process.env,
      WEFENG_BASE_URL: sandbox.baseUrl,
      WEFENG_SECRET: secret,
      WEFENG_LOG_DIR: join(folder, 'logs'),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  const [peak, [code]] = await Promise.all([text(child.stdio[3]), once(child, 'exit')]);
  await sandbox.close();
  if (code !== 0) throw new Error(`plan ended with ${code}`);
  return { rows, seconds: (performance.now() - start) / 1000, megabytes: Number(peak) / 1024 };
}

function account(rows) {
  const fields = Array.from({ length: 12 }, (_, index) => ({
    ...{ id: index + 1, fieldCode: `CustomField_${index + 1}`, name: `字段${index + 1}` },
    ...(index < 3 ? { contentType: 'droplist', optionList } : { contentType: 'text' }),
  }));
  const contacts = Array.from({ length: rows }, (_, row) => ({
    externalUserId: `wm_${row}`,
    name: `客户${row}`,
    mobile: '13800138000',
    customFields: fields.map(({ id, fieldCode, contentType }) => {
      return { id, fieldCode, contentType, content: contentType === 'text' ? `第${row}位客户的内容` : 1 };
    }),
  }));
  return { fields, contacts };
}

function file(rows) {
  const lines = Array.from({ length: rows }, (_, row) => `wm_${row},13800138000,${row % 50 ? '普通' : 'VIP'}`);
  return ['id,手机号,等级', ...lines].join('\n');
}

function job() {
  return `
name: bench
id: id
source: { file: customers.csv }
fields: { mobile: 手机号 }
customFields: { 字段1: 等级 }
api: { rate: { limit: 100000, per: 1s } }
`;
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
