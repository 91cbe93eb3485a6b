import type { Job } from '../../job/job.js';
import { type Message, message } from '../../messages/message.js';
import { RunError } from '../../messages/run-error.js';
import type { RunReport } from '../../phases/report/report-phase.js';
import { type Outcome, outcomeOfRun } from '../../report/run-outcome.js';
import { goOnBy, isRunState } from '../../report/run-state.js';

/** How what is told of ended. */
export type AlertState =
  | 'completed'
  | 'incomplete'
  | 'held'
  | 'stopped'
  | 'interrupted'
  | 'refused'
  | 'busy'
  | 'announced';

/** Something that somebody is to be told. */
export interface Alert {
  readonly job: Job;
  readonly state: AlertState;
  /** Null where there is no run to tell of. */
  readonly report: RunReport | null;
  /** What stopped it, or what is announced; null where nothing has. */
  readonly why: Message | null;
  /** What to do next, as a text with its command. */
  readonly next: Message | null;
}

/** What is to be told of the end of a run; null of a plan, a check, and an import that somebody has declined. */
export function alertOfEnd(job: Job, end: RunReport | RunError): Alert | null {
  if (end instanceof RunError) {
    const next = end.details.map(({ why }) => why).find(({ code }) => nextSteps.has(code)) ?? null;
    return { job, state: end.ending, report: null, why: end.why, next };
  }
  const state = stateOf(end);
  return state && { job, state, report: end, why: end.stoppedBy, next: nextOf(end, state) };
}

/** What is to be told of a job apart from the end of a run. */
export const announcement = (job: Job, what: Message): Alert => ({
  job,
  state: 'announced',
  report: null,
  why: what,
  next: null,
});

// What ends a run may bring its next step along, as a detail.
const nextSteps = new Set<string>([
  'summary.resume',
  'schedule.seeRefusal',
  'schedule.resumeByHand',
  'schedule.unseen',
  'schedule.postponed',
]);

/** Whether those whom a job names want to know. */
export function isTold({ state, why }: Alert, when: NonNullable<Job['notify']>['when']): boolean {
  const gravity = state === 'announced' && why && graveNews.has(why.code) ? 'stop' : gravities[state];
  return when === 'always' || gravity === 'stop' || gravity === when;
}

const gravities = {
  completed: 'fine',
  incomplete: 'problems',
  announced: 'problems',
  held: 'stop',
  stopped: 'stop',
  interrupted: 'stop',
  refused: 'stop',
  busy: 'stop',
} as const;

/** News of a service that are as grave as a run that stops. */
const graveNews = new Set<string>([
  'schedule.unforeseen',
  'schedule.unforeseenFile',
  'schedule.unsettled',
  'schedule.broken',
]);

function stateOf({ summary }: RunReport): AlertState | null {
  return summary.command === 'check' ? null : told[outcomeOfRun(summary)];
}

/** Null: whoever wanted a plan, or has declined one, knows. */
const told: Readonly<Record<Outcome, AlertState | null>> = {
  done: 'completed',
  incomplete: 'incomplete',
  held: 'held',
  stopped: 'stopped',
  interrupted: 'interrupted',
  planned: null,
  declined: null,
  passed: null,
  faulty: null,
};

function nextOf({ summary: { command, runId } }: RunReport, state: AlertState): Message | null {
  if (state === 'incomplete') return message(command === 'rollback' ? 'alert.mendRollback' : 'alert.mend');
  if (!isRunState(state) || goOnBy(state) !== 'resume') return null;
  return message('summary.resume', { command: `wefeng-import resume ${runId}` });
}
