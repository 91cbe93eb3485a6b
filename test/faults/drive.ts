import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../helpers/until.js';
import { type Ended, readSummary, type Workspace } from '../helpers/workspace.js';
import type { FaultProxy } from './fault-proxy.js';
import type { Bad } from './witness.js';

interface Driver {
  /** The name of the job. */
  readonly name: string;
  readonly workspace: Workspace;
  readonly proxy: FaultProxy;
  readonly kills: number;
  /** How many rows the file has: the kills are spread over them. */
  readonly rows: number;
  readonly random: () => number;
}

/** What a run has left. */
export interface Driven {
  /** The folder of the run; of a refused one that of the run before. */
  readonly folder: string;
  readonly output: string;
  readonly bad: readonly Bad[];
  /** When it was killed (performance.now, ms). */
  readonly killedAt: readonly number[];
}

/** So many times a run that stops is resumed. */
const mostResumes = 60;

/** Runs a command of the program to its end: kills it as often as is asked for, and resumes what was killed or has stopped. */
export async function drive(driver: Driver, args: readonly string[]): Promise<Driven> {
  const { workspace, proxy, kills } = driver;
  const variables = { WEFENG_BASE_URL: proxy.baseUrl };
  const earlier = foldersOf(driver);
  const folder = () => foldersOf(driver).find((path) => !earlier.includes(path)) ?? earlier.at(-1) ?? '';
  const isBegun = () => foldersOf(driver).length > earlier.length;
  const next = () => [...(isBegun() ? ['resume', folder()] : args), '--yes', '--json'];
  const ends: Ended[] = [];
  const killedAt: number[] = [];
  for (let starts = 0; starts < kills && !isOver(ends.at(-1)); starts++) {
    const running = workspace.start(next(), variables);
    await momentOfKill(driver, running.ended);
    const at = performance.now();
    running.child.kill('SIGKILL');
    const end = await running.ended;
    // One that had ended by itself was not killed.
    if (end.code === null) killedAt.push(at);
    ends.push(end);
  }
  for (let resumes = 0; !isOver(ends.at(-1)) && resumes < mostResumes; resumes++) {
    ends.push(await workspace.run(next(), variables));
  }
  return {
    folder: folder(),
    output: ends.map(textOf).join(''),
    bad: judgeEnds(ends, isBegun() ? folder() : null),
    killedAt,
  };
}

/** Some calls later, and mostly when a request is on its way that the server will get later. */
async function momentOfKill({ proxy, random, rows, kills }: Driver, ended: Promise<Ended>): Promise<void> {
  const { passages } = proxy;
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  const target = passages.length + 1 + Math.floor((random() * 2 * rows) / kills);
  const waitsForLate = random() < 0.7;
  const isLate = () => passages.slice(-4).some(({ events }) => /^(to be|stalls)/.test(events.at(-1)?.what ?? ''));
  await until(() => isOver || (passages.length >= target && (!waitsForLate || isLate())), 600_000);
}

const isOver = (end: Ended | undefined): boolean => end !== undefined && end.code !== null && end.code !== 3;
const textOf = ({ stdout, stderr }: Ended): string => stdout + stderr;

function judgeEnds(ends: readonly Ended[], folder: string | null): Bad[] {
  const failures = ends.filter((end) => /internal error|Warning|at file:/.test(textOf(end)));
  const bad = failures.map((end) => ({ contact: '-', why: `it failed: ${textOf(end)}` }));
  const last = ends.at(-1);
  const state = folder === null ? 'refused' : readSummary(folder).state;
  // A rollback of a run that has written nothing is refused.
  const isRight = state === 'completed' ? last?.code === 0 || last?.code === 2 : last?.code === 1 && folder === null;
  return isRight
    ? bad
    : [...bad, { contact: '-', why: `it ended ${state} with ${last?.code}: ${last && textOf(last)}` }];
}

function foldersOf({ name, workspace }: Driver): string[] {
  try {
    const folder = join(workspace.logDir, name);
    return readdirSync(folder).map((run) => join(folder, run));
  } catch {
    return [];
  }
}
