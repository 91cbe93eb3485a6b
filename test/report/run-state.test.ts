import { describe, expect, test } from 'vitest';
import {
  beginning,
  goesOnByItself,
  goOnBy,
  hasRows,
  isAt,
  isChecked,
  isCompleted,
  isFinished,
  isPlannable,
  isPlanToSend,
  isPrunable,
  isResumable,
  isRunState,
  mayBegin,
  mayFollow,
  needsPerson,
  type Phase,
  type Position,
  type RunCommand,
  type RunState,
  runPhases,
  runStates,
  showsPlan,
} from '../../src/report/run-state.js';
import { readSourceFiles } from '../helpers/source-files.js';

const commands: readonly RunCommand[] = ['run', 'check', 'plan', 'rollback'];
const told = commands.flatMap((command) => runStates.map((state) => ({ command, state })));
const positions: readonly Position[] = told.flatMap((run) =>
  runPhases.flatMap((phase) => [true, false].map((begun) => ({ ...run, phase, begun }))),
);

test('the states are those of the contract, and the phases come in their order', () => {
  expect(runStates).toEqual(['completed', 'planned', 'stopped', 'interrupted']);
  expect(runPhases).toEqual(['read', 'baseline', 'plan', 'send', 'done']);
});

describe('of the states', () => {
  test.each<[string, (run: { state: RunState }) => boolean, RunState[]]>([
    ['are finished', isFinished, ['completed', 'planned']],
    ['are completed', isCompleted, ['completed']],
    ['go on by themselves', goesOnByItself, ['interrupted']],
    ['tell a plan', showsPlan, ['planned']],
    ['go on by apply', ({ state }) => goOnBy(state) === 'apply', ['planned']],
    ['go on by resume', ({ state }) => goOnBy(state) === 'resume', ['stopped', 'interrupted']],
  ])('these %s, and no others', (_, is, expected) => {
    expect(runStates.filter((state) => is({ state }))).toEqual(expected);
  });

  test('a person is needed by what has stopped and by a plan, but not by a check that was made', () => {
    const waiting = told.filter(needsPerson).map(({ command, state }) => `${command} ${state}`);
    expect(waiting).toEqual([
      ...['run planned', 'run stopped', 'check stopped'],
      ...['plan planned', 'plan stopped', 'rollback planned', 'rollback stopped'],
    ]);
  });

  test('a plan can be sent, unless it is a check', () => {
    expect(told.filter(isPlanToSend).map(({ command }) => command)).toEqual(['run', 'plan', 'rollback']);
    expect(told.filter(isChecked)).toEqual([{ command: 'check', state: 'planned' }]);
  });

  test('any other word is none', () => {
    expect(runStates.every(isRunState)).toBe(true);
    for (const word of ['running', 'checked', 'toString', '']) expect(isRunState(word)).toBe(false);
  });
});

describe('of the phases', () => {
  test.each<[string, (run: { phase: Phase }) => boolean, Phase[]]>([
    ['have rows', hasRows, ['baseline', 'plan', 'send', 'done']],
    ['are still to be planned', isPlannable, ['read', 'baseline', 'plan']],
    ['read contacts', (run) => isAt(run, 'baseline'), ['baseline']],
  ])('these %s, and no others', (_, is, expected) => {
    expect(runPhases.filter((phase) => is({ phase }))).toEqual(expected);
  });
});

describe('a run can be resumed or applied', () => {
  const run = { command: 'run', accountId: 'a', sourcePath: '/in/customers.csv' } as const;

  test.each<[string, Partial<Parameters<typeof isResumable>[0]>, Phase[]]>([
    ['until it is done', {}, ['read', 'baseline', 'plan', 'send']],
    ['never where it is a check', { command: 'check' }, []],
    ['never before it held its account', { accountId: null }, []],
    ['once its rows are copied, where it is a rollback', { command: 'rollback' }, ['baseline', 'plan', 'send']],
    ['once its input was read, where that was piped in', { sourcePath: '-' }, ['baseline', 'plan', 'send']],
  ])('%s', (_, settings, expected) => {
    const found = runPhases.filter((phase) => isResumable({ ...run, ...settings, phase }));
    expect(found).toEqual(expected);
    // What cannot be resumed is no loss to anybody.
    expect(runPhases.filter((phase) => !isPrunable({ ...run, ...settings, phase }))).toEqual(expected);
  });
});

test('a run begins by reading, and as one that a kill has interrupted', () => {
  const first = positions.filter(mayBegin);
  expect(first).toEqual(commands.map((command) => ({ command, ...beginning })));
});

