import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { concludeCase, isWanted, mayHoldWanted, skipFor } from './outcomes.js';
import { playOn } from './play.js';
import { openStage, type Stage, type Template } from './stage.js';
import { missingDisk, mountDisk, resizeDisk, unmountDisk } from './tools.js';

const isFull = Boolean(process.env.FULL);

/** From an empty disk to one that nearly holds a run, in KiB. */
const rooms = isFull
  ? [0, 4, 8, 12, 16, 24, 32, 48, 64, 80, 96, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 1024]
  : [16, 320];
/** At which call the disk becomes full. */
const moments = isFull ? Array.from({ length: 36 }, (_, index) => index + 1) : [20];

const commands = ['run', 'apply', 'rollback', 'report'] as const;
type Command = (typeof commands)[number];

test.for(commands)(
  'a disk that fills up under %s: nothing is mis-stated, and it goes on',
  async (command, { skip }) => {
    const name = `full disk under ${command}`;
    skipFor(skip, name, missingDisk());
    if (!mayHoldWanted(name)) skip();
    const stage = await openStage();
    mkdirSync(stage.logDir);
    mountDisk(stage.logDir, 8192);
    onTestFinished(() => unmountDisk(stage.logDir));
    const template = await prepare(stage, command);
    const bad: string[] = [];
    const play = async (id: string, meetFault: () => Promise<void> | void) => {
      if (!isWanted(id)) return;
      stage.reset(template);
      bad.push(...(await playFull(stage, command, name, { id, meetFault })));
    };
    for (const room of rooms) await play(`${name}, ${room} KiB left`, () => fill(stage, room));
    if (command === 'report') return expect(bad).toEqual([]);
    for (const moment of moments) await play(`${name}, at call ${moment}`, () => fillAt(stage, moment));
    expect(bad).toEqual([]);
  },
);

test('a disk that fills up under the quota log alone: nothing is mis-stated, and it goes on', async ({ skip }) => {
  const name = 'full disk of the quota log';
  skipFor(skip, name, missingDisk());
  if (!mayHoldWanted(name)) skip();
  const stage = await openStage();
  const template = await prepare(stage, 'apply');
  const bad: string[] = [];
  const accounts = join(stage.logDir, '.accounts');
  onTestFinished(() => unmountDisk(accounts));
  for (const room of isFull ? Array.from({ length: 30 }, (_, index) => 16 + 16 * index) : [160, 304]) {
    const id = `${name}, ${room} KiB`;
    if (!isWanted(id)) continue;
    unmountDisk(accounts);
    stage.reset(template);
    // What the plan has left there is gone with it: a quota log may be deleted.
    mountDisk(accounts, room);
    const makeRoom = () => void resizeDisk(accounts, 8192);
    bad.push(...(await playFull(stage, 'apply', name, { id, meetFault: () => {}, makeRoom })));
  }
  expect(bad).toEqual([]);
});

/** Brings the stage to where the command begins. */
async function prepare(stage: Stage, command: Command): Promise<Template | null> {
  if (command === 'run') return null;
  const first = command === 'apply' ? 'plan' : 'run';
  expect(await stage.here([first, stage.job])).toMatchObject({ code: 0 });
  return stage.save(first);
}

interface Full {
  readonly id: string;
  /** Makes the disk full, at once or later, while the command runs. */
  readonly meetFault: () => Promise<void> | void;
  readonly makeRoom?: () => void;
}

async function playFull(stage: Stage, command: Command, name: string, { id, meetFault, makeRoom }: Full) {
  const [before, putsBefore] = [stage.workspace.runFolders(), stage.countPuts()];
  const args = [command, command === 'run' ? stage.job : (stage.folders()[0] ?? '')];
  const filled = meetFault();
  const ended = await stage.process(args);
  isWaiting = false;
  await filled;
  (makeRoom ?? (() => rmSync(fillerOf(stage), { force: true })))();
  return concludeCase(name, id, await playOn(stage, { args, ended, faultAt: null, before, putsBefore }));
}

const fillerOf = ({ logDir }: Stage): string => join(logDir, '.filler');

/** Fills the disk up to so many KiB. */
function fill(stage: Stage, room: number): void {
  for (;;) {
    const { bfree, bsize } = statfsSync(stage.logDir);
    try {
      writeFileSync(fillerOf(stage), Buffer.alloc(Math.max(0, bfree * bsize - room * 1024), 1));
      return;
    } catch (error) {
      // The program has written something in between.
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      rmSync(fillerOf(stage), { force: true });
    }
  }
}

let isWaiting = false;

/** Fills it when so many calls have arrived, if they do before the command ends. */
async function fillAt(stage: Stage, moment: number): Promise<void> {
  const first = stage.sandbox.calls.length;
  isWaiting = true;
  while (isWaiting && stage.sandbox.calls.length < first + moment)
    await new Promise((resolve) => setTimeout(resolve, 1));
  if (isWaiting) fill(stage, 0);
}
