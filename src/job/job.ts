import { dirname, resolve } from 'node:path';
import * as v from 'valibot';
import type { CellFormat } from '../fields/cell-format.js';
import type { NamedField, StandardField, StandardFieldName } from '../fields/field.js';
import type { CellSource, MappedField, NamedMapping } from '../fields/mapping.js';
import type { Lang } from '../messages/message.js';
import { toMilliseconds } from './duration.js';
import { defaultPageRows, type JobFile, jobSchema } from './schema.js';

export interface Rate {
  readonly limit: number;
  readonly perMs: number;
}

interface ApiSettings {
  /** Each endpoint counts on its own. */
  readonly rates: { readonly put: Rate; readonly get: Rate; readonly list: Rate };
  /** Below the base URL; `:externalUserID` stands for the id. */
  readonly getPath: string;
  readonly listPath: string;
  readonly pageSize: number;
  readonly concurrency: number;
  readonly timeoutMs: number;
  readonly attempts: number;
  /** What a code in an answer's body means, where the job knows better than the built-in table. */
  readonly codes: ReadonlyMap<number, 'retry' | 'fail' | 'stop'>;
}

/** The most that a plan may hold, as the job writes it: a number, or a percentage; null for no limit. */
interface Limits {
  readonly invalid: string | number | null;
  readonly clears: string | number | null;
  readonly changed: string | number | null;
}

/** When a job fires by itself. */
interface Schedule {
  /** Five fields, or six with seconds. */
  readonly cron: string;
  /** An IANA zone; null for the machine's own. */
  readonly timezone: string | null;
  /** What becomes of firings while the service was not there: they are caught up by one run, or skipped. */
  readonly missed: 'once' | 'skip';
  /** How long a firing waits for its account while another run holds it. */
  readonly waitMs: number;
}

/** The files that a job takes, one after another, as they come. */
export interface Inbox {
  /** As the job writes it, below `folder`. */
  readonly pattern: string;
  /** Where the job file lies, absolute. */
  readonly folder: string;
  /** A file is complete when it has not changed for `stableForMs` or has a `.done` beside it; or only with that. */
  readonly complete: 'stable' | 'marker';
  readonly stableForMs: number;
  readonly afterwards: 'move' | 'leave';
}

/** Where a message goes when a run ends. An address may be the name of an environment variable, written `${NAME}`. */
interface Notify {
  readonly wecomRobot: string | null;
  readonly webhook: { readonly url: string; readonly body: unknown } | null;
  readonly when: 'always' | 'problems' | 'stop';
}

type JobSource = Required<Omit<JobFile['source'], 'file' | 'sheet'>> & { readonly sheet: string | null };

/** A job, ready to run: paths absolute, times in milliseconds, the mapping in the domain's own types. */
export interface Job {
  readonly name: string;
  readonly path: string;
  /** Whose variables say where the account is, and its secret; null for those without a name. */
  readonly account: string | null;
  /** Absolute; null when the job names no file, or takes what comes into its inbox. */
  readonly sourceFile: string | null;
  /** Null unless `source.file` is a pattern. */
  readonly inbox: Inbox | null;
  /** How the file is to be read. */
  readonly source: JobSource;
  readonly mapping: NamedMapping;
  readonly duplicates: JobFile['duplicates'];
  readonly unmapped: JobFile['unmapped'];
  readonly baseline: JobFile['baseline'];
  /** A contact that was read longer ago than this is read again before its PUT. */
  readonly recheckAfterMs: number;
  readonly api: ApiSettings;
  readonly failuresInARow: number;
  readonly limits: Limits;
  /** How many rows go alone, and must verify, before the rest go. */
  readonly canary: number;
  /** Null for a job that only runs when somebody starts it. */
  readonly schedule: Schedule | null;
  readonly notify: Notify | null;
  /** The most rows that report.html holds; of more, those with problems and some of the others. */
  readonly pageRows: number;
  readonly lang: Lang;
}

/** Makes a job of a valid job file that lies at `path`. */
export function toJob(file: JobFile, path: string): Job {
  return {
    name: file.name,
    path,
    account: file.account ?? null,
    ...toSourceFile(file, dirname(path)),
    source: toSource(file.source),
    mapping: toMapping(file),
    duplicates: file.duplicates,
    unmapped: file.unmapped,
    baseline: file.baseline,
    recheckAfterMs: toMilliseconds(file.recheckAfter),
    api: toApiSettings(file.api),
    failuresInARow: file.limits.failuresInARow,
    limits: toLimits(file.limits),
    canary: file.canary,
    schedule: file.schedule ? toSchedule(file.schedule) : null,
    notify: file.notify ? toNotify(file.notify) : null,
    pageRows: file.report?.pageRows ?? defaultPageRows,
    lang: file.lang,
  };
}

