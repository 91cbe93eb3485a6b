import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findProductionPackages, root } from './helpers/production-packages.js';

/** What somebody who works in a checkout may have there. None of it is to be packed. */
const usersFiles = [
  '.env',
  'customers.csv',
  'dist/.env',
  'docs/accounts.md',
  'jobs/.env',
  'jobs/customers.yaml',
  'logs/customers/20261128-000000-abcd/run.db',
  'samples/logs/demo/20261128-000000-abcd/run.db',
  'samples/our-customers.xlsx',
];

/** All that is packed beside the program in dist/. */
const packedFiles = [
  '.env.example',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'LICENSE',
  'README.md',
  'README.zh-CN.md',
  'SECURITY.md',
  'docs/api-notes.md',
  'docs/architecture.md',
  'docs/decisions/echo-verification.md',
  'docs/decisions/message-catalogue.md',
  'docs/decisions/rate-limit.md',
  'docs/decisions/sqlite.md',
  'docs/decisions/xlsx.md',
  'docs/files-and-encodings.md',
  'docs/job-file.md',
  'docs/licences.md',
  'docs/operations.md',
  'docs/reports.md',
  'docs/scheduling.md',
  'docs/zh/job-file.md',
  'docs/zh/operations.md',
  'docs/zh/reports.md',
  'jobs/demo.yaml',
  'jobs/job.schema.json',
  'package.json',
  'samples/contacts.json',
  'samples/customers.csv',
  'samples/members-gbk.csv',
  'samples/members.xlsx',
  'samples/report-page.png',
  'samples/report-sheet.png',
  'samples/sandbox-page.png',
  'samples/wefeng-import-once.service',
  'samples/wefeng-import-once.timer',
  'samples/wefeng-import.service',
];

// The home folder and the one for temporary files lie in it too, so whatever is written is seen.
const place = mkdtempSync(join(tmpdir(), 'wefeng-package-'));
const ours = join(place, 'node_modules/wefeng-import');
const elsewhere = join(place, 'elsewhere');

beforeAll(() => {
  const checkout = makeUsedCheckout();
  must(checkout, 'npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', place]);
  rmSync(checkout, { recursive: true });
  const [tarball = ''] = readdirSync(place);
  mkdirSync(ours, { recursive: true });
  must(ours, 'tar', ['-xzf', join(place, tarball), '--strip-components=1']);
  // What npm would install with it, but from here: no network is needed. What only tests need is not among it.
  for (const path of [...findProductionPackages().keys()].filter((path) => existsSync(join(root, path)))) {
    cpSync(join(root, path), join(place, path), { recursive: true });
  }
  for (const name of ['elsewhere', 'home', 'tmp']) mkdirSync(join(place, name));
  must(place, 'chmod', ['-R', 'a-w', 'node_modules']);
});

afterAll(() => {
  must(place, 'chmod', ['-R', 'u+w', 'node_modules']);
  rmSync(place, { recursive: true });
});

