import { setMaxListeners } from 'node:events';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import { openQuotaLog } from '../../src/store/sqlite/quota-log.js';
import { createRateLimit, type RateLimit } from '../../src/wefeng/rate-limit.js';
import { createAccount, customers, jobYaml, toCsv } from '../helpers/customers.js';
import { busiestWindow } from '../helpers/quota.js';
import { makeTempFolder } from '../helpers/temp-folder.js';
import { createMachines } from '../helpers/told-machines.js';
import { noFaketime, setWallClock } from '../helpers/wall-clock.js';
import { createWorkspace, SECRET } from '../helpers/workspace.js';

const never = new AbortController().signal;
setMaxListeners(0, never);
const [limit, perMs] = [3, 60_000];
const hour = 3_600_000;

type Slot = Awaited<ReturnType<RateLimit['take']>>;

/** An account that processes call one after another, on machines whose clocks are told. */
async function createCaller(hasNames: boolean) {
  const folder = makeTempFolder();
  const machines = createMachines(hasNames);
  const departures: number[] = [];
  const arrivals: number[] = [];
  let underWay: { readonly slot: Slot; readonly departedAt: number }[] = [];
  let process = await start();

  async function start() {
    const timing = machines.startProcess();
    const log = await openQuotaLog(folder, 'account', machines.readClock);
    const rate = log.keep('put', createRateLimit(limit, perMs, await log.recentMs('put', perMs), timing));
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
    async restart(share: number, meanwhile: () => void): Promise<void> {
      arrive(share);
      underWay = [];
      await process.log.close();
      meanwhile();
      process = await start();
    },
    close: () => process.log.close(),
  };
}

type Caller = Awaited<ReturnType<typeof createCaller>>;

const ms = (most: number) => fc.integer({ min: 0, max: most });
const share = fc.constantFrom(0, 0.5, 1);
const clockStep = fc.oneof(fc.constantFrom(-hour, hour), fc.integer({ min: -2 * hour, max: 2 * hour }));

type Step = (caller: Caller) => void | Promise<void>;

/** A step of a life, named for the report of a failure. */
const step = <Value>(
  name: string,
  values: fc.Arbitrary<Value>,
  take: (caller: Caller, value: Value) => ReturnType<Step>,
) =>
  values.map(
    (value): Step =>
      Object.assign((caller: Caller) => take(caller, value), { toString: () => `${name}(${String(value)})` }),
  );

const nothing = () => {};
const often = (...steps: fc.Arbitrary<Step>[]) => steps.map((arbitrary) => ({ weight: 3, arbitrary }));
const seldom = (...steps: fc.Arbitrary<Step>[]) => steps.map((arbitrary) => ({ weight: 1, arbitrary }));

const oneMachine = [
  ...often(
    step('call', fc.integer({ min: 1, max: 4 }), ({ call }, count) => Array.from({ length: count }).forEach(call)),
    step('pass', fc.oneof(fc.constant(perMs), ms(perMs)), ({ machines }, passed) => machines.pass(passed)),
    step('answer', share, ({ answer }, part) => answer(part)),
  ),
  ...seldom(
    step('restart', share, ({ restart }, part) => restart(part, nothing)),
    step('setClock', clockStep, ({ machines }, by) => machines.setClock(by)),
    step('setClock and restart', clockStep, ({ machines, restart }, by) => restart(1, () => machines.setClock(by))),
    step('suspend', ms(2 * hour), ({ machines }, passed) => machines.suspend(passed)),
    step('boot', ms(2 * perMs), ({ machines, restart }, down) => restart(1, () => machines.boot(down))),
  ),
];
const severalMachines = [
  ...oneMachine,
  ...seldom(step('move', share, ({ machines, restart }, part) => restart(part, machines.move))),
];

function busiest(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.max(0, ...sorted.map((end, index) => sorted.slice(0, index + 1).filter((at) => end - at < perMs).length));
}

test.each([
  ['that names its boots, and whose folder moves between machines', true, severalMachines],
  ['that names no boots', false, oneMachine],
])(
  'on a system %s no window of true time sees more calls than the limit, whatever becomes of clocks and processes',
  async (_, hasNames, steps) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(...steps), { minLength: 10, maxLength: 40 }), async (life) => {
        const caller = await createCaller(hasNames);
        for (const take of life) {
          await take(caller);
          // What may leave, leaves.
          await caller.machines.pass(0);
        }
        caller.answer(0);
        await caller.close();
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

type Shift = typeof shift extends fc.Arbitrary<infer Value> ? Value : never;

/** When the calls of some shifts leave; each is answered before the next shift begins. */
async function departuresOf(shifts: readonly Shift[]): Promise<readonly number[]> {
  const caller = await createCaller(true);
  const { machines, departures } = caller;
  for (const { idleMs, calls, flightMs, restarts, clockStep: by } of shifts) {
    await machines.pass(idleMs);
    machines.setClock(restarts ? by : 0);
    if (restarts) await caller.restart(1, nothing);
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
  await caller.close();
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

test('a run keeps the quota though its clock was set, an hour forward or back, since the run before it', async ({
  skip,
}) => {
  const clocks = [3600, -3600].map((seconds) => ({ seconds, clock: setWallClock(seconds) ?? skip(noFaketime) }));
  // Long enough for the second process to start within it.
  const rate = { limit: 6, perMs: 6000 };
  const runTwice = async ({ seconds, clock }: (typeof clocks)[number]) => {
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
  await Promise.all(clocks.map(runTwice));
});
