import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Ended } from '../helpers/workspace.js';
import { concludeCase, isWanted, mayHoldWanted, onlyCase, type Played, skipFor } from './outcomes.js';
import { openStage, type Stage } from './stage.js';
import { findFault, readTrace, steadyThreads, withFault, withTrace } from './strace.js';
import { groupCalls, type Sweep, sweepAll, sweepNamed, sweepSome } from './sweep.js';
import { missingStrace } from './tools.js';
import { judgeAccount, judgeFiles, judgeReport, judgeSentOnce, judgeTouched, judgeWords, stateOf } from './witness.js';

const name = 'schedule';
const args = ['schedule', '--once'];
const mostRounds = 5;

test('a syscall that fails under schedule --once: the inbox file is imported once, and put away', async ({ skip }) => {
  skipFor(skip, 'syscalls that fail under schedule', missingStrace());
  if (!mayHoldWanted(`${name} `)) skip();
  const stage = await openStage({ isInbox: true });
  const log = join(stage.workspace.folder, 'trace.txt');
  expect(await stage.process(args, steadyThreads, withTrace(log))).toMatchObject({ code: 0 });
  const groups = groupCalls(await readTrace(log), stage.workspace.folder, false);
  const bad: string[] = [];
  for (const sweep of chooseSweeps(groups)) {
    if (isWanted(sweep.id)) bad.push(...(await playFault(stage, sweep)));
  }
  expect(bad).toEqual([]);
});

function chooseSweeps(groups: ReturnType<typeof groupCalls>): Sweep[] {
  if (onlyCase !== null) return sweepNamed(name, groups, onlyCase);
  return process.env.FULL ? sweepAll(name, groups) : sweepSome(name, groups, ['pwrite64 run.db-wal'], 3);
}

async function playFault(stage: Stage, { id, fault }: Sweep): Promise<string[]> {
  stage.reset(null);
  const log = join(stage.workspace.folder, 'fault.txt');
  rmSync(log, { force: true });
  const ended = await stage.process(args, steadyThreads, withFault(fault, log));
  const { faultAt, isElsewhere } = findFault(await readTrace(log), stage.workspace.folder);
  if (isElsewhere) return [];
  const what = faultAt === null ? `${name}: not reached` : `${name}: ${fault.syscall} ${fault.error}`;
  return concludeCase(what, id, await playInbox(stage, ended));
}

/** Fires the job again, without faults, until its file is put away; the witness judges each firing. */
async function playInbox(stage: Stage, struck: Ended): Promise<Played> {
  const story: string[] = [];
  const bad: string[] = judgeTouched(stage);
  let ended = struck;
  for (let round = 0; round <= mostRounds; round++) {
    story.push(`$ ${args.join(' ')} → ${ended.code}\n${ended.stderr}`);
    bad.push(...judgeWords(ended));
    const { isDone, isFailed } = lookAt(stage);
    if (isFailed) bad.push('the file is in failed/');
    if (isDone || isFailed) return { bad: [...bad, ...judgeDone(stage, ended)], story };
    if (ended.code === 0) bad.push('exit code 0, and the file is not put away');
    ended = await stage.here(args);
  }
  return { bad: [...bad, 'the file is never put away'], story };
}

/** Where the file lies that was in the inbox. */
function lookAt({ workspace }: Stage): { isDone: boolean; isFailed: boolean } {
  const holdsFile = (folder: string) =>
    existsSync(folder) && readdirSync(folder, { recursive: true }).some((path) => String(path).endsWith('.csv'));
  const inbox = join(workspace.folder, 'files');
  return { isDone: holdsFile(join(inbox, 'done')), isFailed: holdsFile(join(inbox, 'failed')) };
}

function judgeDone(stage: Stage, { code }: Ended): string[] {
  const finished = stage.folders().filter((folder) => stateOf(folder) === 'completed');
  return [
    ...(code === 0 || code === 3 ? [] : [`exit code ${code} at the end`]),
    ...(finished.length === 1 ? [] : [`${finished.length} runs are completed`]),
    ...finished.flatMap((folder) => judgeReport(stage, folder, true)),
    ...[...judgeAccount(stage), ...judgeSentOnce(stage), ...judgeFiles(stage)],
  ];
}
