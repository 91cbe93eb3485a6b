import { utimesSync, writeFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { type Reading, type ReadSource, readFileAsSource, refusalOfFile } from './read-source.js';
import { makeTempFolder } from './temp-folder.js';

/** The parts of a zip by name; one that is null is left out. */
export type Parts = Readonly<Record<string, string | Uint8Array | null>>;

interface Packing {
  readonly compress?: boolean;
  readonly forceZip64Format?: boolean;
}

export const mainSpace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const officeSpace = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageSpace = 'http://schemas.openxmlformats.org/package/2006';

/** Rows of cells, as they stand within `sheetData`; `after` follows it. */
export const sheetOf = (rows: string, after = ''): string =>
  `<worksheet xmlns="${mainSpace}"><sheetData>${rows}</sheetData>${after}</worksheet>`;

export const sharedStringsOf = (...items: string[]): string =>
  `<sst xmlns="${mainSpace}">${items.map((item) => `<si>${item}</si>`).join('')}</sst>`;

/** Style 0 is General; after it one for each format: its code, or the number of a built-in one. */
export function stylesOf(...formats: readonly (string | number)[]): string {
  const codes = formats.map((format, index) =>
    typeof format === 'string' ? `<numFmt numFmtId="${164 + index}" formatCode="${escapeXml(format)}"/>` : '',
  );
  const ids = formats.map((format, index) => (typeof format === 'string' ? 164 + index : format));
  const styles = [0, ...ids].map((id) => `<xf numFmtId="${id}"/>`);
  return `<styleSheet xmlns="${mainSpace}"><numFmts>${codes.join('')}</numFmts><cellXfs>${styles.join('')}</cellXfs></styleSheet>`;
}

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Relations: `officeDocument` → the part, and so on. */
export const relationsOf = (...relations: readonly (readonly [id: string, type: string, target: string])[]): string =>
  `<Relationships xmlns="${packageSpace}/relationships">${relations
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${officeSpace}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

/** The part that lists the sheets; the first is rId1, and so on. */
export const workbookOf = (sheets: string, before = '<workbookPr/>', after = ''): string =>
  `<workbook xmlns="${mainSpace}" xmlns:r="${officeSpace}">${before}<sheets>${sheets}</sheets>${after}</workbook>`;

/** All parts of a workbook with one sheet, unless `parts` says otherwise. */
export const bookOf = (sheet: string, parts: Parts = {}): Parts => ({
  '[Content_Types].xml': `<Types xmlns="${packageSpace}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
  '_rels/.rels': relationsOf(['rId1', 'officeDocument', 'xl/workbook.xml']),
  'xl/workbook.xml': workbookOf('<sheet name="Sheet1" sheetId="1" r:id="rId1"/>'),
  'xl/_rels/workbook.xml.rels': relationsOf(
    ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
    ['rId2', 'styles', 'styles.xml'],
    ['rId3', 'sharedStrings', 'sharedStrings.xml'],
  ),
  'xl/styles.xml': stylesOf(),
  'xl/sharedStrings.xml': sharedStringsOf(),
  'xl/worksheets/sheet1.xml': sheet,
  ...parts,
});

export async function packParts(parts: Parts, packing: Packing = {}): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) {
    // Bytes that differ from run to run would make a failure hard to repeat.
    if (content !== null) zip.addBuffer(Buffer.from(content), name, { mtime: new Date(0), ...packing });
  }
  zip.end();
  return buffer(zip.outputStream);
}

/** Writes a workbook, or what is called one, into a folder that lives as long as the test. */
export function writeBook(bytes: Uint8Array, name = 'book.xlsx'): string {
  const path = `${makeTempFolder()}/${name}`;
  writeFileSync(path, bytes);
  utimesSync(path, longAgo, longAgo);
  return path;
}

// A file that was written a moment ago is looked at twice, which takes a second.
const longAgo = 1_700_000_000;

export const readBook = async (parts: Parts, reading: Reading = {}): Promise<ReadSource> =>
  readFileAsSource(writeBook(await packParts(parts)), reading);

export const refusalOfBook = async (parts: Parts, reading: Reading = {}) =>
  refusalOfFile(writeBook(await packParts(parts)), reading);

/** A header of as many columns, in row 1. */
export const headerOf = (columns: number): string =>
  `<row r="1">${Array.from({ length: columns }, (_, index) => `<c t="inlineStr"><is><t>h${index}</t></is></c>`).join('')}</row>`;

/** The texts that cells of one row are read as; `parts` may bring styles and the like. */
export async function readCells(cells: readonly string[], parts: Parts = {}, reading: Reading = {}): Promise<string[]> {
  const sheet = sheetOf(`${headerOf(cells.length)}<row r="2">${cells.join('')}</row>`);
  const { rows } = await readBook(bookOf(sheet, parts), reading);
  return [...(rows[0]?.cells ?? cells.map(() => ''))];
}
