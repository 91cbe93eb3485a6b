import { message } from '../messages/message.js';
import { type Detail, RunError } from '../messages/run-error.js';
import { nearPath } from '../runs/near-path.js';
import { type Rescue, rescueRun } from '../runs/rescue-run.js';
import { runIdOf } from '../store/run-folder.js';
import type { RunRecord } from '../store/run-record.js';
import { damagedFolder } from '../store/sqlite/sealed/damage.js';
import { shellWord } from './words/shell-word.js';

/**
 * Saves what can be saved of a run whose data is damaged.
 * @returns the error that said so, with what was saved, and what to do next
 */
export async function rescueDamaged(error: RunError): Promise<RunError> {
  const folder = damagedFolder(error) ?? '';
  const { record, outcome } = await rescue(folder);
  const next: Detail = { where: runIdOf(folder), why: nextStep(record) };
  return new RunError(error.ending, error.why, [...error.details, outcome, next], error.lang ?? record?.jobFile.lang);
}

async function rescue(folder: string): Promise<{ record: RunRecord | null; outcome: Detail }> {
  const told = (why: Detail['why']): Detail => ({ where: 'rescued.csv', why });
  try {
    const saved = await rescueRun(folder);
    return { record: saved.record, outcome: told(formatRescue(saved)) };
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    return { record: null, outcome: told(message('damage.notRescued', { reason: code ?? name })) };
  }
}

function formatRescue({ rescued, lost, ...saved }: Rescue) {
  const path = nearPath(saved.path);
  if (rescued === 0) return message('damage.noneRescued');
  if (lost === null) return message('damage.rescuedSome', { rescued, path });
  return message('damage.rescued', { rescued, lost, path });
}

function nextStep(record: RunRecord | null) {
  if (record === null) return message('damage.next', { command: 'wefeng-import plan <job> --file <file>' });
  const { rollbackOf, jobPath, sourcePath } = record;
  if (rollbackOf !== null) return message('damage.nextRollback', { command: `wefeng-import rollback ${rollbackOf}` });
  const command = `wefeng-import plan ${shellWord(nearPath(jobPath))} --file ${shellWord(nearPath(sourcePath))}`;
  return message('damage.next', { command });
}
