import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isNotThere, withManners } from '../helpers/crm.js';
import { idOf } from '../helpers/customers.js';
import { busiestWindow } from '../helpers/quota.js';
import { until } from '../helpers/until.js';
import type { Ended } from '../helpers/workspace.js';
import { concludeCase, isWanted, mayHoldWanted, skipFor } from './outcomes.js';
import { playOn } from './play.js';
import { openStage, type Stage } from './stage.js';
import { findFaketime, missingFaketime } from './tools.js';

const isFull = Boolean(process.env.FULL);

const rows = 22;
const limit = 10;
/** Long enough for a process to start within it; and short, where there are several to wait for. */
const [longWindowMs, shortWindowMs] = [6000, 1500];
const paceOf = (windowMs: number, more = '') =>
  `api: { rate: { limit: ${limit}, per: ${windowMs}ms }, concurrency: 4, timeout: 1s, attempts: 2 }\n${more}`;

/** A server that takes signatures of any time: what is judged is the quota. */
const anyTime = { maxSkewSeconds: 1_000_000 };

const hour = 3600;
const steps = isFull ? [hour, -hour, hour / 6, -hour / 6] : [hour, -hour];

const named = (seconds: number): string => `${seconds < 0 ? '-' : '+'}${Math.abs(seconds) / 60} min`;

/** The clock that a process goes by: another one, on the wall alone. */
const clockAt = (seconds: number) => ({ ...preload(), FAKETIME: `${seconds < 0 ? '' : '+'}${seconds}s` });

const preload = () => ({ LD_PRELOAD: findFaketime() ?? '', FAKETIME_DONT_FAKE_MONOTONIC: '1' });

/** A clock that can be set while the process goes by it. */
function settableClock(stage: Stage) {
  const path = join(stage.workspace.folder, 'clock');
  const set = (seconds: number) => {
    writeFileSync(`${path}.new`, `${seconds < 0 ? '' : '+'}${seconds}s`);
    renameSync(`${path}.new`, path);
  };
  set(0);
  return { set, variables: { ...preload(), FAKETIME_TIMESTAMP_FILE: path, FAKETIME_NO_CACHE: '1' } };
}

test('a clock that is set between two processes: the quota holds, and nothing is mis-stated', async ({ skip }) => {
  const name = 'clock set between processes';
  skipFor(skip, name, missingFaketime());
  if (!mayHoldWanted(name)) skip();
  const stage = await openStage({ pace: paceOf(longWindowMs), options: anyTime });
  const bad: string[] = [];
  for (const [first, second] of steps.flatMap((step) => [
    [0, step] as const,
    ...(isFull ? [[step, 0] as const] : []),
  ])) {
    const id = `${name}, ${named(first)} then ${named(second)}`;
    if (!isWanted(id)) continue;
    stage.reset(null);
    await stage.killAt(9, ['run', stage.job], clockAt(first));
    const args = ['resume', stage.folders()[0] ?? ''];
    const ended = await stage.process(args, clockAt(second));
    bad.push(...(await conclude(stage, name, id, { args, ended, clocks: [first, second], windowMs: longWindowMs })));
  }
  expect(bad).toEqual([]);
});

test('a clock that is set while a run is sent: the quota holds, and nothing is mis-stated', async ({ skip }) => {
  const name = 'clock set during a process';
  skipFor(skip, name, missingFaketime());
  if (!mayHoldWanted(name)) skip();
  const stage = await openStage({ rows, pace: paceOf(shortWindowMs), options: anyTime });
  const bad: string[] = [];
  for (const step of isFull ? steps : [-hour]) {
    const id = `${name}, ${named(step)}`;
    if (!isWanted(id)) continue;
    stage.reset(null);
    const args = ['run', stage.job];
    const ended = await runAndSet(stage, args, 9, step);
    bad.push(...(await conclude(stage, name, id, { args, ended, clocks: [0, step] })));
  }
  expect(bad).toEqual([]);
});

test('a clock that is set beyond what the server takes: the run stops and says so, and goes on by the right time', async ({
  skip,
}) => {
  const name = 'clock the server refuses';
  skipFor(skip, name, missingFaketime());
  if (!mayHoldWanted(name)) skip();
  const stage = await openStage({ rows, pace: paceOf(shortWindowMs) });
  const bad: string[] = [];
  for (const step of isFull ? steps : [hour]) {
    const id = `${name}, ${named(step)}`;
    if (!isWanted(id)) continue;
    stage.reset(null);
    const args = ['run', stage.job];
    const ended = await runAndSet(stage, args, 9, step);
    const words = [
      ...(ended.code === 3 ? [] : [`exit code ${ended.code}`]),
      ...(/clock is 3?\d+ s (?:ahead|behind)/.test(ended.stderr + ended.stdout) ? [] : ['no word of the clock']),
    ];
    bad.push(...(await conclude(stage, name, id, { args, ended, clocks: [0, step], words })));
  }
  expect(bad).toEqual([]);
});

