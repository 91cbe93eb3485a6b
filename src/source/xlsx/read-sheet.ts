import type { SourceRow } from '../../contact/row.js';
import { cause } from '../../messages/cause.js';
import type { DateFormats, MergedCells } from '../table.js';
import { BrokenError } from './broken.js';
import { readRange } from './cell-name.js';
import type { CellBasis } from './cell-text.js';
import { type Element, readXml, type XmlHandler } from './read-xml.js';
import { createRowReader, type SheetCounts } from './row-reader.js';

const mostMerged = 100_000;

/** What a sheet tells beside its cells. */
export interface SheetFacts extends SheetCounts {
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

type Place = 'sheet' | 'data' | 'row' | 'cell';

// What stands where it does not belong refuses the sheet: left out, it would be a row or a value that nobody misses.
function createSheetHandler(
  basis: CellBasis,
  dates: DateFormats,
  facts: SheetFacts,
  emit: (row: SourceRow) => void,
): XmlHandler {
  const rows = createRowReader(basis, dates, facts, emit);
  let place: Place = 'sheet';
  // How deep within an extension, of which nothing is read.
  let extension = 0;
  const enter: Record<Place, (element: Element) => Place | null> = {
    sheet(element) {
      if (element.local === 'mergeCell') facts.merged.push(readMerged(element.attributes.ref ?? '', facts));
      return element.local === 'sheetData' ? 'data' : 'sheet';
    },
    data: (element) => (element.local === 'row' ? rows.openRow(element) : null),
    row: (element) => (element.local === 'c' ? rows.openCell(element) : null),
    cell: ({ local }) => (rows.parts.open(local) ? 'cell' : null),
  };
  const leave: Record<Place, (name: string) => Place> = {
    sheet: () => 'sheet',
    data: () => 'sheet',
    row: rows.closeRow,
    cell: (name) => (rows.parts.close(name) ? 'cell' : rows.closeCell()),
  };
  return {
    open(element) {
      if (extension > 0 || (place !== 'sheet' && element.local === 'extLst')) extension++;
      else place = enter[place](element) ?? refuseMisplaced(element.local, place);
    },
    text(text) {
      if (place === 'cell' && extension === 0) rows.parts.text(text);
    },
    close(name) {
      if (extension > 0) extension--;
      else place = leave[place](name);
    },
    foreign() {
      if (place !== 'sheet' && extension === 0) throw new BrokenError(cause('cause.foreign', { what: place }));
    },
  };
}

function refuseMisplaced(name: string, place: Place): never {
  throw new BrokenError(cause('cause.within', { name: name.slice(0, 40), what: place }));
}

function readMerged(name: string, { merged }: SheetFacts): MergedCells {
  if (merged.length >= mostMerged) throw new BrokenError(cause('cause.manyMerged', { max: mostMerged }));
  const range = readRange(name);
  if (range === null) throw new BrokenError(cause('cause.merged', { name: name.slice(0, 40) }));
  return { name, ...range };
}