describe('the packed file', () => {
  test('holds the program and what goes with it, and nothing that a user keeps in a checkout', () => {
    const files = listFiles(ours);
    expect(files.filter((path) => !path.startsWith('dist/'))).toEqual(packedFiles);
    const programs = files.filter((path) => path.startsWith('dist/'));
    expect(programs).toEqual(
      expect.arrayContaining(['dist/cli.js', 'dist/demo.js', 'dist/report/page/browser/page.js']),
    );
    expect(programs.filter((path) => !path.endsWith('.js'))).toEqual([
      'dist/report/page/browser/page.css',
      'dist/sandbox/page/page.css',
    ]);
  });

  test('holds each file that its README links to', () => {
    const links = [...readFileSync(join(ours, 'README.md'), 'utf8').matchAll(/\]\((?!#|https?:)([^)#]+)/g)];
    const paths = links.map(([, path = '']) => path);
    expect(paths).toContain('jobs/demo.yaml');
    expect(paths.filter((path) => !existsSync(join(ours, path)))).toEqual([]);
  });

  test('has no script that npm would run, or warn of, when it is installed', () => {
    const { scripts } = readManifest();
    const lifecycle = ['preinstall', 'install', 'postinstall', 'prepare'];
    expect(lifecycle.filter((name) => name in scripts)).toEqual([]);
    expect(existsSync(join(ours, 'binding.gyp'))).toBe(false);
  });

  test('has its two commands, and is private: it cannot be published by mistake', () => {
    const manifest = readManifest();
    expect(manifest.private).toBe(true);
    expect(Object.keys(manifest.bin)).toEqual(['wefeng-import', 'wefeng-import-demo']);
    const firstLines = Object.values(manifest.bin).map((path) => readFileSync(join(ours, path), 'utf8').split('\n')[0]);
    expect(firstLines).toEqual(['#!/usr/bin/env node', '#!/usr/bin/env node']);
  });
});

describe('installed where nobody may write, the program', () => {
  test('tells its commands', async () => {
    const { code, stdout, written } = await runCommand('wefeng-import', ['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('rollback');
    expect(written).toEqual([]);
  });

  test('writes a job for a workbook and checks it, and writes into the current folder alone', async () => {
    const workbook = join(ours, 'samples/members.xlsx');
    const proposal = await runCommand('wefeng-import', ['init', workbook, '--out', 'job.yaml']);
    expect([proposal.code, proposal.written]).toEqual([0, ['elsewhere/job.yaml']]);
    const check = await runCommand('wefeng-import', ['check', 'job.yaml', '--json']);
    expect(JSON.parse(check.stdout)).toMatchObject({ command: 'check', rows: { total: 48 } });
    expect(check.written.filter((path) => !path.startsWith('elsewhere/logs/'))).toEqual([]);
  });

  test('runs the demo, which ends as it says it will and writes into the logs of the current folder alone', async () => {
    const { code, stdout, written } = await runCommand('wefeng-import-demo', []);
    expect(stdout).toContain('演练成功');
    // The fields that it compares by; it must not compare nothing.
    expect(stdout).toContain('来源、签约日期、到店次数、备用电话、详细说明、客服备注');
    // Its paths can be typed in the current folder.
    expect(stdout).toContain('$ wefeng-import plan ../node_modules/wefeng-import/jobs/demo.yaml\n');
    expect(code).toBe(0);
    expect(written).toContainEqual(expect.stringMatching(/^elsewhere\/logs\/demo\/[^/]+\/report\.xlsx$/));
    expect(written.filter((path) => !path.startsWith('elsewhere/logs/'))).toEqual([]);
  });
});

/** Copies what is packed from here, and puts the files of a user beside it. */
function makeUsedCheckout(): string {
  const checkout = join(place, 'checkout');
  mkdirSync(checkout);
  for (const name of [
    'dist',
    'docs',
    'jobs',
    'samples',
    '.env.example',
    '.gitignore',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'LICENSE',
    'README.md',
    'README.zh-CN.md',
    'SECURITY.md',
    'package.json',
  ]) {
    cpSync(join(root, name), join(checkout, name), { recursive: true });
  }
  for (const path of usersFiles) {
    mkdirSync(dirname(join(checkout, path)), { recursive: true });
    writeFileSync(join(checkout, path), 'a secret');
  }
  return checkout;
}

function must(cwd: string, command: string, args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
}

/** Runs a command of the package in the folder `elsewhere`. `written` holds what is new or changed in the whole place. */
async function runCommand(name: string, args: string[]) {
  const before = new Set(listStates());
  const program = spawn(process.execPath, [join(ours, readManifest().bin[name] ?? name), ...args], {
    cwd: elsewhere,
    env: { PATH: process.env.PATH, HOME: join(place, 'home'), TMPDIR: join(place, 'tmp') },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [stdout, [code]] = await Promise.all([text(program.stdout), once(program, 'exit')]);
  const written = listStates().filter((state) => !before.has(state));
  return { code, stdout, written: written.map((state) => state.split('\t')[0] ?? '') };
}

/** Each file of the place with its size and when it was last written. */
const listStates = (): string[] =>
  listFiles(place).map((path) => {
    const { size, mtimeMs } = statSync(join(place, path));
    return [path, size, mtimeMs].join('\t');
  });

const listFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

const readManifest = (): Record<'scripts' | 'bin', Record<string, string>> & { private: boolean } =>
  JSON.parse(readFileSync(join(ours, 'package.json'), 'utf8'));
