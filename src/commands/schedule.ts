import { logDirOf, type Variables } from '../job/environment.js';
import type { Job } from '../job/job.js';
import { type Lang, type Message, message } from '../messages/message.js';
import { RunError } from '../messages/run-error.js';
import { goesOnByItself } from '../report/run-state.js';
import { notifyEnd, notifyText } from '../service/alerts/notify.js';
import type { Announce } from '../service/clock/announce.js';
import type { DispatcherTools } from '../service/clock/dispatcher.js';
import { createJobFiles, type JobFiles } from '../service/clock/job-files.js';
import { createKeyedMutex } from '../service/clock/keyed-mutex.js';
import { createJobLocks, type JobLocks } from '../service/clock/lock-job.js';
import { findOrphans } from '../service/clock/orphans.js';
import type { RunEnd } from '../service/clock/trigger.js';
import type { TriggerEnd } from '../service/clock/triggers.js';
import { openServiceLog } from '../service/log/service-log.js';
import { startHealthServer } from '../service/observe/health-server.js';
import { createServiceStatus } from '../service/observe/service-status.js';
import { fireOnce, runService } from '../service/service.js';
import type { ServiceStore } from '../store/service-store.js';
import type { CommandContext } from './command.js';
import { exitCodeOf, exitCodeOfError, refusedExit, unfinishedExit } from './exit-code.js';
import { createTerminal } from './terminal.js';
import { createAnnounce } from './words/service-words.js';

export interface ScheduleFlags {
  readonly once?: boolean;
  readonly healthPort?: number;
  readonly healthHost: string;
}

/** `schedule [jobs…]`: the cron service; with `--once`, one firing of each job. */
export async function scheduleCommand(
  paths: readonly string[],
  flags: ScheduleFlags,
  lang: Lang,
  context: CommandContext,
): Promise<number> {
  const { variables, interruption, stores } = context;
  const logDir = logDirOf(variables);
  const log = openServiceLog(logDir, (reason) => announce('warn', message('schedule.noLog', { reason })));
  const announce = createAnnounce(createTerminal(lang, context), log);
  const serviceStore = await stores.openServiceStore();
  const stopping = interruption.signal;
  stopping.addEventListener('abort', () => announce('info', message('schedule.stopping')), { once: true });
  const files = createJobFiles(paths.length > 0 ? paths : ['jobs'], { stores, variables, mustSayWhen: !flags.once });
  const work = flags.once ? fireEach : serve;
  try {
    const locks = createJobLocks(logDir);
    const code = await work(
      { files, locks, serviceStore, announce, stopping, variables },
      flags,
      interruption.exitCode,
    );
    announce('info', message('schedule.ended'));
    return code;
  } finally {
    await serviceStore.close();
    await log.close();
  }
}

interface Service {
  readonly files: JobFiles;
  readonly locks: JobLocks;
  readonly serviceStore: ServiceStore;
  readonly announce: Announce;
  readonly stopping: AbortSignal;
  readonly variables: Variables;
}

type SignalExit = () => number | null;

async function fireEach(service: Service, _: ScheduleFlags, signalExit: SignalExit): Promise<number> {
  const { files, locks, serviceStore, announce, stopping } = service;
  const nobody = { onCall: () => {}, onEnd: () => {}, onTrouble: () => {} };
  const tools = { serviceStore, announce, stopping, ...nobody, turns: createKeyedMutex(), ...createAlerts(service) };
  // Told to stop, it may have left files where they are.
  const ends = await fireOnce({ files, locks, tools });
  return signalExit() ?? worstOf(ends);
}

async function serve(
  service: Service,
  { healthPort, healthHost }: ScheduleFlags,
  signalExit: SignalExit,
): Promise<number> {
  const { files, locks, serviceStore, announce, stopping } = service;
  const turns = createKeyedMutex();
  const { countWaiting } = turns;
  const { countBroken } = files;
  const asked = {
    countWaiting,
    countBroken,
    isInPlace: serviceStore.isInPlace,
    orphans: () => findOrphans(serviceStore, locks),
  };
  const { observer, metrics, onCall, onEnd, onTrouble, health } = createServiceStatus(asked);
  let isCutShort = false;
  const tools: DispatcherTools = {
    serviceStore,
    announce,
    stopping,
    turns,
    onCall,
    onTrouble,
    ...createAlerts(service),
    onEnd(job, end) {
      isCutShort ||= typeof end === 'object' && 'summary' in end && goesOnByItself(end.summary);
      onEnd(job, end);
    },
  };
  const address = healthPort === undefined ? null : { host: healthHost, port: healthPort };
  const server = address && (await startHealthServer(address, metrics, () => health(stopping.aborted)));
  if (server) announce('info', message('schedule.health', { url: server.url }));
  try {
    await runService({ files, locks, tools, observer });
  } finally {
    await server?.close();
  }
  return isCutShort ? (signalExit() ?? 0) : 0;
}

/** The exit code of several triggers: that which most needs somebody to look. */
function worstOf(ends: readonly TriggerEnd[]): number {
  const codes = ends.flatMap((end) =>
    end instanceof RunError ? [exitCodeOfError(end.ending)] : end.map((each) => codeOf(each.end)),
  );
  return [unfinishedExit, refusedExit, exitCodeOfError('busy'), 2].find((code) => codes.includes(code)) ?? 0;
}

function codeOf(end: RunEnd['end']): number {
  if (end instanceof RunError) return exitCodeOfError(end.ending);
  if (typeof end === 'object') return exitCodeOf(end.summary, null);
  return { tooLate: exitCodeOfError('busy'), stopped: unfinishedExit, unforeseen: unfinishedExit }[end];
}

/** Tells those whom a job names; who cannot be told is no more than a word here. */
function createAlerts({ announce, stopping, variables }: Service): Pick<DispatcherTools, 'alert' | 'alertOf'> {
  const sayWhoWasNot = (job: Job) => (troubles: readonly Message[]) => {
    for (const trouble of troubles) announce('warn', trouble, { job: job.name });
    return troubles.length === 0;
  };
  return {
    alert: (job, end) => notifyEnd(job, end, variables, stopping).then(sayWhoWasNot(job)),
    alertOf: (job, what) => notifyText(job, what, variables, stopping).then(sayWhoWasNot(job)),
  };
}
