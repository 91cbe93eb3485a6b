import { expect, test } from 'vitest';
import { createRandom } from '../../src/sandbox/random.js';
import type { Ended } from '../helpers/workspace.js';
import { damages } from './damage.js';
import { concludeCase, isWanted, keepOutcome, mayHoldWanted } from './outcomes.js';
import { openStage, type Stage, type Template } from './stage.js';
import {
  judgeAccount,
  judgeClaims,
  judgeReport,
  judgeRestored,
  judgeSentOnce,
  judgeTouched,
  judgeWords,
  stateOf,
} from './witness.js';

const isFull = Boolean(process.env.FULL);

const commands = ['resume', 'apply', 'report', 'rollback'] as const;
type Command = (typeof commands)[number];

/** A run whose database is damaged; the small set leaves out the commands that refuse it in any case. */
interface DamagedRun {
  readonly prepare: (stage: Stage) => Promise<Template>;
  readonly seeds: readonly number[];
  readonly commands: readonly Command[];
}

const allSeeds = Array.from({ length: 2 * damages.length }, (_, seed) => seed);

const runs = {
  planned: { prepare: (stage) => prepare(stage, 'plan'), seeds: [3, 11], commands: ['apply', 'report'] },
  'half sent': { prepare: prepareHalfSent, seeds: [14, 17], commands: ['resume', 'report', 'rollback'] },
  'half sent and reported': {
    prepare: prepareHalfReported,
    seeds: [4, 7, 9],
    commands: ['resume', 'report', 'rollback'],
  },
  finished: { prepare: (stage) => prepare(stage, 'run'), seeds: [8, 10], commands: ['report', 'rollback'] },
} as const satisfies Record<string, DamagedRun>;

test.for(Object.keys(runs) as (keyof typeof runs)[])(
  'a damaged run.db of a %s run: nothing is sent from it, and nothing false is told',
  async (kind, { skip }) => {
    if (!mayHoldWanted(kind)) skip();
    const stage = await openStage();
    const run: DamagedRun = runs[kind];
    const template = await run.prepare(stage);
    const bad: string[] = [];
    for (const { seed, damage, command } of casesOf(run)) {
      const id = `${kind}, ${damage.name}, seed ${seed}, ${command}`;
      if (!isWanted(id)) continue;
      stage.reset(template);
      if (!damage.apply(stage.folders()[0] ?? '', createRandom(seed))) continue;
      bad.push(...(await play(stage, kind, { id, command, fault: `damaged, ${kind}: ${damage.name}` })));
    }
    expect(bad).toEqual([]);
  },
);

const casesOf = ({ seeds, commands: some }: DamagedRun) =>
  (isFull ? allSeeds : seeds).flatMap((seed) =>
    damages
      .slice(seed % damages.length)
      .slice(0, 1)
      .flatMap((damage) => (isFull ? commands : some).map((command) => ({ seed, damage, command }))),
  );

async function prepare(stage: Stage, command: 'plan' | 'run'): Promise<Template> {
  expect(await stage.here([command, stage.job])).toMatchObject({ code: 0 });
  return stage.save(command);
}

async function prepareHalfSent(stage: Stage): Promise<Template> {
  await stage.killAt(7, ['run', stage.job]);
  return stage.save('half');
}

/** After a kill all lies in the WAL; whoever looks at the run next brings it into run.db. */
async function prepareHalfReported(stage: Stage): Promise<Template> {
  await prepareHalfSent(stage);
  const report = await stage.here(['report', stage.folders()[0] ?? '']);
  expect(report).toMatchObject({ code: 0 });
  return stage.save('half reported');
}

interface Damaged {
  readonly id: string;
  readonly command: Command;
  readonly fault: string;
}

async function play(stage: Stage, kind: keyof typeof runs, { id, command, fault }: Damaged): Promise<string[]> {
  const [folder = ''] = stage.folders();
  const putsBefore = stage.countPuts();
  const ended = await stage.process([command, folder]);
  const sent = stage.countPuts() - putsBefore;
  keepOutcome({ kind: 'said', command: `${kind}, ${command}`, said: gist(ended) });
  const bad = [
    ...judgeWords(ended),
    ...judgeClaims(stage, ended),
    ...judgeEnding(stage, { command, folder, sent }, ended),
  ];
  const story = [`$ ${command} ${folder} → ${ended.code}, ${sent} PUTs`, ended.stderr, ended.stdout];
  return concludeCase(fault, id, { bad, story });
}

/** Either the damage is no matter, and all is as without it; or the run is refused, and nothing is sent. */
function judgeEnding(
  stage: Stage,
  done: { command: Command; folder: string; sent: number },
  { code }: Ended,
): string[] {
  const { command, folder, sent } = done;
  if (code !== 0) return sent > 0 ? [`exit code ${code} after ${sent} PUTs`] : [];
  if (command === 'rollback') return judgeRestored(stage);
  const isOver = stateOf(folder) === 'completed';
  return [
    ...judgeTouched(stage),
    ...judgeReport(stage, folder, isOver),
    ...(command === 'report' ? [] : judgeAccount(stage)),
    ...judgeSentOnce(stage),
  ];
}

/** The first line of what was said, without what differs from run to run. */
function gist({ code, stdout, stderr }: Ended): string {
  const [line = ''] = `${stderr}\n${stdout}`
    .split('\n')
    .filter((each) => each.trim() !== '' && !/^Checksum/.test(each));
  return `${code}: ${line
    .replaceAll(/\/\S+/g, '<path>')
    .replaceAll(/\d{8}-\d{6}-[0-9a-f]{4}/g, '<run>')
    .slice(0, 140)}`;
}
