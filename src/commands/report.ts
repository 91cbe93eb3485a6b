import { jobOfRun, reportRun } from '../runs/resume-run.js';
import { orGoOnBy } from '../store/disk-error.js';
import type { CommandContext } from './command.js';
import { showReport } from './show-report.js';
import { createTerminal } from './terminal.js';

/** `report <run>`: make the report files again. */
export async function reportCommand(run: string, flags: { json?: boolean }, context: CommandContext): Promise<number> {
  const { runs } = context.stores;
  return orGoOnBy(`wefeng-import report ${run}`, run, async () => {
    const { lang } = await jobOfRun(run, runs);
    showReport(await reportRun(run, runs), [], flags.json ?? false, createTerminal(lang, context));
    return 0;
  });
}
