import { message } from '../../messages/message.js';
import type { Plan, RunCallbacks } from '../../phases/run-context.js';
import type { InboxClaim } from '../../store/service-store.js';
import type { LoadedJob } from '../inbox/run-claim.js';
import { localTime } from './local-time.js';
import type { TriggerTools } from './trigger.js';

const progressEveryMs = 60_000;

/**
 * Who answers for a run where nobody watches: says yes, and says beforehand when it will take longer than until the job
 * fires again. `release` is called when the run is over.
 */
export function callbacksOf(
  { runId }: Pick<InboxClaim, 'runId'>,
  { job }: Pick<LoadedJob, 'job'>,
  tools: TriggerTools,
): { readonly callbacks: RunCallbacks; readonly release: () => void } {
  const { announce, stopping } = tools;
  const about = { job: job.name, run: runId };
  // The signal of the service outlives its runs: nothing of them may stay with it.
  const controller = new AbortController();
  const stop = () => controller.abort();
  if (stopping.aborted) stop();
  stopping.addEventListener('abort', stop);
  let toldAt = performance.now();
  const callbacks: RunCallbacks = {
    input: null,
    interrupted: controller.signal,
    onNote: (note) => announce('info', note, about),
    onCall: (call) => tools.onCall(job, call),
    onProgress({ done, total }) {
      if (performance.now() - toldAt < progressEveryMs) return;
      toldAt = performance.now();
      announce('info', message('schedule.progress', { done, total: total ?? '?' }), about);
    },
    async confirm(plan) {
      await tools.serviceStore.noteBegun(runId);
      announceIfLong(plan);
      return true;
    },
    // Somebody has imported by hand meanwhile: that one is to say which data is right.
    onOvertaken: () => false,
  };

  function announceIfLong({ toSend }: Plan): void {
    const { limit, perMs } = job.api.rates.put;
    const next = tools.nextTrigger(job.name);
    const lengthMs = (toSend / limit) * perMs;
    if (next === null || Date.now() + lengthMs <= next.getTime()) return;
    // One that goes on again and again has been announced.
    if (tools.announced.get(`${job.name} outlasts`) === runId) return;
    tools.announced.set(`${job.name} outlasts`, runId);
    const ends = new Date(Date.now() + lengthMs);
    const times = { ends: localTime(ends), next: localTime(next) };
    const what = message('schedule.outlasts', { runId, count: toSend, ...times });
    announce('warn', what, about);
    // Whoever is to be told may be slow to listen: the account is not kept waiting.
    void tools.alertOf(job, what);
  }

  return { callbacks, release: () => stopping.removeEventListener('abort', stop) };
}
