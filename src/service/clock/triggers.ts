import { message } from '../../messages/message.js';
import type { RunError } from '../../messages/run-error.js';
import type { LoadedJob } from '../inbox/run-claim.js';
import { type Extent, fireJob } from './fire-job.js';
import { localTime } from './local-time.js';
import type { RunEnd, TriggerTools } from './trigger.js';
import { toRunError } from './trouble.js';

/** How a trigger ended: each of its runs, or what kept it from having any. */
export type TriggerEnd = readonly RunEnd[] | RunError;

/** The triggers that are under way: of one job, one at most. */
export interface Triggers {
  /** Fires a job, unless it is at it already: then it says so, once, and gives null. */
  fire(loaded: LoadedJob, extent: Extent): Promise<TriggerEnd | null>;
  /** Resolves when none of a job is under way. */
  endOf(job: string): Promise<void>;
  /** Resolves when none is under way. */
  ended(): Promise<void>;
}

/** Makes the triggers of a service. `onChange` hears when those of a job begin and end. */
export function createTriggers(tools: TriggerTools, onChange: (job: string, isUnderWay: boolean) => void): Triggers {
  const underWay = new Map<string, { readonly end: Promise<TriggerEnd>; readonly since: Date; isTold: boolean }>();
  const troubles = createTroubles(tools);

  async function follow(loaded: LoadedJob, extent: Extent): Promise<TriggerEnd> {
    const { name } = loaded.job;
    onChange(name, true);
    try {
      const ends = await fireJob(loaded, extent, tools);
      troubles.forget(name);
      return ends;
    } catch (error) {
      if (tools.stopping.aborted) return [];
      return await troubles.announce(loaded, error);
    } finally {
      underWay.delete(name);
      onChange(name, false);
    }
  }

  return {
    async fire(loaded, extent) {
      const { name } = loaded.job;
      const current = underWay.get(name);
      if (current === undefined) {
        const end = follow(loaded, extent);
        underWay.set(name, { end, since: new Date(), isTold: false });
        return end;
      }
      const since = localTime(current.since);
      if (!current.isTold) tools.announce('warn', message('schedule.overlaps', { since }), { job: name });
      current.isTold = true;
      return null;
    },
    async endOf(job) {
      await underWay.get(job)?.end;
    },
    async ended() {
      while (underWay.size > 0) await Promise.all([...underWay.values()].map(({ end }) => end));
    },
  };
}

/**
 * What keeps triggers from even beginning: told of like a run that was refused, but once, not at every trigger, until one
 * begins again or something else is the matter.
 */
function createTroubles(tools: TriggerTools) {
  const known = new Map<string, string>();
  return {
    forget(job: string): void {
      known.delete(job);
      tools.onTrouble(job, 'trigger', null);
    },
    async announce(loaded: LoadedJob, error: unknown): Promise<RunError> {
      const { name } = loaded.job;
      const problem = toRunError(error);
      tools.onEnd(name, problem);
      tools.onTrouble(name, 'trigger', { what: problem.why, runId: null, next: null });
      if (known.get(name) === problem.why.code) return problem;
      tools.announce('error', problem.why, { job: name });
      // Whoever could not be reached is told the next time.
      if (await tools.alert(loaded.job, problem)) known.set(name, problem.why.code);
      return problem;
    },
  };
}