/** `state phase`, with `!` where the sending has begun. */
const at = (words: string, command: RunCommand): Position => {
  const [state, phase] = words.replace('!', '').split(' ') as [RunState, Phase];
  return { command, state, phase, begun: words.endsWith('!') };
};

// Every write of a record that there is, by where it is written.
const happening: readonly (readonly [where: string, commands: readonly RunCommand[], from: string, to: string])[] = [
  ['the account, the source and its state', commands, 'interrupted read', 'interrupted read'],
  ['the file is read', commands, 'interrupted read', 'interrupted baseline'],
  ['a note of the baseline, the clock', ['run', 'plan', 'rollback'], 'interrupted baseline', 'interrupted baseline'],
  ['the contacts are read', ['run', 'plan', 'rollback'], 'interrupted baseline', 'interrupted plan'],
  ['the plan is made', ['run', 'plan', 'rollback'], 'interrupted plan', 'interrupted send'],
  ['the check is made', ['check'], 'interrupted baseline', 'interrupted send'],
  ['it begins to send', ['run', 'plan', 'rollback'], 'interrupted send', 'interrupted send!'],
  ['it sends on, and the clock', ['run', 'plan', 'rollback'], 'interrupted send!', 'interrupted send!'],
  ['all is sent', ['run', 'plan', 'rollback'], 'interrupted send!', 'completed done!'],
  ['it ends as a plan', commands, 'interrupted send', 'planned send'],
  ['it is applied, or a declined one resumed', ['run', 'plan', 'rollback'], 'planned send', 'interrupted send'],
  [
    'a resume that was declined before version 0.2 is resumed',
    ['run', 'plan', 'rollback'],
    'planned send!',
    'interrupted send!',
  ],
];

const halts = ['read', 'baseline', 'plan', 'send', 'send!'].flatMap((phase) =>
  (['stopped', 'interrupted'] as const).map((state) => [state, phase] as const),
);

describe('a run may change its record', () => {
  test.each(happening)('where %s', (_, ofCommands, from, to) => {
    for (const command of ofCommands) expect(mayFollow(at(from, command), at(to, command))).toBe(true);
  });

  test.each(halts)('where it is %s in phase %s, and where it is resumed', (state, phase) => {
    for (const command of ['run', 'plan', 'rollback'] as const) {
      expect(mayFollow(at(`interrupted ${phase}`, command), at(`${state} ${phase}`, command))).toBe(true);
      expect(mayFollow(at(`${state} ${phase}`, command), at(`interrupted ${phase}`, command))).toBe(true);
    }
  });
});

describe('no change of a record', () => {
  const changes = positions.flatMap((from) => positions.flatMap((to) => (mayFollow(from, to) ? [{ from, to }] : [])));

  test('goes back to an earlier phase, or skips one', () => {
    const place = ({ phase, command }: Position) =>
      runPhases.filter((each) => command !== 'check' || each !== 'plan').indexOf(phase);
    expect(changes.every(({ from, to }) => [0, 1].includes(place(to) - place(from)))).toBe(true);
  });

  test('takes back that the sending has begun, or lets a check begin it', () => {
    expect(changes.some(({ from, to }) => from.begun && !to.begun)).toBe(false);
    expect(changes.some(({ from, to }) => from.command === 'check' && to.begun && !from.begun)).toBe(false);
  });

  test('makes another command of a run', () => {
    expect(changes.every(({ from, to }) => from.command === to.command)).toBe(true);
  });

  test('follows on a run that is completed; and after a stop or a plan a run must first be taken up', () => {
    expect(changes.some(({ from }) => from.state === 'completed')).toBe(false);
    const after = changes.filter(({ from }) => ['stopped', 'planned'].includes(from.state)).map(({ to }) => to.state);
    expect(new Set(after)).toEqual(new Set(['interrupted']));
  });

  test('leaves a completed run that is not done, or a done one that is not completed', () => {
    expect(changes.every(({ to }) => (to.state === 'completed') === (to.phase === 'done'))).toBe(true);
  });
});

test('only the table asks a run for its state or its phase by name', () => {
  const names = [...runStates, ...runPhases].join('|');
  const question = new RegExp(`(?:phase|state)\\)? (?:===|!==) '(?:${names})'`);
  const askers = readSourceFiles().filter(({ text }) => question.test(text));
  expect(askers.map(({ path }) => path)).toEqual([
    'report/run-state.ts',
    // The words of a title; and the states of an alert, which are others.
    'report/verdict.ts',
    'service/alerts/alert-words.ts',
  ]);
});