test('a clock that is set back does not make old readings new: what people edit since is not overwritten', async ({
  skip,
}) => {
  const name = 'edits after a clock that is set back';
  skipFor(skip, name, missingFaketime());
  if (!mayHoldWanted(name)) skip();
  const stage = await openStage({ rows, pace: paceOf(shortWindowMs, 'recheckAfter: 1s'), options: anyTime });
  const bad: string[] = [];
  for (const [how, run] of Object.entries(editings)) {
    if (!isFull && how === 'between run and resume') continue;
    const id = `${name}, ${how}`;
    if (!isWanted(id)) continue;
    stage.reset(null);
    const edited = idOf(rows - 1);
    const { ended } = await run(stage, () => editByPeople(stage, edited));
    const kept = stage.sandbox.contact(edited)?.customFields.some(({ content }) => content === 'by people');
    const story = [`→ ${ended.code}`, ended.stderr, ended.stdout];
    bad.push(...concludeCase(name, id, { bad: kept ? [] : ['what people have edited is gone'], story }));
  }
  expect(bad).toEqual([]);
});

/** Runs in which somebody edits a contact between its reading and its sending. */
const editings: Record<string, (stage: Stage, edit: () => void) => Promise<{ ended: Ended }>> = {
  async 'between plan and apply'(stage, edit) {
    expect(await stage.process(['plan', stage.job], clockAt(hour))).toMatchObject({ code: 0 });
    edit();
    return { ended: await stage.process(['apply', stage.folders()[0] ?? '']) };
  },
  async 'between run and resume'(stage, edit) {
    await stage.killAt(9, ['run', stage.job], clockAt(hour));
    edit();
    return { ended: await stage.process(['resume', stage.folders()[0] ?? '']) };
  },
  async 'during a run'(stage, edit) {
    return { ended: await runAndSet(stage, ['run', stage.job], 9, -hour, edit) };
  },
};

/** In a field that no row names: a PUT of what was read before would take it back. */
function editByPeople(stage: Stage, id: string): void {
  const contact = stage.sandbox.contact(id);
  if (contact === undefined) throw new Error('no such contact');
  const customFields = contact.customFields.map((field) =>
    field.id === 3 ? { ...field, content: 'by people' } : field,
  );
  stage.sandbox.setContact({ ...contact, customFields });
}

test('a clock that is set back, where there is only the list to read by: it is not read again without end', async ({
  skip,
}) => {
  const name = 'clock set back without GET';
  skipFor(skip, name, missingFaketime());
  if (!isWanted(name)) skip();
  const interfere = withManners({ get: isNotThere });
  const stage = await openStage({ rows, pace: paceOf(longWindowMs), options: anyTime, interfere });
  await stage.killAt(limit, ['run', stage.job]);
  const [folder = ''] = stage.folders();
  const args = ['resume', folder];
  const clock = settableClock(stage);
  const lists = () => stage.calls().filter(({ endpoint }) => endpoint === 'list').length;
  const listsBefore = lists();
  const ended = stage.process(args, clock.variables);
  // It has begun, and waits until there is a place in the window: all that it knows was read before.
  await until(() => readFileSync(join(folder, 'run.log'), 'utf8').split('"phase":"send"').length > 2);
  clock.set(-hour / 6);
  const clocks = [0, -hour / 6];
  const end = { args, ended: await ended, clocks, windowMs: longWindowMs };
  const words = lists() - listsBefore <= 2 * rows ? [] : [`${lists() - listsBefore} calls of the list`];
  expect(await conclude(stage, name, name, { ...end, words })).toEqual([]);
});

/** Runs a command, and sets its clock when so many PUTs have arrived. */
async function runAndSet(
  stage: Stage,
  args: readonly string[],
  puts: number,
  step: number,
  alsoDo: () => void = () => {},
): Promise<Ended> {
  const clock = settableClock(stage);
  const ended = stage.process(args, clock.variables);
  await until(() => stage.countPuts() >= puts);
  clock.set(step);
  alsoDo();
  return ended;
}

interface Stepped {
  readonly args: readonly string[];
  readonly ended: Ended;
  /** How far ahead of the true time the clocks were, in s. */
  readonly clocks: readonly number[];
  readonly words?: readonly string[];
  readonly windowMs?: number;
}

async function conclude(stage: Stage, name: string, id: string, stepped: Stepped) {
  const { args, ended, clocks, words = [], windowMs = shortWindowMs } = stepped;
  const quota = (['put', 'get'] as const).flatMap((endpoint) => {
    const calls = stage.calls().filter((call) => call.endpoint === endpoint);
    const most = busiestWindow(
      calls.map((call) => ({ ...call, endpoint: 'put' as const })),
      windowMs,
    );
    return most > limit ? [`${most} ${endpoint} arrivals in a window of ${limit}`] : [];
  });
  // Signed for the moment, by one of the clocks there were; a busy machine is some seconds late.
  const isSigned = ({ skewSeconds }: { skewSeconds: number | null }) =>
    clocks.some((ahead) => Math.abs((skewSeconds ?? Number.NaN) + ahead) <= 5);
  const unsigned = stage.calls().filter((call) => !isSigned(call)).length;
  const signatures = unsigned > 0 ? [`${unsigned} calls are signed for no time there was`] : [];
  const { bad, story } = await playOn(stage, {
    args,
    ended,
    faultAt: null,
    before: [],
    putsBefore: 0,
    isTakenBack: false,
  });
  return concludeCase(name, id, { bad: [...words, ...quota, ...signatures, ...bad], story });
}
