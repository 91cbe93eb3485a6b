import type { SourceRow } from '../../contact/row.js';
import { columnIndex } from '../column-letter.js';
import type { DateFormats, MergedCells } from '../table.js';
import { BrokenError } from './broken.js';
import { type CellBasis, type StoredCell, spellCell } from './cell-text.js';
import { type Element, readXml, type XmlHandler } from './read-xml.js';
import { createTextItem } from './shared-strings.js';
import { createDateWriter } from './sheet-date.js';
import { isTrue } from './workbook.js';

const mostRows = 1_048_576;
const mostColumns = 16_384;
const mostMerged = 100_000;
// As of CSV: a record beyond this is no customer.
const maxRecordLength = 1024 * 1024;

/** What a sheet tells beside its cells. */
export interface SheetFacts {
  hiddenRows: number;
  formulas: number;
  merged: MergedCells[];
}

/** Streams the rows of a sheet that hold anything; `facts` gathers the rest. */
export const readSheet = (
  bytes: AsyncIterable<Buffer>,
  basis: CellBasis,
  dates: DateFormats,
  facts: SheetFacts,
): AsyncGenerator<readonly SourceRow[]> =>
  readXml<SourceRow>(bytes, (emit) => createSheetHandler(basis, dates, facts, emit));

const plainWriter = createDateWriter([]);

type MutableCell = { -readonly [Key in keyof StoredCell]: StoredCell[Key] };

function createSheetHandler(
  basis: CellBasis,
  dates: DateFormats,
  facts: SheetFacts,
  emit: (row: SourceRow) => void,
): XmlHandler {
  const item = createTextItem();
  const writers = dates.map(createDateWriter);
  let isData = false;
  let row = 0;
  let column = -1;
  let cells: string[] = [];
  let length = 0;
  let cell: MutableCell | null = null;
  let isValue = false;
  let isInline = false;

  function openRow(element: Element): void {
    const number = element.attributes.r === undefined ? row + 1 : Number(element.attributes.r);
    if (!Number.isInteger(number) || number <= row || number > mostRows) throw new BrokenError(`row ${number}`);
    row = number;
    column = -1;
    cells = [];
    length = 0;
    if (isTrue(element.attributes.hidden)) facts.hiddenRows++;
  }

  function openCell(element: Element): void {
    const name = element.attributes.r;
    const index = name === undefined ? column + 1 : columnOf(name, row);
    if (index <= column || index >= mostColumns) throw new BrokenError(`cell ${name ?? index} in row ${row}`);
    column = index;
    const type = element.attributes.t ?? 'n';
    const style = Number(element.attributes.s ?? 0);
    cell = { name: name ?? `row ${row}`, type, style, value: null, inline: null, isFormula: false };
  }

  function closeCell(): void {
    if (cell === null) return;
    if (cell.isFormula) facts.formulas++;
    const text = spellCell(cell, basis, writers[column] ?? plainWriter);
    cell = null;
    if (text === '') return;
    length += text.length;
    if (length > maxRecordLength) throw new BrokenError(`row ${row} is longer than ${maxRecordLength / 1024} KB`);
    while (cells.length < column) cells.push('');
    cells.push(text);
  }

  function openWithin(element: Element, current: MutableCell): void {
    if (isInline) item.open(element.local);
    else if (element.local === 'v') {
      isValue = true;
      current.value = '';
    } else if (element.local === 'f') current.isFormula = true;
    else if (element.local === 'is') {
      isInline = true;
      item.begin();
    }
  }

  return {
    open(element) {
      if (cell) openWithin(element, cell);
      else if (element.local === 'sheetData') isData = true;
      else if (isData && element.local === 'row') openRow(element);
      else if (isData && element.local === 'c') openCell(element);
      else if (element.local === 'mergeCell') facts.merged.push(readMerged(element.attributes.ref ?? '', facts));
    },
    text(text) {
      if (isInline) item.text(text);
      else if (isValue && cell) cell.value += text;
    },
    close(name) {
      if (name === 'v') isValue = false;
      else if (name === 'is' && cell) {
        cell.inline = item.end();
        isInline = false;
      } else if (isInline) item.close(name);
      else if (name === 'c') closeCell();
      else if (name === 'row' && cells.length > 0) {
        emit({ row, line: row, cells });
        cells = [];
      } else if (name === 'sheetData') isData = false;
    },
  };
}

/** B7 → 1; the cell must stand in the row that it says. */
function columnOf(name: string, row: number): number {
  const [, letters = '', number] = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(name) ?? [];
  if (letters === '' || Number(number) !== row) throw new BrokenError(`cell ${name.slice(0, 20)} in row ${row}`);
  return columnIndex(letters);
}

function readMerged(name: string, { merged }: SheetFacts): MergedCells {
  const [, left = '', top, right = left, bottom = top] =
    /^([A-Z]{1,3})([1-9]\d{0,6})(?::([A-Z]{1,3})([1-9]\d{0,6}))?$/.exec(name) ?? [];
  if (left === '' || merged.length >= mostMerged) throw new BrokenError(`merged cells ${name.slice(0, 40)}`);
  return {
    name,
    fromRow: Number(top),
    toRow: Number(bottom),
    fromColumn: columnIndex(left),
    toColumn: columnIndex(right),
  };
}
