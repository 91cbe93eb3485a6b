import { spawnSync } from 'node:child_process';
import { setMaxListeners } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { createRateLimit, type RateLimit } from '../../src/api/rate-limit.js';
import { createMachineClock, type Moment } from '../../src/run/machine-clock.js';
import { openQuotaLog } from '../../src/run/quota-log.js';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { createAccount, customers, jobYaml, toCsv } from '../helpers/customers.js';
import { busiestWindow } from '../helpers/quota.js';
import { makeTempFolder } from '../helpers/temp-folder.js';
import { createMachines } from '../helpers/told-machines.js';
import { createWorkspace, SECRET } from '../helpers/workspace.js';

const never = new AbortController().signal;
setMaxListeners(0, never);
const [limit, perMs] = [3, 60_000];
const minute = 60_000;
const hour = 60 * minute;

type Slot = Awaited<ReturnType<RateLimit['take']>>;

/** An account that processes call one after another, on machines whose clocks are told. */
function createCaller(hasNames: boolean) {
  const folder = makeTempFolder();
  const machines = createMachines(hasNames);
  const departures: number[] = [];
  const arrivals: number[] = [];
  let underWay: { readonly slot: Slot; readonly departedAt: number }[] = [];
  let process = start();

  function start() {
    const timing = machines.startProcess();
    const log = openQuotaLog(folder, 'account', machines.readClock);
    const rate = log.keep('put', createRateLimit(limit, perMs, log.recentMs('put', perMs), timing));
    return { log, rate };
  }

  /** Whatever was under way has arrived by now, at some moment since it left. */
  function arrive(share: number): void {
    const now = machines.now();
    for (const { departedAt } of underWay) arrivals.push(departedAt + share * (now - departedAt));
  }

  return {
    machines,
    departures,
    arrivals,
    call(): void {
      const mine = process;
      const depart = (slot: Slot) => {
        if (mine !== process) return;
        departures.push(machines.now());
        underWay.push({ slot, departedAt: machines.now() });
      };
      void mine.rate.take(never).then(depart);
    },
    answer(share: number): void {
      arrive(share);
      for (const { slot } of underWay) slot.release();
      underWay = [];
    },
    /** Kills the process; another one starts when `meanwhile` is done. */
    restart(share: number, meanwhile: () => void): void {
      arrive(share);
      underWay = [];
      process.log.close();
      meanwhile();
      process = start();
    },
    close: () => process.log.close(),
  };
}

type Caller = ReturnType<typeof createCaller>;

const ms = (most: number) => fc.integer({ min: 0, max: most });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const clockStep = fc.oneof(fc.constantFrom(-hour, hour), fc.integer({ min: -2 * hour, max: 2 * hour }));

type Step = (caller: Caller) => void | Promise<void>;

/** Steps of a life, each with its name, for the report of a failure. */
const named = <Value>(name: string, values: fc.Arbitrary<Value>, step: (value: Value) => Step) =>
  values.map((value): Step => Object.assign(step(value), { toString: () => `${name}(${String(value)})` }));

const lively = [
  named('call', fc.integer({ min: 1, max: 4 }), (count) => ({ call }) => {
    for (let made = 0; made < count; made++) call();
  }),
  named(
    'pass',
    ms(perMs),
    (passed) =>
      ({ machines }) =>
        machines.pass(passed),
  ),
  named(
    'answer',
    share,
    (part) =>
      ({ answer }) =>
        answer(part),
  ),
  named(
    'restart',
    share,
    (part) =>
      ({ restart }) =>
        restart(part, () => {}),
  ),
  named(
    'setClock',
    clockStep,
    (step) =>
      ({ machines }) =>
        machines.setClock(step),
  ),
  named(
    'setClock between',
    clockStep,
    (step) =>
      ({ machines, restart }) =>
        restart(1, () => machines.setClock(step)),
  ),
  named(
    'suspend',
    ms(2 * hour),
    (passed) =>
      ({ machines }) =>
        machines.suspend(passed),
  ),
  named(
    'boot',
    ms(2 * perMs),
    (down) =>
      ({ machines, restart }) =>
        restart(1, () => machines.boot(down)),
  ),
];
const move = named(
  'move',
  fc.constant(1),
  (part) =>
    ({ machines, restart }) =>
      restart(part, machines.move),
);

function busiest(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.max(0, ...sorted.map((end, index) => sorted.slice(0, index + 1).filter((at) => end - at < perMs).length));
}

test.each([
  ['that names its boots, and whose folder moves between machines', true, [...lively, move]],
  ['that names no boots', false, lively],
])(
  'on a system %s no window of true time sees more calls than the limit, whatever becomes of clocks and processes',
  async (_, hasNames, steps) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(...steps), { minLength: 10, maxLength: 40 }), async (life) => {
        const caller = createCaller(hasNames);
        for (const step of life) {
          await step(caller);
          // What may leave, leaves.
          await caller.machines.pass(0);
        }
        caller.answer(0);
        caller.close();
        expect(busiest(caller.arrivals)).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 60 },
    );
  },
);

const shift = fc.record({
  idleMs: ms(perMs),
  calls: fc.integer({ min: 1, max: 5 }),
  flightMs: ms(2000),
  restarts: fc.boolean(),
  clockStep,
});

