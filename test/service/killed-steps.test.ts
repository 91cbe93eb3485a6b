import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import { startReceiver } from '../helpers/receiver.js';
import { expectOneImport, setUpWorld, untilSettled, type World } from '../helpers/unsettled.js';
import { until, untilAtOnce } from '../helpers/until.js';

const names = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);
const runsOf = ({ workspace }: World): string[] => names(join(workspace.logDir, 'a'));

const steps: readonly [string, (world: World) => Promise<void>][] = [
  ['has its folder, and no record yet', (world) => untilAtOnce(() => runsOf(world).length > 0)],
  ['reads the contacts', ({ sandbox }) => until(() => sandbox.calls.length > 0)],
  ['sends', (world) => until(() => world.sent() >= 2)],
  [
    'makes its report',
    (world) =>
      untilAtOnce(() => runsOf(world).length > 0 && names(world.runFolder()).some((name) => name.endsWith('.part'))),
  ],
];

test.each(steps)(
  'a service that is killed when its run %s leaves a run that the next service names and finishes',
  async (_, arrive) => {
    const world = await setUpWorld();
    await arrive(world);
    await world.service.stop('SIGKILL');
    expect(world.filesOf('a')).toEqual(['one.csv']);
    world.start();
    await untilSettled(world);
    await world.service.stop();
    expectOneImport(world);
  },
);

test('killed between the claim of a run and its folder, it leaves a claim that the next service names and finishes', async () => {
  let release = () => {};
  const world = await setUpWorld('', ({ logDir }) => {
    // Whoever begins a run waits for this lock.
    mkdirSync(logDir, { mode: 0o700 });
    const lock = new Database(join(logDir, '.begin.lock'));
    lock.exec('BEGIN EXCLUSIVE');
    release = () => void lock.close();
    onTestFinished(release);
  });
  await world.service.says(/run \S+ begins/);
  await world.service.stop('SIGKILL');
  expect(runsOf(world)).toEqual([]);
  release();
  world.start();
  await untilSettled(world);
  await world.service.stop();
  expectOneImport(world);
});

test('killed while those whom the job names are told of its end, it leaves a run that is told of again, and settled', async () => {
  let isDeaf = true;
  const receiver = await startReceiver((response) => {
    if (!isDeaf) response.end('{}');
  });
  const world = await setUpWorld(`notify: { webhook: { url: "${receiver.url}" } }`);
  const isTold = () => receiver.received.some(({ text }) => text.includes('done, all'));
  await until(isTold);
  await world.service.stop('SIGKILL');
  expect(world.filesOf('a')).toEqual(['one.csv']);
  isDeaf = false;
  receiver.received.length = 0;
  world.start();
  await untilSettled(world);
  await world.service.stop();
  expect(isTold()).toBe(true);
  expectOneImport(world);
});
