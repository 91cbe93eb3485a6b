import { toMilliseconds } from '../job/duration.js';
import { logDirOf } from '../job/environment.js';
import { type Lang, message, say } from '../messages/message.js';
import { refuse } from '../messages/run-error.js';
import { type Choice, chooseRuns, type PruneRule, type StateFilter } from '../runs/choose-runs.js';
import { type OnRemoval, pruneParts, pruneRuns } from '../runs/prune-runs.js';
import { type RunEntry, readRuns } from '../runs/read-run.js';
import { withSizes } from '../runs/with-sizes.js';
import { claimedRuns } from '../service/inbox/claimed-runs.js';
import type { RunCatalog } from '../store/run-catalog.js';
import type { CommandContext } from './command.js';
import { refusedExit } from './exit-code.js';
import { createTerminal, type Terminal } from './terminal.js';
import {
  formatEnd,
  formatFailed,
  formatRun,
  formatSpared,
  formatStrangers,
  type Pruned,
  toJson,
} from './words/prune-words.js';
import { formatBytes } from './words/run-words.js';

export interface PruneFlags {
  readonly olderThan?: string;
  readonly keep?: number;
  readonly state?: StateFilter;
  readonly job?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** How a prune was asked for, and what it tells it by. */
interface Asked {
  readonly flags: PruneFlags;
  readonly runs: RunCatalog;
  readonly now: Date;
  readonly terminal: Terminal;
}

/** `prune`: deletes the runs that the flags name, and says so; exit code 1 where one could not be deleted. */
export async function pruneCommand(flags: PruneFlags, lang: Lang, context: CommandContext): Promise<number> {
  const rule = toRule(flags);
  const { stores, interruption } = context;
  const { runs } = stores;
  const asked: Asked = { flags, runs, now: new Date(), terminal: createTerminal(lang, context) };
  const { now, terminal } = asked;
  const found = await runs.list(flags.job ?? null);
  const choice = chooseRuns(await readRuns(found.runs, runs), rule, await claimedRuns(stores), now);
  for (const line of formatStrangers(found.strangers, lang)) terminal.note(line);
  if (flags.dryRun) return showChoice(choice, asked);
  if (!(await isAgreed(choice, asked))) return interruption.exitCode() ?? refusedExit;
  const { pruned, onRemoval } = createAccount(choice, asked);
  await pruneRuns(choice.chosen, found, runs, { force: rule.force, stopping: interruption.signal, onRemoval });
  pruned.parts = await pruneParts(logDirOf(context.variables), found, runs);
  for (const line of formatEnd(pruned, lang)) sayTo(terminal, flags)(line);
  if (flags.json) terminal.print(toJson(pruned, false, now));
  return interruption.exitCode() ?? (pruned.failed.length > 0 ? refusedExit : 0);
}

/** With `--json`, stdout is for the one line. */
const sayTo = (terminal: Terminal, { json }: PruneFlags) => (json ? terminal.note : terminal.print);

/** @throws RunError when the flags name nothing, or everything by what may be a slip of typing */
function toRule({ olderThan, keep, state, force = false }: PruneFlags): PruneRule {
  if (olderThan === undefined && keep === undefined && state === undefined) throw refuse(message('prune.noRule'));
  return { olderThanMs: toAgeMs(olderThan, force), keep: keep ?? null, state: state ?? null, force };
}

function toAgeMs(olderThan: string | undefined, force: boolean): number | null {
  if (olderThan === undefined) return null;
  const ms = toMilliseconds(olderThan);
  if (Number.isNaN(ms)) throw refuse(message('option.duration', { option: '--older-than', value: olderThan }));
  // A digit that was lost on the way must not cost every run; --keep 0 says the same, and cannot be meant otherwise.
  if (ms === 0 && !force) throw refuse(message('prune.zeroAge', { value: olderThan }));
  // 3m is three minutes, and may be meant as months.
  if (ms < 3_600_000 && !force) throw refuse(message('prune.shortAge', { value: olderThan }));
  return ms;
}

async function showChoice({ chosen, spared }: Choice, { flags, runs, now, terminal }: Asked): Promise<number> {
  const { lang } = terminal;
  const deleted = await withSizes(chosen, runs);
  const pruned: Pruned = { deleted, spared, failed: [], leftovers: 0, parts: 0, bytes: sumOf(deleted) };
  const printLine = sayTo(terminal, flags);
  for (const { run } of deleted) printLine(formatRun('prune.would', run, now, lang));
  printLine(say(lang, 'prune.wouldEnd', { count: deleted.length, bytes: formatBytes(pruned.bytes) }));
  for (const line of formatSpared(spared, lang)) printLine(line);
  if (flags.json) terminal.print(toJson(pruned, true, now));
  return 0;
}

async function isAgreed({ chosen }: Choice, { flags, runs, now, terminal }: Asked): Promise<boolean> {
  if (flags.yes || !terminal.interactive || chosen.length === 0) return true;
  const { lang } = terminal;
  for (const run of chosen) terminal.note(formatRun('prune.would', run, now, lang));
  const bytes = sumOf(await withSizes(chosen, runs));
  if (await terminal.ask(say(lang, 'prune.ask', { count: chosen.length, bytes: formatBytes(bytes) }))) return true;
  terminal.note(say(lang, 'prune.declined'));
  return false;
}

/** Keeps account of what becomes of each, and tells it as it happens. */
function createAccount({ spared }: Choice, { flags, now, terminal }: Asked) {
  const pruned: Mutable = { deleted: [], spared: [...spared], failed: [], leftovers: 0, parts: 0, bytes: 0 };
  const printLine = sayTo(terminal, flags);
  const { lang } = terminal;
  const onGone = (run: RunEntry | null, bytes: number) => {
    pruned.bytes += bytes;
    if (run === null) pruned.leftovers++;
    else pruned.deleted.push({ run, bytes });
    if (run !== null) printLine(formatRun('prune.deleted', run, now, lang));
  };
  const onRemoval: OnRemoval = (path, run, removal, bytes) => {
    if (removal.kind === 'removed') onGone(run, bytes);
    else if (removal.kind === 'spared' && run !== null) pruned.spared.push({ run, why: removal.why });
    else if (removal.kind === 'failed') {
      pruned.failed.push({ path, run, reason: removal.reason });
      terminal.note(formatFailed(path, removal.reason, lang));
    }
  };
  return { pruned, onRemoval };
}

type Mutable = {
  -readonly [Key in keyof Pruned]: Pruned[Key] extends readonly (infer Item)[] ? Item[] : Pruned[Key];
};

const sumOf = (deleted: Pruned['deleted']): number => deleted.reduce((sum, { bytes }) => sum + bytes, 0);