/** When the calls of some shifts leave; each is answered before the next shift begins. */
async function departuresOf(shifts: readonly (typeof shift extends fc.Arbitrary<infer Shift> ? Shift : never)[]) {
  const caller = createCaller(true);
  const { machines, departures } = caller;
  for (const { idleMs, calls, flightMs, restarts, clockStep: step } of shifts) {
    await machines.pass(idleMs);
    machines.setClock(restarts ? step : 0);
    if (restarts) caller.restart(1, () => {});
    const left = departures.length + calls;
    for (let made = 0; made < calls; made++) caller.call();
    await machines.pass(0);
    for (let waited = 0; departures.length < left; waited++) {
      expect(waited).toBeLessThan(calls);
      await machines.pass(flightMs);
      caller.answer(1);
      await machines.pass(perMs);
    }
    caller.answer(1);
  }
  caller.close();
  return departures;
}

test('restarts and clocks that are set cost no quota: all calls leave when they would have left without them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(shift, { minLength: 2, maxLength: 6 }), async (shifts) => {
      const undisturbed = shifts.map((each) => ({ ...each, restarts: false }));
      expect(await departuresOf(shifts)).toEqual(await departuresOf(undisturbed));
    }),
    { numRuns: 30 },
  );
});

const built = pathToFileURL(join(import.meta.dirname, '../../dist/run/machine-clock.js')).href;

/** What the clocks tell another process, which a command starts in its own way. */
function readElsewhere(command: readonly string[], variables: Record<string, string> = {}): Moment | null {
  const code = `import { createMachineClock } from '${built}';
    process.stdout.write(JSON.stringify(createMachineClock()()));`;
  const [program = '', ...rest] = [...command, process.execPath, '--input-type=module', '-e', code];
  const { status, stdout } = spawnSync(program, rest, { env: { ...process.env, ...variables }, encoding: 'utf8' });
  return status === 0 ? JSON.parse(stdout) : null;
}

/** What makes the wall clock of a process wrong, and leaves its monotonic clock alone; null where it is not installed. */
function wallClockAhead(by: string): Record<string, string> | null {
  const { status, stdout } = spawnSync('faketime', ['-m', '-f', by, 'printenv', 'LD_PRELOAD'], { encoding: 'utf8' });
  if (status !== 0) return null;
  return { LD_PRELOAD: stdout.trim(), FAKETIME: by, FAKETIME_DONT_FAKE_MONOTONIC: '1' };
}
const noFaketime = 'faketime is not installed (apt-get install faketime)';

const namesBoots = existsSync('/proc/sys/kernel/random/boot_id');

test.runIf(namesBoots)('all processes of a boot read one monotonic clock, and a name for it', () => {
  const readClock = createMachineClock();
  const before = readClock();
  const there = readElsewhere([]);
  const after = readClock();
  expect(there?.boot).toMatch(/^[0-9a-f-]{36}( monotonic -?\d+ -?\d+)?$/);
  expect(there?.boot).toBe(before.boot);
  expect(there?.monotonicMs).toBeGreaterThan(before.monotonicMs);
  expect(there?.monotonicMs).toBeLessThan(after.monotonicMs);
});

test.runIf(namesBoots)('a process whose wall clock is an hour ahead reads the same monotonic clock', ({ skip }) => {
  const ahead = wallClockAhead('+1h') ?? skip(noFaketime);
  const readClock = createMachineClock();
  const before = readClock();
  const there = readElsewhere([], ahead);
  expect(there?.wallMs).toBeGreaterThan(before.wallMs + hour - 1000);
  expect(there?.boot).toBe(before.boot);
  expect(there?.monotonicMs).toBeGreaterThan(before.monotonicMs);
  expect(there?.monotonicMs).toBeLessThan(readClock().monotonicMs);
});

test.runIf(namesBoots)('a container whose monotonic clock is moved has another name for it', ({ skip }) => {
  const there =
    readElsewhere(['unshare', '--time', '--monotonic', '3600', '--fork']) ?? skip('no right to make a time namespace');
  const here = createMachineClock()();
  expect(there.monotonicMs).toBeGreaterThan(here.monotonicMs + hour - minute);
  expect(there.boot).not.toBe(here.boot);
});

test('a run keeps the quota though its clock was set, an hour forward or back, since the run before it', async ({
  skip,
}) => {
  const steps = (
    [
      ['+1h', 3600],
      ['-1h', -3600],
    ] as const
  ).map(([by, seconds]) => ({
    seconds,
    clock: wallClockAhead(by) ?? skip(noFaketime),
  }));
  // Long enough for the second process to start within it.
  const rate = { limit: 6, perMs: 6000 };
  const runTwice = async ({ seconds, clock }: (typeof steps)[number]) => {
    const sandbox = await startSandbox({ contacts: createAccount(12), secret: SECRET, rate });
    onTestFinished(() => sandbox.close());
    const workspace = createWorkspace(sandbox.baseUrl);
    const job = workspace.write('job.yaml', jobYaml('api: { rate: { limit: 6, per: 6s }, concurrency: 3 }'));
    const [first, second] = [customers(12).slice(0, 6), customers(12).slice(6)];
    const run = (name: string, rows: string[][], variables = {}) =>
      workspace.runProcess(['run', job, '--file', workspace.write(name, toCsv(rows))], variables);
    expect(await run('a.csv', first)).toMatchObject({ code: 0 });
    // The server's clock is set as well: it takes the signatures.
    sandbox.setFaults({ clockSkewSeconds: seconds });
    expect(await run('b.csv', second, clock)).toMatchObject({ code: 0 });
    expect(sandbox.calls.filter(({ applied }) => applied)).toHaveLength(12);
    expect(sandbox.calls.filter(({ httpStatus }) => httpStatus === 429)).toHaveLength(0);
    expect(busiestWindow(sandbox.calls, rate.perMs)).toBeLessThanOrEqual(rate.limit);
  };
  await Promise.all(steps.map(runTwice));
});
