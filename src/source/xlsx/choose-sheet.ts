import { headerKey } from '../../contact/map-row.js';
import { type Message, message } from '../../messages/message.js';
import { refuse } from '../../messages/run-error.js';
import type { Sheet } from './workbook.js';

type SheetOfCells = Sheet & { readonly part: string };

interface Choice {
  readonly sheet: SheetOfCells;
  readonly notes: readonly Message[];
}

/**
 * Chooses the sheet that a job names, or the only one that can be seen. A hidden one is never chosen by itself.
 * @throws RunError listing the sheets, where it is not plain which is meant
 */
export function chooseSheet(sheets: readonly Sheet[], wanted: string | null, file: string): Choice {
  const withCells = sheets.filter((sheet): sheet is SheetOfCells => sheet.part !== null);
  const visible = withCells.filter(({ isHidden }) => !isHidden);
  const listed = visible.map(({ name }) => name).join(', ') || '-';
  if (wanted === null) {
    const [only, ...others] = visible;
    if (only === undefined) throw refuse(message('source.noSheet', { file }));
    if (others.length > 0) throw refuse(message('source.severalSheets', { file, sheets: listed }));
    const rest = withCells.length - 1;
    return { sheet: only, notes: rest > 0 ? [message('source.hiddenSheets', { sheet: only.name, count: rest })] : [] };
  }
  const [found, twin] =
    byName(withCells, (name) => name === wanted) ?? byName(withCells, (name) => fold(name) === fold(wanted)) ?? [];
  if (found === undefined || twin) throw refuse(message('source.unknownSheet', { file, wanted, sheets: listed }));
  return { sheet: found, notes: found.isHidden ? [message('source.hiddenSheet', { sheet: found.name })] : [] };
}

function byName(sheets: readonly SheetOfCells[], matches: (name: string) => boolean): readonly SheetOfCells[] | null {
  const found = sheets.filter(({ name }) => matches(name));
  return found.length > 0 ? found : null;
}

// Excel takes names that differ in case alone for one.
const fold = (name: string): string => headerKey(name).toLowerCase();
