import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { readXlsx } from 'hucre/xlsx';

/** The texts of a workbook, by sheet and row; what is not there is null. */
export type Sheets = Readonly<Record<string, readonly (readonly (string | number | null)[])[]>>;

/** Reads a workbook as one library does: what is no text or number, such as a formula or a date, fails. */
export async function readByHucre(path: string): Promise<Sheets> {
  const { sheets } = await readXlsx(readFileSync(path));
  return Object.fromEntries(sheets.map(({ name, rows }) => [name, rows.map((cells) => cells.map(plainValue))]));
}

/** Reads it as another one does. It takes _x0041_ and the like to the letter, as no spreadsheet does. */
export async function readByExcelJs(path: string): Promise<Sheets> {
  const book = await openByExcelJs(path);
  const rowsOf = (sheet: ExcelJS.Worksheet) =>
    Array.from({ length: sheet.rowCount }, (_, row) => {
      const { cellCount } = sheet.getRow(row + 1);
      return Array.from({ length: cellCount }, (_, column) =>
        plainValue(sheet.getRow(row + 1).getCell(column + 1).value),
      );
    });
  return Object.fromEntries(book.worksheets.map((sheet) => [sheet.name, rowsOf(sheet)]));
}

export async function openByExcelJs(path: string): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  return book;
}

function plainValue(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw new Error(`neither a text nor a count: ${JSON.stringify(value)}`);
}

/** The sheet of that name, each row up to its last cell; fails where there is none. */
export function sheetNamed(sheets: Sheets, name: string): Sheets[string] {
  const rows = sheets[name];
  if (rows === undefined) throw new Error(`no sheet ${name} among ${Object.keys(sheets).join(', ')}`);
  return rows.map((cells) => cells.slice(0, cells.findLastIndex((cell) => cell !== null) + 1));
}
