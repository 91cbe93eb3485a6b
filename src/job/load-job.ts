import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as v from 'valibot';
import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { type Lang, message } from '../messages/message.js';
import { RunError } from '../messages/run-error.js';
import { checkJob } from './check-job.js';
import { type Job, toJob } from './job.js';
import type { JobProblem } from './job-problem.js';
import { type JobFile, jobSchema } from './schema.js';
import { toJobProblems } from './shape-problems.js';
import { findBadAliases, findMisfits, startOfMistake } from './yaml-problems.js';

interface LoadedJob {
  readonly job: Job;
  readonly jobFile: JobFile;
}

/**
 * Reads a job file and checks all of it.
 * @throws RunError `job.unreadable`, or `job.invalid` with every problem, its line and key
 */
export async function loadJob(file: string): Promise<LoadedJob> {
  const text = await readFile(resolve(file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new RunError('refused', message('job.unreadable', { file, reason: error.code ?? 'error' }));
  });
  return parseJob(text, file);
}

/**
 * Checks all of the text of a job file.
 * @param file where it lies, or is to lie
 * @throws RunError as loadJob
 */
export function parseJob(text: string, file: string): LoadedJob {
  if (text.includes('\uFFFD')) throw new RunError('refused', message('job.encoding', { file }));
  const lines = new LineCounter();
  // Keys stay as they are written: the label 01 is not 1, and TRUE is not true.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  document.errors.push(...findBadAliases(document));
  const { jobFile, problems } = readJobFile(document);
  if (jobFile === null || problems.length > 0) throw invalid(file, problems, document, lines);
  return { job: toJob(jobFile, resolve(file)), jobFile };
}

function readJobFile(document: Document.Parsed): { jobFile: JobFile | null; problems: JobProblem[] } {
  if (document.errors.length + document.warnings.length > 0) return { jobFile: null, problems: [] };
  const misfits = findMisfits(document);
  if (misfits.length > 0) return { jobFile: null, problems: misfits };
  const written = document.toJS({ maxAliasCount: -1 });
  const parsed = v.safeParse(jobSchema, written, { abortPipeEarly: true });
  if (!parsed.success) return { jobFile: null, problems: toJobProblems(parsed.issues, written) };
  return { jobFile: parsed.output, problems: checkJob(parsed.output) };
}

function invalid(file: string, problems: JobProblem[], document: Document.Parsed, lines: LineCounter): RunError {
  const syntax = [...document.errors, ...document.warnings].map((error) => ({
    where: `${file}:${lines.linePos(startOfMistake(error, document)).line}`,
    why: message('job.syntax', { reason: error.message }),
  }));
  const details = problems.map(({ path, reason }) => ({
    where: `${file}:${lineOf(path, document, lines)} ${path.join('.')}`,
    why: reason,
  }));
  const all = [...syntax, ...details];
  return new RunError('refused', message('job.invalid', { file, count: all.length }), all, langOf(document));
}

/** The line of the deepest key, or item of a list, of a path that the file has; 1 where it has none of it. */
function lineOf(path: JobProblem['path'], document: Document.Parsed, lines: LineCounter): number {
  let offset = 0;
  let node: unknown = document.contents;
  for (const name of path) {
    const { mark, value } = stepInto(node, String(name));
    if (isNode(mark) && mark.range) offset = mark.range[0];
    if (mark === undefined) break;
    node = value;
  }
  return lines.linePos(offset).line;
}

/** What marks the place of a name below a node, and what stands there. */
function stepInto(node: unknown, name: string): { mark?: unknown; value?: unknown } {
  if (isSeq(node)) return { mark: node.items[Number(name)], value: node.items[Number(name)] };
  const pair = isMap(node) && node.items.find(({ key }) => isScalar(key) && String(key.value) === name);
  return pair ? { mark: pair.key, value: pair.value } : {};
}

function langOf(document: Document.Parsed): Lang | null {
  const lang = document.errors.length === 0 && isMap(document.contents) ? document.get('lang') : null;
  return lang === 'zh' || lang === 'en' ? lang : null;
}
