import { closeSync, existsSync, lstatSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path';
import { parseJob } from '../job/load-job.js';
import { type Lang, type Message, message } from '../messages/message.js';
import { RunError, refuse } from '../messages/run-error.js';
import type { ApiTarget } from '../phases/run-context.js';
import { nearPath } from '../runs/near-path.js';
import { inScratchFolder } from '../store/scratch-folder.js';
import { type AccountKnowledge, nothingKnown } from './account-knowledge.js';
import { judgeCells } from './judge-cells.js';
import type { OpenQuestion } from './proposal.js';
import { proposeMapping } from './propose-mapping.js';
import { readAccount } from './read-account.js';
import { type FileSample, type SaidOfFile, sampleFile } from './sample-file.js';
import { type JobDraft, listQuestions, writeJob } from './write-job.js';

/** What a job is to be proposed for. */
export interface InitOrder extends SaidOfFile {
  readonly file: string;
  /** Where the job is to be written; null for the usual place. */
  readonly out: string | null;
  /** The name of its account; null for the one without a name. */
  readonly account: string | null;
  readonly lang: Lang;
}

/** A job that was written. */
export interface ProposedJob {
  readonly path: string;
  readonly mapped: number;
  readonly unused: number;
  readonly questions: readonly OpenQuestion[];
  readonly notes: readonly Message[];
}

/**
 * Writes a job file for a file, from what its header, its first rows and the account say. An account that cannot be read
 * is a note. But for what an account's quota needs, nothing else stays on the disk.
 * @param place null where no account is to be read
 * @throws RunError when the job is there already, or the file is refused; the signal's reason when it is stopping
 */
export async function proposeJob(
  order: InitOrder,
  logDir: string,
  place: ApiTarget | null,
  stopping: AbortSignal,
): Promise<ProposedJob> {
  const path = resolve(order.out ?? usualPath(order.file));
  if (isThere(path)) throw refuse(message('init.exists', { path: nearPath(path) }));
  const sample = await inScratchFolder(logDir, (scratch) => sampleFile(resolve(order.file), order, scratch));
  stopping.throwIfAborted();
  const reading = place ? await readAccount(place, order.lang, stopping) : null;
  const draft = toDraft(order, path, sample, reading?.account ?? nothingKnown);
  const text = writeJob(draft, order.lang);
  refuseUnsound(text, path);
  writeNew(path, text);
  const { fields, unused } = draft.proposal;
  const notes = [...sample.notes, ...(reading ? [reading.note] : []), ...refusedCells(draft, sample)];
  return { path, mapped: fields.length, unused: unused.length, questions: listQuestions(draft), notes };
}

/** Cells that a run will refuse, though their column is mapped: they are few, and to be mended in the file. */
const refusedCells = ({ proposal }: JobDraft, { columns }: FileSample): Message[] =>
  proposal.fields.flatMap(({ field, column, settings, untold }) => {
    const texts = columns.find(({ name }) => name === column)?.texts ?? [];
    const { refused: count } = judgeCells(field, settings, texts);
    return count === 0 || untold.length > 0 ? [] : [message('init.refusedCells', { column, count })];
  });

/** `jobs/<name>.yaml` where there are jobs, else `<name>.yaml`. */
function usualPath(file: string): string {
  const isFolder = statSync('jobs', { throwIfNoEntry: false })?.isDirectory() ?? false;
  return join(isFolder ? 'jobs' : '.', `${jobNameOf(file)}.yaml`);
}

/** The name of a file, as a job may be called. */
export function jobNameOf(file: string): string {
  const name = basename(file, extname(file))
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}_-]+/gu, '-')
    .replace(/^[_-]+|-+$/g, '');
  return [...name].slice(0, 64).join('') || 'import';
}

// A link that leads nowhere is there, too.
const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

function toDraft(
  { file, account: accountName }: InitOrder,
  path: string,
  sample: FileSample,
  account: AccountKnowledge,
): JobDraft {
  const source = relative(dirname(path), resolve(file)).split(sep).join('/');
  const { sheet, headerRow, encoding, rows, columns } = sample;
  return {
    name: jobNameOf(path),
    account: accountName,
    path: nearPath(path),
    file: basename(file),
    schema: existsSync(join(dirname(path), 'job.schema.json')) ? './job.schema.json' : null,
    // A job takes these for a pattern.
    sourceFile: /[*?[\]{}]/.test(source) ? null : source,
    sheet,
    headerRow,
    encoding,
    rows,
    proposal: proposeMapping(columns, account),
    knowsAccount: account.fields.length > 0,
  };
}

/** A job with a mistake in it must not be written. One that maps nothing yet is no mistake: it says what is missing. */
function refuseUnsound(text: string, path: string): void {
  try {
    parseJob(text, path);
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    const codes = error.details.map(({ why }) => why.code);
    if (codes.some((code) => code !== 'job.noFields')) throw new Error(`a job with ${codes.join(', ')}`);
  }
}

/** Writes a file that was not there; what cannot be written whole is not left behind. */
function writeNew(path: string, text: string): void {
  const file = openNew(path);
  try {
    writeFileSync(file, text);
  } catch (error) {
    rmSync(path, { force: true });
    throw cannotWrite(path, error);
  } finally {
    closeSync(file);
  }
}

function openNew(path: string): number {
  try {
    return openSync(path, 'wx');
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

function cannotWrite(path: string, error: unknown): RunError {
  const { code = 'error' } = error as NodeJS.ErrnoException;
  if (code === 'EEXIST') return refuse(message('init.exists', { path: nearPath(path) }));
  return refuse(message('init.cannotWrite', { path: nearPath(path), reason: code }));
}
