import type { SourceRow } from '../../contact/row.js';
import { unreadCells } from '../../fields/damage.js';
import { cause } from '../../messages/cause.js';
import type { DateFormats } from '../table.js';
import { BrokenError } from './broken.js';
import { columnOf, mostRows } from './cell-name.js';
import { createCellParts } from './cell-parts.js';
import { type CellBasis, spellCell } from './cell-text.js';
import { longestText } from './gather-text.js';
import type { Element } from './read-xml.js';
import { createDateWriter } from './sheet-date.js';
import { isTrue } from './workbook.js';

export interface SheetCounts {
  /** Of the rows that hold anything. */
  hiddenRows: number;
  formulas: number;
}

/**
 * Makes rows of a sheet out of the elements that it is told of, in their order; those that hold nothing are left out.
 * Each call says within what the next element stands.
 */
export function createRowReader(
  basis: CellBasis,
  dates: DateFormats,
  counts: SheetCounts,
  emit: (row: SourceRow) => void,
) {
  const parts = createCellParts();
  const writers = dates.map(createDateWriter);
  let row = 0;
  let isHidden = false;
  let column = -1;
  let cells: string[] = [];
  let length = 0;
  let name: string | undefined;
  let type = 'n';
  let style = 0;

  return {
    parts,
    openRow({ attributes }: Element): 'row' {
      row = rowOf(attributes.r, row);
      isHidden = isTrue(attributes.hidden);
      column = -1;
      cells = [];
      length = 0;
      return 'row';
    },
    openCell({ attributes }: Element): 'cell' {
      name = attributes.r;
      column = columnOf(name, row, column);
      type = attributes.t ?? 'n';
      style = Number(attributes.s ?? 0);
      parts.begin();
      return 'cell';
    },
    closeCell(): 'row' {
      const { value, inline, isFormula } = parts;
      const cell = { name: name ?? `row ${row}`, type, style, value, inline, isFormula };
      const text = spellCell(cell, basis, writers[column] ?? plainWriter);
      // Counted are those whose stored result is taken.
      if (isFormula && text !== unreadCells.notComputed) counts.formulas++;
      if (text === '') return 'row';
      length += text.length;
      if (length > longestText) throw new BrokenError(cause('cause.longRow', { row, max: longestText / 1024 }));
      while (cells.length < column) cells.push('');
      cells.push(text);
      return 'row';
    },
    closeRow(): 'data' {
      if (cells.length > 0) {
        if (isHidden) counts.hiddenRows++;
        emit({ row, line: row, cells });
      }
      return 'data';
    },
  };
}

const plainWriter = createDateWriter([]);

/** The number of a row: its own, or the one after the last. */
function rowOf(number: string | undefined, last: number): number {
  const row = number === undefined ? last + 1 : /^\d{1,7}$/.test(number) ? Number(number) : 0;
  if (row <= last || row > mostRows)
    throw new BrokenError(cause('cause.rowOrder', { row: (number ?? String(row)).slice(0, 20), before: last }));
  return row;
}
