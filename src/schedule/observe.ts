import type { Call } from '../api/client.js';
import type { Job } from '../job/job.js';
import { type Message, message } from '../messages/message.js';
import type { Claim } from './book.js';
import type { JobState, Observer } from './dispatcher.js';
import type { RunEnd } from './firing.js';
import type { HealthReport } from './health-server.js';
import { createMetrics, type Metrics, outcomeOf } from './metrics.js';
import { type Trouble, toRunError } from './trouble.js';

/** What is known of a service while it is there. */
export interface Observation {
  readonly observer: Observer;
  readonly metrics: Pick<Metrics, 'render'>;
  onCall(job: Job, call: Call): void;
  onEnd(job: string, end: RunEnd['end']): void;
  onTrouble(job: string, about: string, trouble: Trouble | null): void;
  health(isStopping: boolean): HealthReport;
}

/** What is asked when somebody wants to know. */
export interface Asked {
  /** How many firings wait for their account. */
  readonly countWaiting: () => number;
  /** How many job files cannot be taken as they are now. */
  readonly countBroken: () => number;
  /** Whether the log folder is where it was. */
  readonly isInPlace: () => boolean;
  /** Runs that are not finished, of jobs that have no file here and no other service. */
  readonly orphans: () => readonly Pick<Claim, 'job' | 'runId'>[];
}

type JobHealth = HealthReport['jobs'][number];
type Known = { -readonly [Key in Exclude<keyof JobHealth, 'troubles'>]: JobHealth[Key] } & {
  readonly troubles: Map<string, JobHealth['troubles'][number]>;
};

export function createObservation({ countWaiting, countBroken, isInPlace, orphans }: Asked): Observation {
  const metrics = createMetrics();
  const jobs = new Map<string, Known>();
  const begun = new Date();
  let isReady = false;
  const known = (name: string): Known => {
    const job = jobs.get(name) ?? { name, state: 'idle', next: null, lastEnd: null, troubles: new Map() };
    jobs.set(name, job);
    return job;
  };

  function healthOfJobs(): readonly JobHealth[] {
    const { found, problem } = lookAtBook();
    const general = problem === null ? [] : [describe({ what: problem, runId: null, next: null }, begun)];
    const own = [...jobs.values()].map((job) => ({ ...job, troubles: [...job.troubles.values(), ...general] }));
    return [...own, ...found.map((orphan) => healthOfOrphan(orphan, begun))];
  }

  /** What is the matter with the book is the matter of all jobs. */
  function lookAtBook(): { readonly found: ReturnType<Asked['orphans']>; readonly problem: Message | null } {
    if (!isInPlace()) return { found: [], problem: message('schedule.folderMoved') };
    try {
      return { found: orphans(), problem: null };
    } catch (error) {
      return { found: [], problem: toRunError(error).why };
    }
  }

  return {
    observer: {
      onReady() {
        isReady = true;
      },
      onState(name, state: JobState) {
        known(name).state = state;
        metrics.setRunning(name, state === 'running');
      },
      onFiring: metrics.noteFiring,
      onNext(name, next) {
        known(name).next = next?.toISOString() ?? null;
        metrics.setNext(name, next);
      },
      onGone(name) {
        jobs.delete(name);
        metrics.forget(name);
      },
    },
    metrics: {
      render() {
        metrics.setQueueLength(countWaiting());
        metrics.setBrokenFiles(countBroken());
        metrics.setTroubles(new Map(healthOfJobs().map(({ name, troubles }) => [name, troubles.length])));
        return metrics.render();
      },
    },
    onCall: ({ account, api }, call) => metrics.noteCall(account, call, api.rates[call.endpoint]),
    onEnd(name, end) {
      metrics.noteEnd(name, end);
      const outcome = outcomeOf(end);
      if (outcome !== null) known(name).lastEnd = { at: new Date().toISOString(), outcome };
    },
    onTrouble(name, about, trouble) {
      const { troubles } = known(name);
      if (trouble === null) troubles.delete(about);
      else troubles.set(about, describe(trouble, sinceWhen(troubles.get(about), trouble)));
    },
    health(isStopping) {
      const all = healthOfJobs();
      const isFine = all.every(({ troubles }) => troubles.length === 0);
      const status = !isReady ? 'starting' : isFine ? 'ok' : 'attention';
      return { status: isStopping ? 'stopping' : status, brokenJobFiles: countBroken(), jobs: all };
    },
  };
}

function describe({ what, runId, next }: Trouble, since: Date): JobHealth['troubles'][number] {
  const { code: reason = what.params.reason ?? null } = what.params;
  return {
    code: what.code,
    reason: reason === null ? null : String(reason),
    run: runId,
    next,
    since: since.toISOString(),
  };
}

/** One that is met again and again began when it was first met. */
function sinceWhen(before: JobHealth['troubles'][number] | undefined, { what, runId }: Trouble): Date {
  return before?.code === what.code && before.run === runId ? new Date(before.since) : new Date();
}

function healthOfOrphan({ job, runId }: Pick<Claim, 'job' | 'runId'>, since: Date): JobHealth {
  const next = `wefeng-import resume ${runId}`;
  const trouble = describe({ what: message('schedule.orphan', { job, runId }), runId, next }, since);
  return { name: job, state: 'idle', next: null, lastEnd: null, troubles: [trouble] };
}
