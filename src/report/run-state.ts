import { isDeepStrictEqual } from 'node:util';
import { standardInput } from '../source/standard-input.js';

// What a run is. Reports say it as well as the store, the phases and the commands, so it lies where reports do: no lower
// room knows of runs.

/** What the run was asked to do. */
export type RunCommand = 'run' | 'check' | 'plan' | 'rollback';

interface PhaseMeaning {
  /** The phase that comes next; null where there is none. A check reads no contacts and sends nothing. */
  readonly next: string | null;
  readonly nextOfCheck: string | null;
  /** All rows of the file are in run.db. */
  readonly hasRows: boolean;
  /** It is known what is to become of each row. */
  readonly hasPlan: boolean;
}

const phases = {
  read: { next: 'baseline', nextOfCheck: 'baseline', hasRows: false, hasPlan: false },
  baseline: { next: 'plan', nextOfCheck: 'send', hasRows: true, hasPlan: false },
  plan: { next: 'send', nextOfCheck: null, hasRows: true, hasPlan: false },
  send: { next: 'done', nextOfCheck: null, hasRows: true, hasPlan: true },
  done: { next: null, nextOfCheck: null, hasRows: true, hasPlan: true },
} as const satisfies Readonly<Record<string, PhaseMeaning>>;

/** The work that a run is at, or stopped at. */
export type Phase = keyof typeof phases;

interface StateMeaning {
  /** The run has come to the end that was asked for: what is left to do, it does not do by itself. */
  readonly isFinished: boolean;
  /** Who takes it further. `itself`: the service does, without a word to anybody; elsewhere, whoever interrupted it. */
  readonly next: 'nobody' | 'person' | 'itself';
  /** The command that takes it further. */
  readonly goOnBy: 'apply' | 'resume' | null;
  /** The states that may be written after this one. */
  readonly after: readonly string[];
  /** The phases in which it may be written. */
  readonly phases: readonly Phase[];
}

const unfinished = ['read', 'baseline', 'plan', 'send'] as const;

// The order is that of every list that is shown. A run at work says `interrupted`: what it is, should it be killed.
const states = {
  completed: { isFinished: true, next: 'nobody', goOnBy: null, after: [], phases: ['done'] },
  planned: { isFinished: true, next: 'person', goOnBy: 'apply', after: ['interrupted'], phases: ['send'] },
  stopped: { isFinished: false, next: 'person', goOnBy: 'resume', after: ['interrupted'], phases: unfinished },
  interrupted: {
    isFinished: false,
    next: 'itself',
    goOnBy: 'resume',
    phases: unfinished,
    after: ['completed', 'planned', 'stopped', 'interrupted'],
  },
} as const satisfies Readonly<Record<string, StateMeaning>>;

/** How far a run has come, as `summary.json` says it (contract). */
export type RunState = keyof typeof states;

export const runPhases = Object.keys(phases) as readonly Phase[];
export const runStates = Object.keys(states) as readonly RunState[];

export const isRunState = (text: string): text is RunState => Object.hasOwn(states, text);

const meaningOf = (state: RunState): StateMeaning => states[state];

/** Where a run stands. */
export interface Position {
  readonly command: RunCommand;
  readonly phase: Phase;
  readonly state: RunState;
  /** Whether the sending has begun: from then on it is no plan any more. */
  readonly begun: boolean;
}

/** What decides whether a run can go on. */
interface WayOn extends Pick<Position, 'command' | 'phase'> {
  /** Null before the run has held its account. */
  readonly accountId: string | null;
  readonly sourcePath: string;
}

type Told = Pick<Position, 'command' | 'state'>;

/** Whether the run has come to the end that was asked for: all is sent, or the plan is made. */
export const isFinished = ({ state }: Pick<Position, 'state'>): boolean => meaningOf(state).isFinished;

/** Whether every row of the run has had its last word. */
export const isCompleted = ({ state }: Pick<Position, 'state'>): boolean => state === 'completed';

/** Whether a person must act, or the run stays as it is. Nothing is left to do for a check that was made. */
export const needsPerson = (run: Told): boolean => meaningOf(run.state).next === 'person' && !isChecked(run);

/** Whether the run goes on without a person, where there is a service. */
export const goesOnByItself = ({ state }: Pick<Position, 'state'>): boolean => meaningOf(state).next === 'itself';

/** The command that takes a run of this state further, if it can go on at all. */
export const goOnBy = (state: RunState): StateMeaning['goOnBy'] => meaningOf(state).goOnBy;

/** Whether the run tells what would be done, or what was found, and a row without a result has nothing wrong with it. */
export const showsPlan = ({ state }: Pick<Position, 'state'>): boolean => state === 'planned';

/** Whether a run is a plan that somebody may still send. */
export const isPlanToSend = (run: Told): boolean => showsPlan(run) && run.command !== 'check';

/** Whether a run is a check that was made to its end. */
export const isChecked = (run: Told): boolean => showsPlan(run) && run.command === 'check';

/** Whether the file was read to its end. Before, nothing true can be told of its rows. */
export const hasRows = ({ phase }: Pick<Position, 'phase'>): boolean => phases[phase].hasRows;

/** Whether the run stands in a phase, so that its work is still to be done. */
export const isAt = (run: Pick<Position, 'phase'>, phase: Exclude<Phase, 'done'>): boolean => run.phase === phase;

/** Whether there is something of a run that `resume` or `apply` could go on with. */
export function isResumable({ command, phase, accountId, sourcePath }: WayOn): boolean {
  if (command === 'check' || phases[phase].next === null) return false;
  // Before it held its account it had asked nobody for anything.
  if (accountId === null) return false;
  // What was to be read anew is gone: the rows of the run that it takes back, or what was piped in.
  return phases[phase].hasRows || (command !== 'rollback' && sourcePath !== standardInput);
}

/** Whether nothing is lost to anybody with a run: it may be pruned without `--force`. */
export const isPrunable = (run: WayOn): boolean => !isResumable(run);

/** Whether the plan of a run is still to be made. */
export const isPlannable = ({ phase }: Pick<Position, 'phase'>): boolean => !phases[phase].hasPlan;

/** Where every run begins. */
export const beginning = { phase: 'read', state: 'interrupted', begun: false } as const;

/** Whether a run may begin like this. */
export const mayBegin = ({ phase, state, begun }: Position): boolean =>
  isDeepStrictEqual({ phase, state, begun }, beginning);

/** Whether a run that stands at `from` may come to stand at `to` by one change of its record. */
export function mayFollow(from: Position, to: Position): boolean {
  const { next, nextOfCheck } = phases[from.phase];
  const isNext = to.phase === from.phase || to.phase === (from.command === 'check' ? nextOfCheck : next);
  const after: readonly string[] = meaningOf(from.state).after;
  return (
    to.command === from.command &&
    isNext &&
    after.includes(to.state) &&
    meaningOf(to.state).phases.includes(to.phase) &&
    maySend(from, to)
  );
}

/** That it has begun to send is never taken back, nor is it a plan from then on; a check never sends. */
function maySend(from: Position, to: Position): boolean {
  if (!to.begun) return !from.begun && to.phase !== 'done';
  return (
    to.command !== 'check' && to.state !== 'planned' && (from.begun || (from.phase === 'send' && to.phase === 'send'))
  );
}
