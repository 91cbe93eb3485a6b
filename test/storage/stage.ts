import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { StoredContact } from '../../src/sandbox/account/account.js';
import type { CallRecord } from '../../src/sandbox/call-record.js';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.js';
import { createAccount } from '../helpers/customers.js';
import { type Interfere, startProxy } from '../helpers/proxy.js';
import { until } from '../helpers/until.js';
import { createWorkspace, type Ended, SECRET, type Workspace } from '../helpers/workspace.js';
import { contactsOfFile, type FileRow, fileRows, fileText, jobText } from './file.js';

/** What runs and contacts were at one moment. */
export interface Template {
  readonly name: string;
  readonly contacts: readonly StoredContact[];
  readonly calls: readonly CallRecord[];
}

/** Runs and an account that can be laid back to what they were, so that many faults play on them one after another. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly workspace: Workspace;
  readonly job: string;
  readonly rows: readonly FileRow[];
  readonly logDir: string;
  /** All contacts as they were before any run. */
  readonly originals: readonly StoredContact[];
  /** Keeps what runs and contacts are now. */
  save(name: string): Template;
  /** Lays them back; null is before any run. */
  reset(template: Template | null): void;
  /** The calls that have led to what there is now: those of the template, and all since. */
  calls(): readonly CallRecord[];
  /** How many PUTs are among them. */
  countPuts(): number;
  /** The run folders, by their names. */
  folders(): string[];
  /** Kills a run of the program when so many PUTs have arrived. */
  killAt(puts: number, args: readonly string[], variables?: Record<string, string>): Promise<void>;
  /** Runs the program in a process of its own; one that hangs is killed after a minute and has no exit code. */
  process(args: readonly string[], variables?: Record<string, string>, shell?: string): Promise<Ended>;
  /** Runs it within this process; a crash is told as the program would tell it. */
  here(args: readonly string[]): Promise<Ended>;
}

const longestMs = 60_000;

interface Settings {
  readonly options?: Partial<SandboxOptions>;
  /** YAML of its own lines, in place of the usual pace. */
  readonly pace?: string;
  /** How many rows change a contact each. */
  readonly rows?: number;
  /** What stands between the program and the sandbox. */
  readonly interfere?: Interfere;
  /** Whether the file lies in an inbox, for the service. */
  readonly isInbox?: boolean;
}

export async function openStage({ options, pace, rows, interfere, isInbox = false }: Settings = {}): Promise<Stage> {
  const account = createAccount(contactsOfFile(rows));
  const rate = { limit: 1000, perMs: 1000 };
  const faults = { latencyMs: { min: 2, max: 12 } };
  const sandbox = await startSandbox({ contacts: account, secret: SECRET, rate, faults, ...options });
  onTestFinished(() => sandbox.close());
  const workspace = createWorkspace(interfere ? await startProxy(sandbox.baseUrl, interfere) : sandbox.baseUrl);
  const { folder, logDir } = workspace;
  const layFile = () => {
    rmSync(join(folder, 'files'), { recursive: true, force: true });
    mkdirSync(join(folder, 'files'));
    workspace.write('files/customers.csv', fileText(rows));
  };
  layFile();
  mkdirSync(join(folder, 'jobs'));
  const job = workspace.write('jobs/job.yaml', jobText(pace, isInbox));
  let calls: readonly CallRecord[] = [];
  let from = 0;
  const placeOf = (name: string) => join(folder, `template-${name}`);
  const callsSoFar = () => [...calls, ...sandbox.calls.slice(from)];
  const countPuts = () => callsSoFar().filter(({ endpoint }) => endpoint === 'put').length;
  return {
    sandbox,
    workspace,
    job,
    logDir,
    rows: fileRows(rows),
    originals: account.contacts,
    save(name) {
      rmSync(placeOf(name), { recursive: true, force: true });
      copyFolder(logDir, placeOf(name));
      return { name, contacts: sandbox.contacts(), calls: callsSoFar() };
    },
    reset(template) {
      layFile();
      emptyFolder(logDir);
      if (template) copyFolder(placeOf(template.name), logDir);
      for (const contact of template?.contacts ?? account.contacts) sandbox.setContact(contact);
      calls = template?.calls ?? [];
      from = sandbox.calls.length;
    },
    calls: callsSoFar,
    countPuts,
    folders: () => listFolders(join(logDir, 'test')),
    async killAt(puts, args, variables) {
      const { child, ended } = workspace.start(args, variables);
      await until(() => countPuts() >= puts);
      child.kill('SIGKILL');
      await ended;
      // What was under way is applied after the kill, and belongs to what the kill has left.
      await until(() => sandbox.calls.every(({ ms }) => ms !== null));
    },
    async process(args, variables, shell) {
      const { child, ended } = workspace.start(args, variables, shell);
      const killer = setTimeout(() => child.kill('SIGKILL'), longestMs);
      return ended.finally(() => clearTimeout(killer));
    },
    here: (args) =>
      workspace
        .run(args)
        .catch((error: Error) => ({ code: null, stdout: '', stderr: `internal error\n${error.stack}` })),
  };
}

// Node's own copy gives folders other rights than they had.
function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  const { status } = spawnSync('cp', ['-a', `${from}/.`, to]);
  if (status !== 0) throw new Error(`${from} could not be copied`);
}

/** It may be a disk of its own: the folder itself stays. */
function emptyFolder(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
}

function listFolders(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .toSorted()
    .map((name) => join(folder, name));
}
