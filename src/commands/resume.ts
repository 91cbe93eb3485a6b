import { logDirOf } from '../job/environment.js';
import type { RunReport } from '../run/report-phase.js';
import { applyRun, jobOfRun, resumeRun, withSettingsOfToday } from '../run/resume-run.js';
import { rollbackRun } from '../run/rollback-run.js';
import type { Operator, Place } from '../run/run-context.js';
import { type CommandContext, placeOf } from './command.js';
import { inLanguageOf } from './language.js';
import { type OperateFlags, operate } from './operate.js';

/** `resume <run>`: go on where an interrupted run stopped. */
export const resumeCommand = (run: string, flags: OperateFlags, context: CommandContext): Promise<number> =>
  onRun(run, flags, context, resumeRun);

/** `apply <run>`: send a planned run. */
export const applyCommand = (run: string, flags: OperateFlags, context: CommandContext): Promise<number> =>
  onRun(run, flags, context, applyRun);

/** `rollback <run>`: a new run that restores what the old one replaced. */
export const rollbackCommand = (run: string, flags: OperateFlags, context: CommandContext): Promise<number> =>
  onRun(run, flags, context, rollbackRun);

function onRun(
  run: string,
  flags: OperateFlags,
  context: CommandContext,
  work: (run: string, place: Place, operator: Operator) => Promise<RunReport>,
): Promise<number> {
  const ofThen = jobOfRun(run, logDirOf(context.variables));
  return inLanguageOf(ofThen.lang, async () => {
    const job = await withSettingsOfToday(ofThen);
    return operate(job, flags, context, async (operator) => work(run, placeOf(context, job.account), operator));
  });
}
