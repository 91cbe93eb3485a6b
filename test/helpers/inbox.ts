import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.js';
import { csv } from './account.js';
import { createAccount, idOf } from './customers.js';
import { createWorkspace, SECRET, type Workspace } from './workspace.js';

/** A folder with jobs that take files from inboxes, and the account that they are imported into. */
export interface Inboxes {
  readonly sandbox: Sandbox;
  readonly workspace: Workspace;
  /** Writes `jobs/<name>.yaml`; `more` is YAML of its own lines. Its inbox is `inbox-<name>/`. */
  addJob(name: string, more?: string): string;
  /** Puts a file into a job's inbox. */
  put(job: string, file: string, content: string | Buffer): string;
  /** The files below a job's inbox, in order; the ids of runs in their names as `<run>`. */
  filesOf(job: string): string[];
  /** Fires the jobs once, within this process. */
  once(...args: string[]): ReturnType<Workspace['run']>;
}

const pace = 'api: { rate: { limit: 1000, per: 1s }, timeout: 3s, attempts: 3 }';

export async function setUpInboxes(contacts: number, options: Partial<SandboxOptions> = {}): Promise<Inboxes> {
  const rate = { limit: 1000, perMs: 1000 };
  const sandbox = await startSandbox({ contacts: createAccount(contacts), secret: SECRET, rate, ...options });
  onTestFinished(() => sandbox.close());
  const workspace = createWorkspace(sandbox.baseUrl);
  mkdirSync(join(workspace.folder, 'jobs'));
  const inboxOf = (job: string) => join(workspace.folder, `inbox-${job}`);
  return {
    sandbox,
    workspace,
    addJob(name, more = '') {
      if (!existsSync(inboxOf(name))) mkdirSync(inboxOf(name));
      return workspace.write(`jobs/${name}.yaml`, inboxJob(name, more));
    },
    put: (job, file, content) => workspace.write(join(`inbox-${job}`, file), content),
    filesOf: (job) =>
      readdirSync(inboxOf(job), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(inboxOf(job).length + 1))
        .map((name) => name.replace(/\d{8}-\d{6}-[0-9a-f]{4}/, '<run>'))
        .toSorted(),
    once: (...args) => workspace.run(['schedule', '--once', ...args]),
  };
}

/** What a job says that does not say otherwise. */
function inboxJob(name: string, more: string): string {
  const keys = new Set(more.split('\n').map((line) => line.split(':')[0]));
  const usual = {
    name,
    source: `{ file: "../inbox-${name}/*.csv" }`,
    id: 'id',
    fields: '{ mobile: mobile }',
    customFields: '{ 备注: remark }',
    lang: 'en',
    api: pace.slice('api: '.length),
    inbox: '{ stableFor: 0s }',
    schedule: '{ cron: "0 0 1 1 *" }',
  };
  const lines = Object.entries(usual).filter(([key]) => !keys.has(key) && !(key === 'inbox' && keys.has('source')));
  return `${lines.map(([key, value]) => `${key}: ${value}`).join('\n')}\n${more}\n`;
}

/** A file of rows `from` to `to` (exclusive), all of which say `remark`. */
export const rowsOf = (remark: string, from: number, to: number): string =>
  csv(
    ['id', 'mobile', 'remark'],
    Array.from({ length: to - from }, (_, index) => [idOf(from + index), '13800138000', remark]),
  );

/** What the contacts of an account hold in 备注. */
export const remarks = ({ contacts }: Sandbox): unknown[] =>
  contacts().map(({ customFields }) => customFields.find(({ id }) => id === 1)?.content);
