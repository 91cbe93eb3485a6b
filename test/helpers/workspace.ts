import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import { onTestFinished } from 'vitest';
import { createInterruption } from '../../src/commands/interruption.js';
import { runProgram } from '../../src/commands/program.js';
import type { Summary } from '../../src/report/summary.js';
import { writeFinished } from './temp-folder.js';

const cli = join(import.meta.dirname, '../../dist/cli.js');

export const SECRET = 'canary-secret-5f2c9a';

/** What the program left when it ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process of the program that goes on. */
interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** A folder of its own with files, runs and an environment, gone when the test is over. */
export interface Workspace {
  readonly folder: string;
  readonly logDir: string;
  write(name: string, content: string | Buffer): string;
  /** Runs the program within this process, where nobody can see the difference: it starts thirty times as fast. */
  run(args: readonly string[], variables?: Record<string, string>): Promise<Ended>;
  /** The same at a terminal, where somebody answers what is asked. */
  runAtTerminal(args: readonly string[], answer: string): Promise<Ended>;
  /** Runs it as users do, in a process of its own. */
  runProcess(args: readonly string[], variables?: Record<string, string>): Promise<Ended>;
  /** A process that goes on. `shell` is done by bash before it becomes the program. */
  start(args: readonly string[], variables?: Record<string, string>, shell?: string): Running;
  /** The folders of all runs, in the order in which they ended. */
  runFolders(): string[];
}

/**
 * @param atEnd what is told how to clear up; by default the test that is running, when it is over
 * @param parent where the folder is made
 */
export function createWorkspace(
  baseUrl = 'http://127.0.0.1:9/api/v1',
  atEnd: (clearUp: () => Promise<void>) => void = onTestFinished,
  parent = tmpdir(),
): Workspace {
  const folder = mkdtempSync(join(parent, 'wefeng-'));
  const logDir = join(folder, 'logs');
  const processes = new Set<Running>();
  const runFolders = rememberRunFolders(logDir);
  atEnd(async () => {
    for (const { child } of processes) child.kill('SIGKILL');
    // Until then it may write.
    await Promise.all([...processes].map(({ ended }) => ended));
    // A test that ran out of time has left a run behind.
    leave(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  const environment = {
    LANG: 'en_US.UTF-8',
    WEFENG_BASE_URL: baseUrl,
    WEFENG_SECRET: SECRET,
    WEFENG_LOG_DIR: logDir,
  };
  const start: Workspace['start'] = (args, variables = {}, shell) => {
    const command = [process.execPath, cli, ...args];
    const [program = '', ...rest] = shell
      ? ['bash', '--norc', '-c', `${shell}; exec "$@"`, 'bash', ...command]
      : command;
    const child = spawn(program, rest, { cwd: folder, env: { PATH: process.env.PATH, ...environment, ...variables } });
    const running = { child, ended: collect(child).finally(runFolders) };
    processes.add(running);
    return running;
  };
  return {
    folder,
    logDir,
    write(name, content) {
      const path = join(folder, name);
      writeFinished(path, content);
      return path;
    },
    run: (args, variables) => within(folder, () => runHere(args, { ...environment, ...variables })).finally(runFolders),
    runAtTerminal: (args, answer) => within(folder, () => runHere(args, environment, answer)).finally(runFolders),
    runProcess: (args, variables) => start(args, variables).ended,
    start,
    runFolders,
  };
}

async function runHere(args: readonly string[], variables: Record<string, string>, answer?: string): Promise<Ended> {
  const [stdout, stderr] = [gather(), gather()];
  const isTTY = answer !== undefined;
  const stdin = Object.assign(isTTY ? answerTo(stderr, answer) : Readable.from([]), { isTTY });
  const streams = { stdin, stdout: stdout.stream, stderr: Object.assign(stderr.stream, { isTTY }) };
  const interruption = createInterruption(() => {
    throw new Error('nobody has interrupted it');
  });
  const before = countListeners();
  const code = await runProgram(args, { variables, streams, interruption });
  if (countListeners() !== before) throw new Error('a run has left listeners behind on the process');
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** What somebody types once the question is there. */
function answerTo(screen: ReturnType<typeof gather>, answer: string): Readable {
  const stdin = new PassThrough();
  const look = () => {
    if (!screen.text().includes('[y/N]')) return;
    screen.stream.off('shown', look);
    stdin.end(`${answer}\n`);
  };
  screen.stream.on('shown', look);
  return stdin;
}

const countListeners = (): number =>
  ['SIGINT', 'SIGTERM', 'SIGHUP', 'exit', 'beforeExit', 'uncaughtException', 'unhandledRejection', 'warning']
    .map((name) => process.listenerCount(name))
    .reduce((sum, count) => sum + count, 0);

/** What is written to the stream, as text. */
function gather(): { stream: Writable; text(): string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      chunks.push(chunk);
      done();
      stream.emit('shown');
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}

let working: { folder: string; before: string; runs: number } | null = null;

/** Does work in a folder; several pieces at once if it is the same one, since a process is in one folder at a time. */
async function within<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  working ??= { folder, before: process.cwd(), runs: 0 };
  if (working.folder !== folder) throw new Error('runs in two folders at once need a process each: runProcess');
  working.runs++;
  process.chdir(folder);
  try {
    return await work();
  } finally {
    if (working?.folder === folder && --working.runs === 0) leave(folder);
  }
}

function leave(folder: string): void {
  if (working?.folder !== folder) return;
  process.chdir(working.before);
  working = null;
}

function collect(child: ChildProcess): Promise<Ended> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on('data', (chunk) => out.push(chunk));
  child.stderr?.on('data', (chunk) => err.push(chunk));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() });
    });
  });
}

// By their names, runs of the same second are in no order.
function rememberRunFolders(logDir: string): () => string[] {
  let known: string[] = [];
  return () => {
    const found = listRunFolders(logDir);
    known = [...known.filter((folder) => found.includes(folder)), ...found.filter((folder) => !known.includes(folder))];
    return known;
  };
}

function listRunFolders(logDir: string): string[] {
  const folders = (path: string) => {
    try {
      return readdirSync(path).filter((name) => !name.startsWith('.'));
    } catch {
      return [];
    }
  };
  return folders(logDir)
    .flatMap((job) => folders(join(logDir, job)).map((run) => join(logDir, job, run)))
    .toSorted();
}

export const readSummary = (runFolder: string): Summary =>
  JSON.parse(readFileSync(join(runFolder, 'summary.json'), 'utf8'));

/** A CSV file as records by header. */
function readTable(path: string): Record<string, string>[] {
  return parse(readFileSync(path), { bom: true, columns: true, relax_column_count: true });
}

export const readReport = (runFolder: string) => readTable(join(runFolder, 'report.csv'));
export const readFailed = (runFolder: string) => readTable(join(runFolder, 'failed.csv'));
