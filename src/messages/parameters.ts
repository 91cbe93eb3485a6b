import { constants } from 'node:os';

type Look = RegExp | ((text: string) => boolean);

/** What a line of a log takes: a word of the program's own, a name that somebody has given, a figure, a time, a host. */
const logKinds = {
  word: (value: unknown) => isText(value, /^[\w.:+-]{1,80}$/),
  name: (value: unknown) => typeof value === 'string',
  figure: (value: unknown) => typeof value === 'number' && Number.isFinite(value),
  time: (value: unknown) => isText(value, /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/),
  host: (value: unknown) => isText(value, host),
} as const;

const isText = (value: unknown, look: RegExp): boolean => typeof value === 'string' && look.test(value);

/** What a parameter of messages may hold, and where it may be read. */
export interface Parameter {
  /** It may come from a customer, or hold words of a server: it is hidden wherever customer data must not be. */
  readonly mayBeCustomer?: true;
  /** Its numbers count, measure or say where. */
  readonly isCount?: true;
  /** What its texts look like; any other text is hidden. So a name that is filled with something else tells nothing. */
  readonly look?: Look;
  /** What the logs take of it; nothing, if this is not said. */
  readonly logged?: keyof typeof logKinds;
  /** What else it is in the texts of some families: those whose codes begin so. */
  readonly within?: Readonly<Record<string, Parameter>>;
}

const customer: Parameter = { mayBeCustomer: true };
const count: Parameter = { isCount: true };
const figure = { isCount: true, logged: 'figure' } as const;
const like = (look: Look): Parameter => ({ look });
/** Customer data but in some families. */
const only = (within: Record<string, Parameter>): Parameter => ({ ...customer, within });

const word = /^[A-Za-z]{1,20}$/;
const runId = /^\d{8}-\d{6}-[0-9a-f]{4}$/;
const variables = /^[A-Z][A-Z0-9_]*(?:, [A-Z][A-Z0-9_]*)*$/;
const fieldNames = /^[a-z]+(?:[A-Z][a-z]+)*(?:, [a-z]+(?:[A-Z][a-z]+)*)*$/;
const digits = /^\d{1,7}$/;
const host = /^(?=.*[A-Za-z.:])[A-Za-z0-9.:-]{1,64}$/;
const time = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[\d.:Z+-]*$/;
const job = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,63}$/u;
const encoding = /^(?:utf-8|utf-16le|utf-16be|gb18030)$/i;

/** What went wrong below: an answer's status or code, or a name of the system's. Sentences of servers and parsers are none. */
const isCause = (text: string): boolean => Object.hasOwn(constants.errno, text) || causes.test(text);
const causes = /^(?:HTTP \d{3}|(?:(?:err)?code )?-?\d{1,6}|list HTTP \d{3}|[A-Z]+(?:_[A-Z0-9]+)+|ENOTFOUND|ETIMEDOUT)$/;

