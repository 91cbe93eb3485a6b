import { dirname, resolve } from 'node:path';
import * as v from 'valibot';
import type { NamedField, StandardField, StandardFieldName } from '../contact/field.js';
import type { CellFormat, CellSource, MappedField, NamedMapping } from '../contact/mapping.js';
import type { Lang } from '../messages/message.js';
import { toMilliseconds } from './duration.js';
import { type JobFile, jobSchema } from './schema.js';

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

type JobSource = Required<Omit<JobFile['source'], 'file' | 'sheet'>> & { readonly sheet: string | null };

/** A job, ready to run: paths absolute, times in milliseconds, the mapping in the domain's own types. */
export interface Job {
  readonly name: string;
  readonly path: string;
  /** Absolute; null when the job names no file. */
  readonly sourceFile: string | null;
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
  readonly lang: Lang;
}

/** Makes a job of a valid job file that lies at `path`. */
export function toJob(file: JobFile, path: string): Job {
  return {
    name: file.name,
    path,
    sourceFile: file.source.file === undefined ? null : resolve(dirname(path), file.source.file),
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
    lang: file.lang,
  };
}

const toSource = ({ sheet, headerRow, encoding, delimiter }: JobFile['source']): JobSource => ({
  ...{ sheet: sheet ?? null, headerRow, encoding, delimiter },
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
