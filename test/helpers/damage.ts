import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { StoredContact } from '../../src/sandbox/account/account.js';
import { parseJson, writeJson } from '../../src/sandbox/json.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.js';
import { peekRun } from '../../src/store/sqlite/catalog/peek-run.js';
import { attach, closeDatabase } from '../../src/store/sqlite/database.js';
import { baselineJob, csv, fullAccount, idOf } from './account.js';
import { until } from './until.js';
import { createWorkspace, SECRET, type Workspace } from './workspace.js';

/** Writes into run.db what no seal knows of, as a failing disk may. */
export function changeRun(folder: string, sql: string): void {
  const db = attach(join(folder, 'run.db'));
  db.exec(sql);
  closeDatabase(db);
}

/** A server at one address, whose account can be put back to what it held before. */
interface Witness {
  readonly baseUrl: string;
  /** Every PUT since the last time, with its body, in their order. */
  readonly puts: string[];
  /** From the PUT of this number on every call is refused as one with a wrong signature. */
  refuseFrom: number;
  contacts(): StoredContact[];
  putBack(contacts: StoredContact[]): Promise<void>;
}

const fields = fullAccount(1).fields;

// Numbers keep all their digits.
const copy = (contacts: StoredContact[]): StoredContact[] => parseJson(writeJson(contacts)) as StoredContact[];

async function startWitness(contacts: number): Promise<Witness> {
  const rate = { limit: 100_000, perMs: 1000 };
  const start = (held: StoredContact[]) => startSandbox({ contacts: { fields, contacts: held }, secret: SECRET, rate });
  let sandbox: Sandbox = await start([...fullAccount(contacts).contacts]);
  const puts: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const { method = '', url = '' } = request;
    const isRefused = method === 'PUT' && puts.length + 1 >= witness.refuseFrom;
    if (method === 'PUT' && !isRefused) puts.push(`${url.split('?')[0]} ${body}`);
    if (isRefused) return response.writeHead(401).end('{"code":401,"message":"bad sign"}');
    const content = body === '' ? {} : { body, headers: { 'content-type': 'application/json' } };
    const answer = await fetch(new URL(url, sandbox.baseUrl), { method, ...content });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await sandbox.close();
  });
  const witness: Witness = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`,
    ...{ puts, refuseFrom: Number.POSITIVE_INFINITY },
    contacts: () => copy(sandbox.contacts()),
    async putBack(held) {
      puts.length = 0;
      await sandbox.close();
      sandbox = await start(copy(held));
    },
  };
  return witness;
}

/** How far a run has come: planned; stopped after a few rows; or killed after them, with all of it still in the WAL. */
export type Stage = 'planned' | 'stopped' | 'killed';

/** A run that can be damaged, and put back as it was, again and again. */
export interface Patient {
  readonly workspace: Workspace;
  readonly witness: Witness;
  readonly folder: string;
  readonly runId: string;
  /** The files of its data, as they were. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** What goes on with it. */
  readonly command: 'apply' | 'resume';
  path(name: string): string;
  /** Puts its data back as it was, and the account. */
  putBack(): Promise<void>;
  /** Goes on with it; gives its exit code, its words, what was put, and what the contacts hold then. */
  goOn(command?: string): Promise<Outcome>;
}

export interface Outcome {
  readonly code: number | null;
  readonly stderr: string;
  readonly stdout: string;
  readonly puts: readonly string[];
  readonly contacts: string;
}

const rows = 8;
const sentRows = 3;
const mapping = 'fields: { mobile: 手机号 }\ncustomFields: { 备注: 备注 }';
const jobWith = (limit: number, per: string) =>
  baselineJob(
    mapping,
    `api: { rate: { limit: ${limit}, per: ${per} }, concurrency: 1, timeout: 2s }\ncanary: 0\nbaseline: list`,
  );
const table = Array.from({ length: rows }, (_, index) => [idOf(index), `1380000000${index}`, `新的备注 ${index}`]);

const dataFiles = ['run.db', 'run.db-wal', 'run.head'];

export async function createPatient(stage: Stage): Promise<Patient> {
  const witness = await startWitness(rows + 2);
  const workspace = createWorkspace(witness.baseUrl);
  workspace.write('customers.csv', csv(['id', '手机号', '备注'], table));
  const job = workspace.write('job.yaml', jobWith(1000, '1s'));
  if (stage === 'planned') await workspace.run(['plan', job]);
  if (stage === 'stopped') {
    witness.refuseFrom = sentRows + 1;
    await workspace.run(['run', job, '--yes']);
    witness.refuseFrom = Number.POSITIVE_INFINITY;
  }
  if (stage === 'killed') await killAfterRows(workspace, witness);
  const folder = workspace.runFolders()[0] ?? '';
  const path = (name: string) => join(folder, name);
  const files = new Map(
    dataFiles.flatMap((name) => (existsSync(path(name)) ? [[name, readFileSync(path(name))]] : [])),
  );
  const held = witness.contacts();
  const command = stage === 'planned' ? 'apply' : 'resume';
  return {
    ...{ workspace, witness, folder, files, command, path },
    runId: folder.split('/').at(-1) ?? '',
    async putBack() {
      for (const name of [...dataFiles, 'run.db-shm', 'rescued.csv']) rmSync(path(name), { force: true });
      for (const [name, content] of files) writeFileSync(path(name), content, { mode: 0o600 });
      await witness.putBack(held);
    },
    async goOn(given = command) {
      const ended = await workspace.run([given, folder]);
      return { ...ended, puts: [...witness.puts], contacts: writeJson(witness.contacts()) };
    },
  };
}

/** The quota keeps the process from going on after a few rows: whenever it is killed then, no call is under way. */
async function killAfterRows(workspace: Workspace, witness: Witness): Promise<void> {
  const job = workspace.write('job.yaml', jobWith(sentRows, '1h'));
  const { child, ended } = workspace.start(['run', job, '--yes']);
  await until(() => witness.puts.length === sentRows);
  await until(() => {
    const peek = peekRun(workspace.runFolders()[0] ?? '');
    return typeof peek !== 'string' && peek.counts.notFine === rows - sentRows;
  });
  child.kill('SIGKILL');
  await ended;
  workspace.write('job.yaml', jobWith(1000, '1s'));
}
