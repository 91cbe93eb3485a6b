import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { expect } from 'vitest';
import { healthOf } from './health.js';
import { type Inboxes, remarks, rowsOf, setUpInboxes } from './inbox.js';
import { type Service, startService } from './service.js';
import type { Workspace } from './workspace.js';

const rows = 12;
const slow = { latencyMs: { min: 40, max: 40 } };

/** A service that imports one file of an inbox, and what is to be seen of it. */
export interface World extends Inboxes {
  service: Service;
  /** The folder of the only run. */
  runFolder(): string;
  /** How many rows have been sent. */
  sent(): number;
  /** Whether the file lies in done/. */
  isDone(): boolean;
  /** Starts the service anew. */
  start(): void;
}

/**
 * Starts the service; its one file takes about a second to send.
 * @param more YAML of the job
 * @param before what is done before it starts
 */
export async function setUpWorld(more = '', before: (workspace: Workspace) => void = () => {}): Promise<World> {
  const inboxes = await setUpInboxes(rows, { faults: slow });
  const { sandbox, workspace, addJob, put, filesOf } = inboxes;
  before(workspace);
  addJob('a', `schedule: { cron: "* * * * * *" }\napi: { concurrency: 1, timeout: 3s }\n${more}`);
  put('a', 'one.csv', rowsOf('x', 0, rows));
  const start = () => startService(workspace, ['--health-port', '0']);
  const jobFolder = join(workspace.logDir, 'a');
  const world: World = {
    ...inboxes,
    service: start(),
    runFolder: () => join(jobFolder, readdirSync(jobFolder)[0] ?? ''),
    sent: () => sandbox.calls.filter(({ endpoint }) => endpoint === 'put').length,
    isDone: () => filesOf('a').includes('done/one.<run>.csv'),
    start() {
      world.service = start();
    },
  };
  return world;
}

/**
 * Waits until the file is in done/ and the service says that all is well. Whenever it was looked at before, /healthz has
 * named a trouble, or the service was just being started.
 */
export async function untilSettled(world: World): Promise<void> {
  const unnamed: unknown[] = [];
  await untilAsync(async () => {
    const health = await healthOf(world.service);
    const isQuiet = health?.status === 'ok';
    if (isQuiet && !world.isDone()) unnamed.push(health);
    return isQuiet && world.isDone();
  }, world);
  expect(unnamed).toEqual([]);
}

/** Waits until /healthz names a trouble of the job by this code. */
export async function untilTrouble(world: World, code: string): Promise<void> {
  await untilAsync(async () => {
    const health = await healthOf(world.service);
    return health?.jobs.some(({ troubles }) => troubles.some((trouble) => trouble.code === code)) ?? false;
  }, world);
}

async function untilAsync(isSo: () => Promise<boolean>, { service }: World): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`it never was so:\n${service.said()}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** Every row is updated once, by one run; nothing is left in the inbox. */
export function expectOneImport({ sandbox, filesOf, workspace }: World): void {
  expect(remarks(sandbox)).toEqual(Array(rows).fill('x'));
  const applied = sandbox.calls.filter((call) => call.endpoint === 'put' && call.applied);
  expect(applied).toHaveLength(rows);
  expect(filesOf('a')).toEqual(['done/one.<run>.csv']);
  expect(workspace.runFolders()).toHaveLength(1);
}

/** Runs SQL on a database, as somebody else who has it open. */
export function onDatabase<Result>(path: string, work: (db: Database.Database) => Result): Result {
  const db = new Database(path);
  try {
    return work(db);
  } finally {
    db.close();
  }
}
