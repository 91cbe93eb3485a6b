import { rootRelations, type WrittenSheet, writeContentTypes, writeRelations, writeWorkbook } from './book-parts.js';
import { type SheetRow, writeRow } from './cell.js';
import { closeSheet, mostRows, openSheet, type SheetLayout } from './sheet.js';
import { writeStyles } from './styles.js';
import { heightOf, isWide, mergeOf } from './wide-text.js';
import { createZip, type ZipWriter } from './zip-file.js';

/** A workbook that is written sheet after sheet with flat memory, and seen whole or not at all. */
export interface WorkbookFile {
  /**
   * Begins a sheet; the one before it is over.
   * @param place where it is shown: sheets need not be written in that order. The first, 0, is the one that is opened.
   */
  addSheet(layout: SheetLayout, place: number): Promise<void>;
  /** Rows of the sheet that was begun last; what it does not hold goes on to another one of its kind. */
  addRows(rows: readonly SheetRow[]): Promise<void>;
  finish(): Promise<void>;
  /** Takes away what was written. */
  discard(): void;
}

interface OpenSheet {
  readonly layout: SheetLayout;
  readonly place: number;
  /** 1 for the first of its kind. */
  readonly number: number;
  readonly part: string;
  lastRow: number;
  readonly merged: string[];
}

/**
 * @param spell a text as XML
 * @param rowsOfSheet the most rows of a sheet
 */
export function createWorkbook(path: string, spell: (text: string) => string, rowsOfSheet = mostRows): WorkbookFile {
  const zip = createZip(path);
  const written: (OpenSheet & { name: string })[] = [];
  let sheet: OpenSheet | null = null;

  async function begin(layout: SheetLayout, place: number, number: number): Promise<OpenSheet> {
    await end();
    if (written.length === 0) await writePart(zip, '_rels/.rels', rootRelations);
    const part = `worksheets/sheet${written.length + 1}.xml`;
    const head = layout.head.map((cells, index) => writeRow(index + 1, cells, spell, null));
    await writePart(zip, `xl/${part}`, openSheet(layout, place === 0 && number === 1) + head.join(''));
    sheet = { layout, place, number, part, lastRow: layout.head.length, merged: [] };
    return sheet;
  }

  async function end(): Promise<void> {
    if (sheet === null) return;
    const { layout, lastRow, number, merged } = sheet;
    await zip.write(closeSheet(layout, lastRow, merged));
    written.push({ ...sheet, name: nameOf(layout.name, number) });
    sheet = null;
  }

  return {
    addSheet: async (layout, place) => void (await begin(layout, place, 1)),
    async addRows(rows) {
      for (let done = 0; done < rows.length; ) {
        if (sheet === null) throw new Error('rows without a sheet');
        if (sheet.lastRow >= rowsOfSheet) sheet = await begin(sheet.layout, sheet.place, sheet.number + 1);
        const fitting = rows.slice(done, done + rowsOfSheet - sheet.lastRow);
        const first = sheet.lastRow + 1;
        const open = sheet;
        await zip.write(fitting.map((cells, index) => writeRowOf(open, first + index, cells, spell)).join(''));
        sheet.lastRow += fitting.length;
        done += fitting.length;
      }
    },
    async finish() {
      await end();
      const sheets: WrittenSheet[] = written.toSorted((a, b) => a.place - b.place || a.number - b.number);
      await writePart(zip, 'xl/styles.xml', writeStyles());
      await writePart(zip, 'xl/workbook.xml', writeWorkbook(sheets));
      await writePart(zip, 'xl/_rels/workbook.xml.rels', writeRelations(sheets));
      await writePart(zip, '[Content_Types].xml', writeContentTypes(sheets));
      await zip.finish();
    },
    discard: zip.discard,
  };
}

async function writePart(zip: ZipWriter, name: string, text: string): Promise<void> {
  zip.begin(name);
  await zip.write(text);
}

/** A row as XML; one that is wide also takes its place among the merged cells of its sheet. */
function writeRowOf(
  { layout: { widths }, merged }: OpenSheet,
  row: number,
  cells: SheetRow,
  spell: (text: string) => string,
): string {
  if (!isWide(cells)) return writeRow(row, cells, spell, null);
  const merge = mergeOf(row, cells, widths);
  if (merge !== null) merged.push(merge);
  return writeRow(row, cells, spell, heightOf(cells, widths));
}

const nameOf = (name: string, number: number): string => (number === 1 ? name : `${name} ${number}`);
