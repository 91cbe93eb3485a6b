import { onTestFinished } from 'vitest';
import type { SandboxAccount } from '../../src/sandbox/account/account.js';
import { writeJson } from '../../src/sandbox/json.js';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.js';
import { baselineJob, csv, fast } from './account.js';
import { type Interfere, startProxy } from './proxy.js';
import { createWorkspace, type readSummary, SECRET, type Workspace } from './workspace.js';

/** A file, its job, and the account that it is imported into. */
export interface Import {
  readonly sandbox: Sandbox;
  readonly workspace: Workspace;
  readonly job: string;
  /** Runs a command of the program; `<job>` stands for the job. Gives its exit code, words and summary. */
  run(...args: string[]): Promise<Finished>;
  /** Writes another file for the job. */
  writeRows(header: readonly string[], rows: readonly (readonly string[])[]): void;
}

interface Finished {
  readonly code: number | null;
  readonly stderr: string;
  readonly summary: ReturnType<typeof readSummary>;
  readonly folder: string;
}

interface Settings {
  readonly account: SandboxAccount;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** `fields` and `customFields`, as YAML. */
  readonly mapping: string;
  readonly more?: string;
  readonly options?: Partial<SandboxOptions>;
  /** What stands between the program and the sandbox. */
  readonly interfere?: Interfere;
  /** Opens another server between them; takes the base URL of the sandbox, and gives its own. */
  readonly between?: (baseUrl: string) => Promise<string>;
}

export async function setUpImport(settings: Settings): Promise<Import> {
  const { account, header, rows, mapping, more = fast, options, interfere } = settings;
  const { between = (baseUrl) => (interfere ? startProxy(baseUrl, interfere) : Promise.resolve(baseUrl)) } = settings;
  const rate = { limit: 1000, perMs: 1000 };
  const sandbox = await startSandbox({ contacts: account, secret: SECRET, rate, ...options });
  onTestFinished(() => sandbox.close());
  const workspace = createWorkspace(await between(sandbox.baseUrl));
  const job = workspace.write('job.yaml', baselineJob(mapping, more));
  const writeRows: Import['writeRows'] = (...table) => void workspace.write('customers.csv', csv(...table));
  writeRows(header, rows);
  return {
    sandbox,
    workspace,
    job,
    writeRows,
    async run(...args) {
      const { code, stdout, stderr } = await workspace.run([
        ...args.map((arg) => (arg === '<job>' ? job : arg)),
        '--json',
      ]);
      const folder = workspace.runFolders().at(-1) ?? '';
      return { code, stderr, folder, summary: stdout.trim() === '' ? ({} as Finished['summary']) : JSON.parse(stdout) };
    },
  };
}

/**
 * Everything that the contacts of an account hold, each as text with all its digits; fields in one order, since a PUT
 * lays those that were blank before at the end.
 */
export const snapshot = ({ contacts }: Sandbox): string[] =>
  contacts().map(({ customFields, ...standard }) =>
    writeJson([
      Object.entries(standard).toSorted(([a], [b]) => a.localeCompare(b)),
      customFields.toSorted((a, b) => Number(a.id) - Number(b.id)),
    ]),
  );

export const countCalls = ({ calls }: Sandbox, endpoint: 'put' | 'get' | 'list'): number =>
  calls.filter((call) => call.endpoint === endpoint).length;
