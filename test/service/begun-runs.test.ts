import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as nextTick } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { healthOf } from '../helpers/health.js';
import { remarks, rowsOf } from '../helpers/inbox.js';
import { startReceiver } from '../helpers/receiver.js';
import {
  expectOneImport,
  onDatabase,
  setUpWorld,
  untilSettled,
  untilTrouble,
  type World,
} from '../helpers/unsettled.js';
import { until } from '../helpers/until.js';

/** A fault that is made while a run sends, which step of it then fails, and how the fault is mended. */
interface Fault {
  readonly make: (world: World) => void;
  /** What /healthz says until it is mended. */
  readonly code: string;
  readonly mend: (world: World) => void;
  /** Whether it is still there for a service that is started anew. */
  readonly isSeenByNext: boolean;
  /** Whether a service meets it while it ends because it is told to. */
  readonly isMetBySignal: boolean;
}

/** What alerts say of it. */
const says: Record<string, RegExp> = {
  'schedule.unforeseen': /met an internal error .* wefeng-import resume/,
  'schedule.unreported': /the report files cannot be written \(EISDIR\).*wefeng-import report/,
  'schedule.unseen': /cannot be seen/,
  'schedule.cannotMove': /cannot be moved \(EEXIST\)/,
  'schedule.unsettled': /could not be settled/,
};

const away = ({ workspace }: World) => `${workspace.logDir}.away`;
const inbox = ({ workspace }: World, name: string) => join(workspace.folder, 'inbox-a', name);
const serviceStore = ({ workspace }: World) => join(workspace.logDir, '.schedule', 'book.db');

function quotaLog({ workspace }: World): string {
  const folder = join(workspace.logDir, '.accounts');
  return join(folder, readdirSync(folder).find((name) => name.endsWith('.quota.db')) ?? '');
}

const refuse = (table: string, event: string) =>
  `CREATE TRIGGER broken BEFORE ${event} ON ${table} BEGIN SELECT RAISE(ABORT, 'broken'); END`;

const faults: readonly [string, Fault][] = [
  [
    'its calls cannot be written down, by an error that nobody has foreseen',
    {
      make: (world) => onDatabase(quotaLog(world), (db) => db.exec(refuse('departures', 'INSERT'))),
      code: 'schedule.unforeseen',
      mend: (world) => onDatabase(quotaLog(world), (db) => db.exec('DROP TRIGGER broken')),
      isSeenByNext: true,
      isMetBySignal: true,
    },
  ],
  [
    'a folder lies where its report is to be',
    {
      make: (world) => mkdirSync(join(world.runFolder(), 'report.csv', 'in the way'), { recursive: true }),
      code: 'schedule.unreported',
      mend: (world) => rmSync(join(world.runFolder(), 'report.csv'), { recursive: true }),
      isSeenByNext: true,
      isMetBySignal: true,
    },
  ],
  [
    'the log folder is moved away',
    {
      make: (world) => renameSync(world.workspace.logDir, away(world)),
      code: 'schedule.unseen',
      mend: (world) => renameSync(away(world), world.workspace.logDir),
      isSeenByNext: false,
      isMetBySignal: true,
    },
  ],
  [
    'its file cannot be moved',
    {
      make: (world) => writeFileSync(inbox(world, 'done'), 'in the way'),
      code: 'schedule.cannotMove',
      mend: (world) => rmSync(inbox(world, 'done')),
      isSeenByNext: true,
      isMetBySignal: false,
    },
  ],
  [
    'its claim cannot be closed',
    {
      make: (world) => onDatabase(serviceStore(world), (db) => db.exec(refuse('claims', 'UPDATE OF outcome'))),
      code: 'schedule.unsettled',
      mend: (world) => onDatabase(serviceStore(world), (db) => db.exec('DROP TRIGGER broken')),
      isSeenByNext: true,
      isMetBySignal: false,
    },
  ],
];

describe('a run that is under way when', () => {
  describe.each(faults)('%s', (_, { make, code, mend, isSeenByNext }) => {
    test('is named by /healthz and by an alert, by the next service as well, until that is mended; then it is done', async () => {
      const receiver = await startReceiver();
      const world = await setUpWorld(`notify: { webhook: { url: "${receiver.url}" }, when: problems }`);
      await until(() => world.sent() >= 2);
      const runId = basename(world.runFolder());
      make(world);
      await untilTrouble(world, code);
      await until(() => receiver.received.some(({ text }) => text.includes(runId) && says[code]?.test(text)));
      await world.service.stop('SIGKILL');
      if (!isSeenByNext) mend(world);
      world.start();
      if (isSeenByNext) await untilTrouble(world, code);
      if (isSeenByNext) mend(world);
      await untilSettled(world);
      expect((await world.service.stop()).code).toBe(0);
      expectOneImport(world);
    });
  });

  const met = faults.filter(([, { isMetBySignal }]) => isMetBySignal);
  test.each(met)(
    '%s is done by the next service, when this one is told to stop meanwhile',
    async (_, { make, mend }) => {
      const world = await setUpWorld();
      await until(() => world.sent() >= 2);
      make(world);
      await world.service.stop();
      expect(world.filesOf('a')).not.toContain('failed/one.<run>.csv');
      mend(world);
      world.start();
      await untilSettled(world);
      await world.service.stop();
      expectOneImport(world);
    },
  );
});

test('while the log folder is away nothing is begun and nothing is made in its place, at trigger after trigger', async () => {
  const world = await setUpWorld();
  const { workspace, service } = world;
  await until(() => world.sent() >= 2);
  renameSync(workspace.logDir, away(world));
  await untilTrouble(world, 'schedule.unseen');
  world.put('a', 'two.csv', rowsOf('y', 0, 2));
  const ends = new Set<string | undefined>();
  while (ends.size < 4) {
    ends.add((await healthOf(service))?.jobs[0]?.lastEnd?.at);
    await nextTick(50);
  }
  expect(existsSync(workspace.logDir)).toBe(false);
  expect(service.said().match(/is not where it was when the service started/g)).toHaveLength(1);
  renameSync(away(world), workspace.logDir);
  await until(() => world.filesOf('a').every((name) => name.startsWith('done/')));
  await service.stop();
  expect(workspace.runFolders()).toHaveLength(2);
  expect(remarks(world.sandbox).slice(0, 3)).toEqual(['y', 'y', 'x']);
});

test('a disk that is full while a run sends leaves a run that is named, and done once there is room', async ({
  skip,
}) => {
  let isMounted = false;
  const world = await setUpWorld('', ({ logDir }) => {
    mkdirSync(logDir, { mode: 0o700 });
    isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m,mode=0700', 'tmpfs', logDir]).status === 0;
    if (isMounted) onTestFinished(() => void spawnSync('umount', ['-l', logDir]));
  });
  if (!isMounted) skip('no right to mount a small disk');
  await until(() => world.sent() >= 2);
  const filler = join(world.workspace.logDir, 'filler');
  fillDisk(filler);
  await untilTrouble(world, 'schedule.halted');
  await world.service.stop('SIGKILL');
  world.start();
  await untilTrouble(world, 'schedule.halted');
  rmSync(filler);
  await untilSettled(world);
  await world.service.stop();
  expectOneImport(world);
});

/** Writes until the disk takes not a byte more. */
function fillDisk(path: string): void {
  const file = openSync(path, 'w');
  for (let bytes = 1 << 20; bytes >= 1; bytes = Math.floor(bytes / 2)) {
    try {
      while (writeSync(file, Buffer.alloc(bytes)) === bytes);
    } catch {}
  }
  closeSync(file);
}
