import { message } from '../messages/message.js';
import { RunError } from '../messages/run-error.js';
import { type Extent, fireJob } from './fire-job.js';
import type { FiringTools, RunEnd } from './firing.js';
import { localTime } from './local-time.js';
import type { LoadedJob } from './run-claim.js';

/** How a firing ended: each of its runs, or what kept it from having any. */
export type FiringEnd = readonly RunEnd[] | RunError;

/** The firings that are under way: of one job, one at most. */
export interface Firings {
  /** Fires a job, unless it is at it already: then it says so, once, and gives null. */
  fire(loaded: LoadedJob, extent: Extent): Promise<FiringEnd | null>;
  isUnderWay(job: string): boolean;
  /** Resolves when none is under way. */
  ended(): Promise<void>;
}

/** Makes the firings of a service. `onChange` hears when those of a job begin and end. */
export function createFirings(tools: FiringTools, onChange: (job: string, isUnderWay: boolean) => void): Firings {
  const underWay = new Map<string, { readonly end: Promise<FiringEnd>; readonly since: Date; isTold: boolean }>();

  async function follow(loaded: LoadedJob, extent: Extent): Promise<FiringEnd> {
    const { name } = loaded.job;
    onChange(name, true);
    try {
      return await fireToEnd(loaded, extent, tools);
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
      if (!current.isTold) tools.tell('warn', message('schedule.overlaps', { since }), { job: name });
      current.isTold = true;
      return null;
    },
    isUnderWay: (job) => underWay.has(job),
    async ended() {
      while (underWay.size > 0) await Promise.all([...underWay.values()].map(({ end }) => end));
    },
  };
}

/** A firing that cannot even begin is told of like a run that was refused. */
async function fireToEnd(loaded: LoadedJob, extent: Extent, tools: FiringTools): Promise<FiringEnd> {
  try {
    return await fireJob(loaded, extent, tools);
  } catch (error) {
    if (tools.stopping.aborted) return [];
    const problem = error instanceof RunError ? error : new RunError('stopped', unforeseen(error));
    tools.tell('error', problem.why, { job: loaded.job.name });
    tools.onEnd(loaded.job.name, problem);
    await tools.alert(loaded.job, problem);
    return problem;
  }
}

/** Its message may hold anything; its kind and place may not. */
function unforeseen(error: unknown) {
  const { name, stack = '' } = error instanceof Error ? error : { name: typeof error };
  return message('schedule.broken', { name, place: /[\w-]+\.js:\d+/.exec(stack)?.[0] ?? '?' });
}
