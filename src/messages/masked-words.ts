import { constants } from 'node:os';
import { formatMessage, type Lang, type Message, type Params } from './message.js';

/**
 * Puts a message into words of which nothing can have come from a customer's data: counts, places and words of the
 * program's own stay, everything else becomes `…`. For whatever leaves this machine, and for what services write down.
 */
export function formatMasked({ code, params }: Message, lang: Lang): string {
  const kept = Object.entries(params).map(([name, value]) => [name, isSafe(code, name, value) ? value : '…']);
  return formatMessage({ code, params: Object.fromEntries(kept) as Params }, lang);
}

// By names of what may stay, not of what may not: a parameter that somebody adds later is masked until it is looked at.
// And by its look, too: what a name holds today, somebody may fill with something else tomorrow.
function isSafe(code: string, name: string, value: string | number): boolean {
  const family = code.slice(0, code.indexOf('.'));
  if (typeof value === 'number') return (counts.has(name) || counts.has(`${family} ${name}`)) && Number.isFinite(value);
  const looks = lookOf.get(name) ?? lookWithin.get(`${family} ${name}`);
  if (looks === undefined) return false;
  return typeof looks === 'function' ? looks(value) : looks.test(value);
}

/** Numbers that count or measure, or say where: none of them is what a cell, an id or a label says. */
const counts = new Set([
  // Cells of a row; elsewhere it is what was found in them.
  'row found',
  ...`attempts byte calls canary cells changed cleared contacts count done enough expected filled gbLine get headerRow hours left
  limit line list mapped minutes pageNum pages pid port put rateLimited refused retries row rows seconds set status
  strange total unchanged unused updated`.split(/\s+/),
]);

const word = /^[A-Za-z]{1,20}$/;
const runId = /^\d{8}-\d{6}-[0-9a-f]{4}$/;
const variables = /^[A-Z][A-Z0-9_]*(?:, [A-Z][A-Z0-9_]*)*$/;
const fieldNames = /^[a-z]+(?:[A-Z][a-z]+)*(?:, [a-z]+(?:[A-Z][a-z]+)*)*$/;
const number = /^\d{1,7}$/;
const host = /^(?=.*[A-Za-z.:])[A-Za-z0-9.:-]{1,64}$/;
const time = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[\d.:Z+-]*$/;
const job = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,63}$/u;
const anything = /^/;

/** What went wrong below: an answer's status or code, or a name of the system's. Sentences of servers and parsers are none. */
const isCause = (text: string): boolean => Object.hasOwn(constants.errno, text) || causes.test(text);
const causes = /^(?:HTTP \d{3}|(?:(?:err)?code )?-?\d{1,6}|list HTTP \d{3}|[A-Z]+(?:_[A-Z0-9]+)+|ENOTFOUND|ETIMEDOUT)$/;

type Looks = RegExp | ((text: string) => boolean);

/** Texts that hold nothing of a customer wherever they stand. */
const lookOf: ReadonlyMap<string, Looks> = new Map<string, Looks>([
  ['runId', runId],
  // It is what somebody has typed, a path as well.
  ['run', runId],
  ['newest', runId],
  ['command', /^(?:[a-z]{1,12}|wefeng-import [a-z]{1,12} \d{8}-\d{6}-[0-9a-f]{4})$/],
  ['setting', /^[A-Za-z]{1,20}(?:\.[A-Za-z]{1,20}){0,3}$/],
  ['code', /^[A-Za-z]{1,20}(?:\.[A-Za-z]{1,30}){0,3}$/],
  ['account', /^[a-z][a-z0-9-]{0,200}$/],
  ['variable', variables],
  ['baseUrlName', variables],
  ['secretName', variables],
  ['encoding', /^(?:utf-8|utf-16le|utf-16be|gb18030)$/i],
  ['marked', /^(?:utf-8|utf-16le|utf-16be|gb18030)$/i],
  // Of the files that come in, only those of a fixed list are told of.
  ['extension', /^\.[a-z]{1,8}$/],
  ['beyond', /^[A-Z]{1,3}$/],
  ['rows', /^\d{1,7}(?:, \d{1,7})*(?:, …)?$/],
  ['limit', /^\d{1,3}(?:\.\d{1,9})?%$/],
  ['enough', /^\d{1,3}%$/],
  ['total', number],
  ['pid', number],
  ['status', word],
  ['since', time],
  ['due', time],
  ['ends', time],
  ['next', time],
  ['format', /^[yMdHhmsSaEZT年月日时分秒' ./:-]{1,40}$/],
  ['fieldCode', /^CustomField_\w{1,40}$/],
  // Those that the job asks for, and the file does not have.
  ['missing', anything],
  ['serverCode', /^-?\d{1,6}$/],
  ['reason', isCause],
  ['last', isCause],
]);

/** Texts that hold nothing of a customer in one family of codes, but may elsewhere. */
const lookWithin: ReadonlyMap<string, Looks> = new Map<string, Looks>([
  ['env name', variables],
  ['env mode', number],
  ['env placeholders', /^\{[a-z]+\}(?:, \{[a-z]+\})*$/],
  // A job's name, or that of a kind of error.
  ['schedule name', job],
  ['schedule job', job],
  ['schedule place', /^[\w.-]{1,60}:\d{1,6}$/],
  ['cli name', word],
  // The folder of a run, below that of the logs.
  ['run folder', /^\/[^\p{Cc}]{1,400}\/\d{8}-\d{6}-[0-9a-f]{4}$/u],
  // This machine, or one that shares its disk; elsewhere it is what a server says.
  ['run host', host],
  ['schedule host', host],
  ['health host', host],
  // Standard fields, by the names of the API; elsewhere those of the account's own.
  ['baseline fields', fieldNames],
  ['contact fields', fieldNames],
  // A kind of file.
  [
    'source what',
    /^(?:Excel|OpenDocument|Word|PowerPoint|Numbers|HTML|zip|gzip|7z|PDF|RTF|SQLite|an image)[\w .()/-]{0,30}$/,
  ],
]);
