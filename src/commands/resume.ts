import type { RunReport } from '../phases/report/report-phase.js';
import type { ApiTarget, RunCallbacks } from '../phases/run-context.js';
import { applyRun, jobOfRun, resumeRun, withSettingsOfToday } from '../runs/resume-run.js';
import { rollbackRun } from '../runs/rollback-run.js';
import { orGoOnBy } from '../store/disk-error.js';
import { type CommandContext, placeOf } from './command.js';
import { inLanguageOf } from './language.js';
import { type OperateFlags, operate } from './operate.js';

/** `resume <run>`: go on where an interrupted run stopped. */
export const resumeCommand = (run: string, flags: OperateFlags, context: CommandContext): Promise<number> =>
  onRun(['resume', run], flags, context, resumeRun);

/** `apply <run>`: send a planned run. */
export const applyCommand = (run: string, flags: OperateFlags, context: CommandContext): Promise<number> =>
  onRun(['apply', run], flags, context, applyRun);

/** `rollback <run>`: a new run that restores what the old one replaced. */
export const rollbackCommand = (run: string, flags: OperateFlags, context: CommandContext): Promise<number> =>
  onRun(['rollback', run], flags, context, rollbackRun);

async function onRun(
  [command, run]: readonly [command: string, run: string],
  flags: OperateFlags,
  context: CommandContext,
  work: (run: string, place: ApiTarget, callbacks: RunCallbacks) => Promise<RunReport>,
): Promise<number> {
  const orAgain = <Result>(doIt: () => Promise<Result>) => orGoOnBy(`wefeng-import ${command} ${run}`, run, doIt);
  const ofThen = await orAgain(() => jobOfRun(run, context.stores.runs));
  return inLanguageOf(ofThen.lang, async () => {
    const job = await withSettingsOfToday(ofThen);
    return operate(job, flags, context, async (callbacks) =>
      orAgain(() => work(run, placeOf(context, job.account), callbacks)),
    );
  });
}
