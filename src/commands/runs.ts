import { basename, dirname } from 'node:path';
import { logDirOf } from '../job/environment.js';
import { type Lang, say } from '../messages/message.js';
import { listRunFolders } from '../run/run-folder.js';
import { openRunStore } from '../run/run-store.js';
import type { CommandContext } from './command.js';
import { createTerminal, stateCode, wordCode } from './terminal.js';

/** `runs`: the runs, newest first, with how each ended. */
export async function runsCommand(lang: Lang, context: CommandContext): Promise<number> {
  const terminal = createTerminal(lang, context);
  const logDir = logDirOf(context.variables);
  const folders = listRunFolders(logDir);
  if (folders.length === 0) terminal.note(say(lang, 'runs.none', { logDir }));
  for (const folder of folders) terminal.print(describeRun(folder, lang));
  return 0;
}

function describeRun(folder: string, lang: Lang): string {
  const name = `${basename(folder)}  ${basename(dirname(folder))}`;
  try {
    const store = openRunStore(folder);
    const record = store.readRecord();
    const rows = store.countRows();
    store.close();
    if (record === null) return `${name}  ${say(lang, 'runs.unreadable')}`;
    return `${name}  ${record.command}  ${wordCode(stateCode(record), lang)}  ${rows}`;
  } catch {
    return `${name}  ${say(lang, 'runs.unreadable')}`;
  }
}