/** Whether `source.file` stands for whatever files come, and not for one. */
export const isPattern = (file: string): boolean => /[*?[\]{}]/.test(file);

function toSourceFile({ source: { file }, inbox }: JobFile, folder: string): Pick<Job, 'sourceFile' | 'inbox'> {
  if (file === undefined) return { sourceFile: null, inbox: null };
  if (!isPattern(file)) return { sourceFile: resolve(folder, file), inbox: null };
  const { complete, stableFor, afterwards } = inbox ?? v.parse(jobSchema.entries.inbox.wrapped, {});
  const stableForMs = toMilliseconds(stableFor);
  return { sourceFile: null, inbox: { pattern: file, folder: resolve(folder), complete, stableForMs, afterwards } };
}

const toSchedule = ({ cron, timezone, missed, wait }: NonNullable<JobFile['schedule']>): Schedule => ({
  cron,
  timezone: timezone ?? null,
  missed,
  waitMs: toMilliseconds(wait),
});

const toNotify = ({ wecomRobot, webhook, when }: NonNullable<JobFile['notify']>): Notify => ({
  wecomRobot: wecomRobot ?? null,
  webhook: webhook ? { url: webhook.url, body: webhook.body } : null,
  when,
});

const toSource = ({ sheet, headerRow, encoding, delimiter }: JobFile['source']): JobSource => ({
  sheet: sheet ?? null,
  headerRow,
  encoding,
  delimiter,
});

function toMapping(file: JobFile): NamedMapping {
  const standard = Object.entries(file.fields).map(([name, column]) =>
    toMappedField<StandardField>({ kind: 'standard', name: name as StandardFieldName }, column, file.empty),
  );
  const custom = Object.entries(file.customFields).map(([key, column]) =>
    toMappedField(toNamedField(key, column), column, file.empty),
  );
  return {
    idColumn: file.id,
    fields: [...standard, ...custom],
    clearWith: file.clearWith,
    hasBaseline: file.baseline !== 'none',
  };
}

/** A column as the job file writes it: its name, or settings. */
export type ColumnOfFile = NonNullable<JobFile['fields'][StandardFieldName]> | JobFile['customFields'][string];

export type ColumnSettings = Exclude<ColumnOfFile, string>;

export function toNamedField(key: string, column: ColumnOfFile): NamedField {
  const { id, type }: { id?: number | undefined; type?: NamedField['contentType'] } =
    typeof column === 'string' || !('id' in column || 'type' in column) ? {} : column;
  return { kind: 'named', key, id, contentType: type };
}

function toMappedField<AnyField>(
  field: AnyField,
  column: ColumnOfFile,
  empty: MappedField['empty'],
): MappedField<AnyField> {
  if (typeof column === 'string') return { field, columns: [column], empty };
  return { field, empty: column.empty ?? empty, ...toCellSource(column), ...toCellFormat(column) };
}

/** The settings of a column that say where its cells are, and how they are tidied. */
export const toCellSource = ({ column = '', join, trim, digits, default: fallback }: ColumnSettings): CellSource => ({
  columns: join?.columns ?? [column],
  joinWith: join?.with,
  trim,
  digits,
  default: fallback,
});

/** The settings of a column that say how its cells are read. */
export function toCellFormat(column: ColumnSettings): CellFormat {
  return {
    values: column.values && new Map(Object.entries(column.values)),
    format: column.format === undefined ? undefined : [column.format].flat(),
    separator: column.separator,
    maxLength: column.maxLength,
  };
}

/** How the API is called where no job says otherwise. */
export const usualApi = (): ApiSettings => toApiSettings(v.parse(jobSchema.entries.api, undefined));

const toRate = ({ limit, per }: JobFile['api']['rate']): Rate => ({ limit, perMs: toMilliseconds(per) });

function toApiSettings(api: JobFile['api']): ApiSettings {
  const { rate, get, list } = api;
  return {
    rates: { put: toRate(rate), get: toRate(get.rate ?? rate), list: toRate(list.rate ?? rate) },
    getPath: get.path,
    listPath: list.path,
    pageSize: list.pageSize,
    concurrency: api.concurrency,
    timeoutMs: toMilliseconds(api.timeout),
    attempts: api.attempts,
    codes: new Map(Object.entries(api.codes).map(([code, meaning]) => [Number(code), meaning])),
  };
}

const toLimits = ({ invalid, clears, changed }: JobFile['limits']): Limits => ({
  invalid: invalid ?? null,
  clears: clears ?? null,
  changed: changed ?? null,
});
