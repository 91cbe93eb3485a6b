import type { ColumnKind, ExaminedColumn } from '../../src/checkup/examined-file.js';
import type { Finding, FindingCode } from '../../src/checkup/finding.js';
import { createProfiler } from '../../src/checkup/profiler.js';

/** What a job asks for of a column. */
type Settings = Partial<Pick<ExaminedColumn, 'formats' | 'isTrimmed' | 'isNarrowed'>>;

/** A column as a job has it that asks for nothing. */
export const columnOf = (kind: ColumnKind, settings: Settings = {}): ExaminedColumn => ({
  name: '列',
  index: 0,
  kind,
  formats: [],
  isTrimmed: false,
  isNarrowed: false,
  ...settings,
});

/** What the doctor has to say of one column of these cells; the first lies in row 2. */
export function examineColumn(kind: ColumnKind, cells: readonly string[], settings: Settings = {}): Finding[] {
  const header = ['列'];
  const columns = [columnOf(kind, settings)];
  const doctor = createProfiler({ header, columns, unused: [], clearWith: '#清空' });
  for (const [index, cell] of cells.entries()) doctor.observe({ row: index + 2, line: index + 2, cells: [cell] }, []);
  return doctor.findings();
}

/** The codes of what the doctor finds in such a column. */
export const codesIn = (kind: ColumnKind, cells: readonly string[], settings: Settings = {}): FindingCode[] =>
  examineColumn(kind, cells, settings).map(({ code }) => code);

export const valuesOf = ({ examples }: Pick<Finding, 'examples'>): string[] => examples.map(({ value }) => value);
