import type { Ended } from '../helpers/workspace.js';
import { concurrency } from './file.js';
import { type Played, wordsOnly } from './outcomes.js';
import type { Stage } from './stage.js';
import {
  appliedRows,
  judgeAccount,
  judgeClaims,
  judgeFiles,
  judgeKept,
  judgeReport,
  judgeRestored,
  judgeRollbackReport,
  judgeSentOnce,
  judgeTouched,
  judgeWords,
  settledLines,
  stateOf,
} from './witness.js';

/** A command that has met a fault. */
export interface Struck {
  readonly args: readonly string[];
  readonly ended: Ended;
  /** Unix time in ms from which no more may be sent; null where there is none: SQLite does not heed what a folder says. */
  readonly faultAt: number | null;
  /** The run folders that there were before. */
  readonly before: readonly string[];
  /** How many PUTs had arrived before it began. */
  readonly putsBefore: number;
  /** Whether an import is to be taken back at its end; false where that is not what the case is about. */
  readonly isTakenBack?: boolean;
  /** Whether the fault may have damaged run.db: then a run that is refused by name has come to its end. */
  readonly mayDamage?: boolean;
}

type Kind = 'import' | 'rollback';
const kindOf = ({ args }: Struck): Kind => (args[0] === 'rollback' ? 'rollback' : 'import');

const mostRounds = 6;

/**
 * Goes on after a fault with what the program says is next, without faults, until the run is over; an import is then
 * taken back. The witness judges each step.
 */
export async function playOn(stage: Stage, struck: Struck): Promise<Played> {
  const kind = kindOf(struck);
  const story: string[] = [];
  const bad = [...judgeStruck(stage, struck), ...(kind === 'import' ? judgeTouched(stage) : [])];
  let { args, ended } = struck;
  for (let round = 0; round <= mostRounds; round++) {
    const run = newestOf(stage, kind === 'rollback' ? struck.before : []);
    story.push(tell(args, ended));
    bad.push(...labelled(args, judgeWords(ended)));
    if (struck.mayDamage && isRefused(ended)) return { bad, story, isDamaged: true };
    bad.push(...labelled(args, await judgeRun(stage, struck, run, ended)));
    if (isCompleted(run) && ended.code === 0) {
      return judgeEnd(stage, struck, { bad, story });
    }
    const next = nextOf(ended, run, struck.args);
    bad.push(...labelled(args, next.bad));
    const kept = settledLines(run);
    args = next.args;
    ended = await stage.here(args);
    bad.push(...labelled(args, judgeKept(kept, run)));
  }
  return { bad: [...bad, 'it never comes to an end'], story };
}

const labelled = ([command = '']: readonly string[], bad: readonly string[]): string[] =>
  bad.map((what) => (what.startsWith(wordsOnly) ? `${what} (${command})` : `${command}: ${what}`));

async function judgeEnd(stage: Stage, struck: Struck, { bad, story }: Played): Promise<Played> {
  const { args, isTakenBack = true } = struck;
  const files = [...bad, ...judgeFiles(stage)];
  if (args[0] === 'rollback') return { bad: [...files, ...judgeRestored(stage)], story };
  const sent = [...files, ...judgeAccount(stage), ...judgeSentOnce(stage)];
  if (!isTakenBack) return { bad: sent, story };
  const taken = await takeBack(stage, struck);
  return { ...taken, bad: [...sent, ...taken.bad], story: [...story, ...taken.story] };
}

/** Said to be damaged, by its name, and nothing was sent from it. */
const isRefused = ({ code, stderr }: Ended): boolean => code === 1 && /the data of run \S+ is damaged/.test(stderr);

/** The run that was begun last: those before it that broke off have sent nothing. */
function newestOf(stage: Stage, before: readonly string[]): string | null {
  // The workspace remembers in which order they came.
  return (
    stage.workspace
      .runFolders()
      .filter((folder) => !before.includes(folder))
      .at(-1) ?? null
  );
}

const isCompleted = (folder: string | null): boolean => folder !== null && stateOf(folder) === 'completed';

/** How the struck command itself ended. */
function judgeStruck(stage: Stage, { ended: { code }, faultAt, putsBefore }: Struck): string[] {
  const isAfter = (at: number) => faultAt !== null && performance.timeOrigin + at > faultAt;
  const puts = stage.calls().filter(({ endpoint }) => endpoint === 'put');
  const after = puts.filter(({ at }) => isAfter(at)).length;
  return [
    ...(code === 0 || code === 1 || code === 3 || code === null ? [] : [`exit code ${code}`]),
    // On their way when a write fails are those that were written down before.
    ...(code === 3 && after > concurrency ? [`${after} PUTs arrive after the fault`] : []),
    ...(code === 1 && puts.length > putsBefore ? ['exit code 1, and PUTs have arrived'] : []),
  ];
}

/** Whatever a run has come to: its report can be made, where something was sent, and says nothing false. */
async function judgeRun(stage: Stage, struck: Struck, folder: string | null, ended: Ended): Promise<string[]> {
  const kind = kindOf(struck);
  const isSent = kind === 'import' && appliedRows(stage).length > 0;
  if (folder === null) return isSent ? ['rows were sent, and there is no run'] : [];
  // Where all went well the report has just been made.
  const report = ended.code === 0 ? ended : await stage.here(['report', folder]);
  const claims = kind === 'import' ? [...judgeClaims(stage, ended), ...judgeClaims(stage, report)] : [];
  const words = [...judgeWords(report), ...claims].map((what) => `report ${what}`);
  const mayLack = !isSent || (struck.mayDamage && isRefused(report));
  if (report.code !== 0) return [...words, ...(mayLack ? [] : ['rows were sent; no report'])];
  const judge = kind === 'import' ? judgeReport : judgeRollbackReport;
  return [...words, ...judge(stage, folder, isCompleted(folder))];
}

const nextCommand = /\b(resume|report|apply) (\d{8}-\d{6}-[0-9a-f]{4}|\/\S+)/;

/** What the program says is next; the same command again where it says that nothing was begun. */
function nextOf({ code, stdout, stderr }: Ended, run: string | null, first: readonly string[]) {
  const [, command, id] = nextCommand.exec(`${stderr}\n${stdout}`) ?? [];
  if (command && id) return { args: [command, id], bad: [] };
  // What has left nothing to go on with is begun anew.
  if (stderr.includes(`wefeng-import ${first[0]} `)) return { args: first, bad: [] };
  if (code === 1) return { args: /is finished/.test(stderr) && run !== null ? ['report', run] : first, bad: [] };
  const args = run === null ? first : ['resume', run];
  return { args, bad: [`${wordsOnly} exit code ${code}, and no command that goes on`] };
}

async function takeBack(stage: Stage, { mayDamage }: Struck): Promise<Played> {
  const run = newestOf(stage, []);
  const args = ['rollback', run ?? ''];
  const ended = await stage.here(args);
  const story = [tell(args, ended)];
  if (mayDamage && isRefused(ended)) return { bad: labelled(args, judgeWords(ended)), story, isDamaged: true };
  const bad = [...(ended.code === 0 ? [] : [`exit code ${ended.code}`]), ...judgeWords(ended), ...judgeRestored(stage)];
  return { bad: labelled(args, bad), story };
}

const tell = (args: readonly string[], { code, stdout, stderr }: Ended): string =>
  [`$ ${args.join(' ')} → ${code}`, ...`${stderr}\n${stdout}`.split('\n').filter((line) => line.trim() !== '')].join(
    '\n    ',
  );
