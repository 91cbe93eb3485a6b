import { type Message, message } from '../../messages/message.js';
import type { InboxClaim } from '../../store/service-store.js';
import { type Trouble, toRunError } from '../clock/trouble.js';
import type { HealthReport } from './health-server.js';

type Health = HealthReport['jobs'][number];
type TroubleHealth = Health['troubles'][number];
type Known = { -readonly [Key in Exclude<keyof Health, 'troubles'>]: Health[Key] } & {
  readonly troubles: Map<string, TroubleHealth>;
};

/** What there is to be known of the log folder, asked whenever somebody wants to know. */
export interface LogFolderAsked {
  /** Whether it is where it was. */
  readonly isInPlace: () => Promise<boolean>;
  /** Runs that are not finished, of jobs that have no file here and no other service. */
  readonly orphans: () => Promise<readonly Orphan[]>;
}

type Orphan = Pick<InboxClaim, 'job' | 'runId'>;

/** How the jobs of a service are. */
export interface JobHealth {
  /** What is known of a job, to be changed. */
  of(name: string): Omit<Known, 'troubles'>;
  setTrouble(job: string, about: string, trouble: Trouble | null): void;
  remove(name: string): void;
  list(): Promise<readonly Health[]>;
}

export function createJobHealth(folder: LogFolderAsked): JobHealth {
  const jobs = new Map<string, Known>();
  const begun = new Date();
  const of = (name: string): Known => {
    const job = jobs.get(name) ?? { name, state: 'idle', next: null, lastEnd: null, troubles: new Map() };
    jobs.set(name, job);
    return job;
  };
  return {
    of,
    setTrouble(name, about, trouble) {
      const { troubles } = of(name);
      if (trouble === null) troubles.delete(about);
      else troubles.set(about, describe(trouble, sinceWhen(troubles.get(about), trouble)));
    },
    remove: (name) => void jobs.delete(name),
    async list() {
      const { orphans, problem } = await lookAt(folder);
      const general = problem === null ? [] : [describe({ what: problem, runId: null, next: null }, begun)];
      const own = [...jobs.values()].map((job) => ({ ...job, troubles: [...job.troubles.values(), ...general] }));
      return [...own, ...orphans.map((orphan) => healthOfOrphan(orphan, begun))];
    },
  };
}

/** What is the matter with the log folder is the matter of all jobs. */
async function lookAt({ isInPlace, orphans }: LogFolderAsked): Promise<{
  readonly orphans: readonly Orphan[];
  readonly problem: Message | null;
}> {
  try {
    if (!(await isInPlace())) return { orphans: [], problem: message('schedule.folderMoved') };
    return { orphans: await orphans(), problem: null };
  } catch (error) {
    return { orphans: [], problem: toRunError(error).why };
  }
}

function describe({ what, runId, next }: Trouble, since: Date): TroubleHealth {
  const { code = what.params.reason ?? null } = what.params;
  const reason = code === null ? null : String(code);
  return { code: what.code, reason, run: runId, next, since: since.toISOString() };
}

/** One that is met again and again began when it was first met. */
function sinceWhen(before: TroubleHealth | undefined, { what, runId }: Trouble): Date {
  return before?.code === what.code && before.run === runId ? new Date(before.since) : new Date();
}

function healthOfOrphan({ job, runId }: Orphan, since: Date): Health {
  const next = `wefeng-import resume ${runId}`;
  const trouble = describe({ what: message('schedule.orphan', { job, runId }), runId, next }, since);
  return { name: job, state: 'idle', next: null, lastEnd: null, troubles: [trouble] };
}
