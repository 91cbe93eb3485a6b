import type { Job } from '../../job/job.js';
import type { Call } from '../../wefeng/client.js';
import type { JobState, Observer } from '../clock/dispatcher.js';
import type { RunEnd } from '../clock/trigger.js';
import type { Trouble } from '../clock/trouble.js';
import type { HealthReport } from './health-server.js';
import { createJobHealth, type LogFolderAsked } from './job-health.js';
import { createMetrics, type Metrics, outcomeOf } from './metrics.js';

/** What is known of a service while it is there. */
export interface ServiceStatus {
  readonly observer: Observer;
  readonly metrics: Pick<Metrics, 'render'>;
  onCall(job: Job, call: Call): void;
  onEnd(job: string, end: RunEnd['end']): void;
  onTrouble(job: string, about: string, trouble: Trouble | null): void;
  health(isStopping: boolean): Promise<HealthReport>;
}

/** What is asked when somebody wants to know. */
export interface Asked extends LogFolderAsked {
  /** How many triggers wait for their account. */
  readonly countWaiting: () => number;
  /** How many job files cannot be taken as they are now. */
  readonly countBroken: () => number;
}

export function createServiceStatus({ countWaiting, countBroken, ...folder }: Asked): ServiceStatus {
  const metrics = createMetrics();
  const jobs = createJobHealth(folder);
  let isReady = false;
  return {
    observer: {
      onReady() {
        isReady = true;
      },
      onState(name, state: JobState) {
        jobs.of(name).state = state;
        metrics.setRunning(name, state === 'running');
      },
      onTrigger: metrics.noteTrigger,
      onNext(name, next) {
        jobs.of(name).next = next?.toISOString() ?? null;
        metrics.setNext(name, next);
      },
      onGone(name) {
        jobs.remove(name);
        metrics.forget(name);
      },
    },
    metrics: {
      async render() {
        const all = await jobs.list();
        metrics.setQueueLength(countWaiting());
        metrics.setBrokenFiles(countBroken());
        metrics.setTroubles(new Map(all.map(({ name, troubles }) => [name, troubles.length])));
        return metrics.render();
      },
    },
    onCall: ({ account, api }, call) => metrics.noteCall(account, call, api.rates[call.endpoint]),
    onEnd(name, end) {
      metrics.noteEnd(name, end);
      const outcome = outcomeOf(end);
      if (outcome !== null) jobs.of(name).lastEnd = { at: new Date().toISOString(), outcome };
    },
    onTrouble: jobs.setTrouble,
    async health(isStopping) {
      const all = await jobs.list();
      const isFine = all.every(({ troubles }) => troubles.length === 0);
      const status = !isReady ? 'starting' : isFine ? 'ok' : 'attention';
      return { status: isStopping ? 'stopping' : status, brokenJobFiles: countBroken(), jobs: all };
    },
  };
}
