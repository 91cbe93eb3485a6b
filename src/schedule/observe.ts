import type { Call } from '../api/client.js';
import type { Job } from '../job/job.js';
import type { JobState, Observer } from './dispatcher.js';
import type { RunEnd } from './firing.js';
import type { HealthReport } from './health-server.js';
import { createMetrics, type Metrics, outcomeOf } from './metrics.js';

/** What is known of a service while it is there. */
export interface Observation {
  readonly observer: Observer;
  readonly metrics: Pick<Metrics, 'render'>;
  onCall(job: Job, call: Call): void;
  onEnd(job: string, end: RunEnd['end']): void;
  health(isStopping: boolean): HealthReport;
}

type Known = { -readonly [Key in keyof HealthReport['jobs'][number]]: HealthReport['jobs'][number][Key] };

/**
 * @param countWaiting how many firings wait for their account
 * @param countBroken how many job files cannot be taken as they are now
 */
export function createObservation(countWaiting: () => number, countBroken: () => number): Observation {
  const metrics = createMetrics();
  const jobs = new Map<string, Known>();
  const known = (name: string): Known => {
    const job = jobs.get(name) ?? { name, state: 'idle', next: null, lastEnd: null };
    jobs.set(name, job);
    return job;
  };
  return {
    observer: {
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
        return metrics.render();
      },
    },
    onCall: ({ account, api }, call) => metrics.noteCall(account, call, api.rates[call.endpoint]),
    onEnd(name, end) {
      metrics.noteEnd(name, end);
      const outcome = outcomeOf(end);
      if (outcome !== null) known(name).lastEnd = { at: new Date().toISOString(), outcome };
    },
    health: (isStopping) => ({
      status: isStopping ? 'stopping' : 'ok',
      brokenJobFiles: countBroken(),
      jobs: [...jobs.values()],
    }),
  };
}
