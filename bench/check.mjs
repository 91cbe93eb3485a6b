// How `check` grows with the file: rows a second and peak memory of 100,000 and of 1,000,000 rows of 12 columns, and
// the ratio of the two. Usage: node bench/check.mjs [small] [large]
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkJob } from './check-job.mjs';

const [small, large] = [process.argv[2] ?? 100_000, process.argv[3] ?? 1_000_000].map(Number);
const cli = join(import.meta.dirname, '../dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'wefeng-bench-'));

try {
  writeFileSync(join(folder, 'job.yaml'), checkJob);
  const [few, many] = [await measure(small), await measure(large)];
  for (const { rows, seconds, megabytes } of [few, many]) {
    print(`${rows} rows: ${Math.round(rows / seconds)} rows/s, peak ${Math.round(megabytes)} MB`);
  }
  print(`memory ratio ${(many.megabytes / few.megabytes).toFixed(2)}`);
} finally {
  rmSync(folder, { recursive: true });
}

async function measure(rows) {
  const file = join(folder, `${rows}.csv`);
  await writeCustomers(file, rows);
  // The child tells its own peak, as the operating system counted it.
  const tell = "process.on('exit', () => require('node:fs').writeSync(3, String(process.resourceUsage().maxRSS)));";
  const preload = join(folder, 'tell-peak.cjs');
  writeFileSync(preload, tell);
  const start = performance.now();
  const { status, output } = spawnSync(
    process.execPath,
    ['-r', preload, cli, 'check', join(folder, 'job.yaml'), '--file', file],
    {
      env: { ...process.env, WEFENG_LOG_DIR: join(folder, 'logs') },
      stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    },
  );
  if (status !== 0) throw new Error(`check ended with ${status}`);
  return { rows, seconds: (performance.now() - start) / 1000, megabytes: Number(output[3]) / 1024 };
}

async function writeCustomers(file, rows) {
  const stream = createWriteStream(file);
  stream.write('id,姓名,手机号,性别,邮箱,生日,公司,地址,客户等级,地区,余额,备注\n');
  for (let i = 0; i < rows; i++) {
    const line = [`wm_${i}`, `张三${i}`, `138${String(i % 1e8).padStart(8, '0')}`, '男女'[i % 2], `u${i}@example.com`]
      .concat(`${1950 + (i % 60)}-0${1 + (i % 9)}-1${i % 10}`, `公司${i % 1000}`, `"北京市朝阳区${i}号, 3单元"`)
      .concat(['普通', 'VIP'][i % 2], '4/5', `${i}.${i % 100}`, `客户备注第${i}条`);
    if (!stream.write(`${line.join(',')}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'close');
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
