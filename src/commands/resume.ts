import { accountOf, logDirOf } from '../job/environment.js';
import { jobOfRun, resumeRun } from '../run/resume-run.js';
import type { CommandContext } from './command.js';
import { inLanguageOf } from './language.js';
import { operate } from './operate.js';

/** `resume <run>`: go on where an interrupted run stopped. */
export async function resumeCommand(
  run: string,
  flags: { yes?: boolean; json?: boolean },
  context: CommandContext,
): Promise<number> {
  const logDir = logDirOf(context.variables);
  const job = jobOfRun(run, logDir);
  return inLanguageOf(job.lang, () => {
    const place = { logDir, account: accountOf(context.variables) };
    return operate(job, flags, context, (operator) => resumeRun(run, place, operator));
  });
}