const parameters = {
  // Counts, measures and places: none of them is what a cell, an id or a label says.
  ...allOf(
    count,
    'attempts byte calls canary cells changed cleared contacts expected filled gbLine get headerRow hours line',
    'list mapped pageNum pages put rateLimited refused retries row seconds set strange unused',
  ),
  ...allOf(figure, 'count done left minutes port unchanged updated'),
  total: { ...figure, look: digits },
  rows: { ...figure, look: /^\d{1,7}(?:, \d{1,7})*(?:, …)?$/ },
  limit: { isCount: true, look: /^\d{1,3}(?:\.\d{1,9})?%$/ },
  enough: { isCount: true, look: /^\d{1,3}%$/ },
  status: { isCount: true, look: word },
  pid: { ...figure, look: digits },

  // Words of the program's own.
  runId: like(runId),
  newest: like(runId),
  // It is what somebody has typed, a path as well.
  run: { look: runId, logged: 'name' },
  command: like(/^(?:[a-z]{1,12}|wefeng-import [a-z]{1,12} \d{8}-\d{6}-[0-9a-f]{4})$/),
  setting: like(/^[A-Za-z]{1,20}(?:\.[A-Za-z]{1,20}){0,3}$/),
  code: { look: /^[A-Za-z]{1,20}(?:\.[A-Za-z]{1,30}){0,3}$/, logged: 'word' },
  ...allOf(like(variables), 'variable baseUrlName secretName'),
  ...allOf(like(encoding), 'encoding marked'),
  // An unknown kind of file is named only if its extension is in a fixed list.
  extension: like(/^\.[a-z]{1,8}$/),
  beyond: like(/^[A-Z]{1,3}$/),
  since: { look: time, logged: 'time' },
  due: { look: time, logged: 'time' },
  next: { look: time, logged: 'time' },
  ends: like(time),
  format: like(/^[yMdHhmsSaEZT年月日时分秒' ./:-]{1,40}$/),
  fieldCode: like(/^CustomField_\w{1,40}$/),
  serverCode: like(/^-?\d{1,6}$/),
  reason: { ...customer, look: isCause },
  last: { ...customer, look: isCause },

  // What staff have named. `missing` are columns that the job asks for, and the file does not have.
  account: { look: /^[a-z][a-z0-9-]{0,200}$/, logged: 'name' },
  missing: like(/^/),
  job: { logged: 'name', within: { schedule: like(job) } },

  // Harmless in some families alone.
  found: only({ row: count }),
  name: only({ env: like(variables), schedule: like(job), cli: like(word) }),
  mode: only({ env: like(digits) }),
  placeholders: only({ env: like(/^\{[a-z]+\}(?:, \{[a-z]+\})*$/) }),
  place: { logged: 'word', within: { schedule: like(/^[\w.-]{1,60}:\d{1,6}$/) } },
  // The folder of a run, below that of the logs.
  folder: only({ run: like(/^\/[^\p{Cc}]{1,400}\/\d{8}-\d{6}-[0-9a-f]{4}$/u) }),
  // This machine, or one that shares its disk; where a server names one, only what looks like a host is logged.
  host: {
    logged: 'name',
    within: { ...allOf(like(host), 'run schedule health'), stop: { ...customer, logged: 'host' } },
  },
  // Standard fields, by the names of the API; elsewhere those of the account's own.
  fields: only({ baseline: like(fieldNames), contact: like(fieldNames) }),
  // A kind of file.
  what: only({
    source: like(
      /^(?:Excel|OpenDocument|Word|PowerPoint|Numbers|HTML|zip|gzip|7z|PDF|RTF|SQLite|an image)[\w .()/-]{0,30}$/,
    ),
  }),

  // No parameters of messages, but fields of the logs.
  ...allOf({ logged: 'word' }, 'phase endpoint outcome state signal version'),
  ...allOf({ logged: 'figure' }, 'durationMs aheadSeconds exit'),

  // All others: cells, ids, labels, names of columns and files, what a server says; and what nobody has looked at yet.
  ...allOf(
    customer,
    'age allowed baseUrl before bytes candidates changes checksum codes column columns contact counts cron',
    'days duration example examples field file first from highest hint id jobs kinds label length limited',
    'logDir long lost mark max meant mebibytes median min most names nearest option options other others owner',
    'pace page pageSize part path paths pattern pending per percent placeholder planned problems question',
    'range rate readings received rescued runs second secretHint sent separator serverMessage shape shapes',
    'sheet sheets shown statuses stored table text tidied times timezone title to type types url usual valid',
    'value wanted window written wrote',
  ),
} as const satisfies Record<string, Parameter>;

export type ParameterName = keyof typeof parameters;

/** The fields that a line of a log may have. */
export type LogField = {
  [Name in ParameterName]: (typeof parameters)[Name] extends { readonly logged: string } ? Name : never;
}[ParameterName];

/** Whether a value of a message holds nothing of a customer: by the name that it has in the text, and by its look. */
export function isHarmless(code: string, name: string, value: string | number): boolean {
  const { isCount, look } = declarationOf(code, name);
  if (typeof value === 'number') return isCount === true && Number.isFinite(value);
  return look !== undefined && (typeof look === 'function' ? look(value) : look.test(value));
}

/** Whether a line of a log about `code` may hold this field with this value. */
export function isLogged(code: string, name: string, value: unknown): boolean {
  const { logged } = declarationOf(code, name);
  return logged !== undefined && logKinds[logged](value);
}

/** What is declared of a parameter in the text of a code. A name that is not declared is customer data. */
export function declarationOf(code: string, name: string): Parameter {
  const own: Parameter = Object.hasOwn(parameters, name) ? parameters[name as ParameterName] : customer;
  const here = own.within?.[code.slice(0, code.indexOf('.'))];
  if (here === undefined) return own;
  const { mayBeCustomer: _, ...rest } = own;
  return { ...rest, ...here };
}

type Split<Text extends string, Names extends string = never> = Text extends `${infer Name} ${infer Rest}`
  ? Split<Rest, Names | Name>
  : Names | Text;

/** One declaration for several names, which stand in texts with spaces between them. */
function allOf<P extends Parameter, Text extends string>(parameter: P, ...texts: Text[]): Record<Split<Text>, P> {
  const names = texts.flatMap((text) => text.split(' '));
  return Object.fromEntries(names.map((name) => [name, parameter])) as Record<Split<Text>, P>;
}
