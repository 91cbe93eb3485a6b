import { type Message, message } from '../../messages/message.js';
import { refuse } from '../../messages/run-error.js';
import type { FileIdentity } from '../identify-file.js';
import type { SourceSettings, Table } from '../table.js';
import { brokenPart } from './broken.js';
import type { CellBasis } from './cell-text.js';
import { chooseSheet } from './choose-sheet.js';
import { readSheet, type SheetFacts } from './read-sheet.js';
import { refuseDoctypes } from './refuse-doctypes.js';
import { readSharedStrings } from './shared-strings.js';
import { noStyles, readStyles } from './styles.js';
import { createTextSpool, type TextSpool } from './text-spool.js';
import { readWorkbook, type Workbook } from './workbook.js';
import { openZip, type ZipParts } from './zip-parts.js';

/**
 * Opens a workbook (.xlsx, .xlsm): the zip is checked, the sheet chosen, and the texts that cells share laid by.
 * @throws RunError naming what it is instead, which sheets there are, or which part is damaged
 */
export async function openXlsx(
  { path }: FileIdentity,
  settings: SourceSettings,
  scratch: string,
  stopping?: AbortSignal,
): Promise<Table> {
  const zip = await openZip(path, stopping);
  let spool: TextSpool | null = null;
  const close = async () => {
    spool?.close();
    zip.close();
  };
  try {
    const workbook = await contentsOf(zip);
    const { sheet, notes } = chooseSheet(workbook.sheets, settings.sheet, path);
    spool = createTextSpool(scratch);
    const basis = await readBasis(zip, workbook, spool);
    // The one of the job is for failed.csv, which is read by the same job.
    const delimiter = settings.delimiter === 'auto' ? ',' : settings.delimiter;
    return { ...sheetTable(zip, sheet.part, basis, notes), delimiter, sheet: sheet.name, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The sheets of a workbook that can be seen and hold cells. */
export async function listSheets({ path }: FileIdentity): Promise<string[]> {
  const zip = await openZip(path);
  try {
    const { sheets } = await contentsOf(zip);
    return sheets.filter(({ isHidden, part }) => !isHidden && part !== null).map(({ name }) => name);
  } finally {
    zip.close();
  }
}

async function contentsOf(zip: ZipParts): Promise<Workbook> {
  await refuseDoctypes(zip);
  const workbook = await naming(zip, 'xl/workbook.xml', readWorkbook(zip));
  if (workbook) return workbook;
  const other = others.find(({ part }) => zip.has(part));
  throw refuse(message('source.otherZip', { file: zip.path, what: other?.what ?? 'zip' }));
}

const others = [
  { part: 'xl/workbook.bin', what: 'Excel (.xlsb)' },
  { part: 'content.xml', what: 'OpenDocument (.ods)' },
  { part: 'word/document.xml', what: 'Word (.docx)' },
  { part: 'ppt/presentation.xml', what: 'PowerPoint (.pptx)' },
  { part: 'Index/Document.iwa', what: 'Numbers (.numbers)' },
] as const;

async function readBasis(zip: ZipParts, workbook: Workbook, spool: TextSpool): Promise<CellBasis> {
  const { sharedStrings, styles, from1904, isUncomputed } = workbook;
  if (sharedStrings !== null) {
    await naming(zip, sharedStrings, readSharedStrings(zip.read(sharedStrings), spool.add));
  }
  const formatOf = styles === null ? noStyles : await naming(zip, styles, readStyles(zip.read(styles)));
  return { formatOf, from1904, isUncomputed, sharedString: spool.get };
}

/** What goes wrong while a part is read is told of with its name. */
const naming = <Result>({ path }: ZipParts, part: string, reading: Promise<Result>): Promise<Result> =>
  reading.catch((error) => {
    throw brokenPart(path, part, error);
  });

function sheetTable(
  zip: ZipParts,
  part: string,
  basis: CellBasis,
  chosen: readonly Message[],
): Omit<Table, 'delimiter' | 'sheet' | 'close'> {
  let facts: SheetFacts = { hiddenRows: 0, formulas: 0, merged: [] };
  return {
    endsWithValue: true,
    records(dates) {
      facts = { hiddenRows: 0, formulas: 0, merged: [] };
      return namingEach(zip, part, readSheet(zip.read(part), basis, dates, facts));
    },
    notes: () => [
      ...chosen,
      ...(facts.hiddenRows > 0 ? [message('source.hiddenRows', { count: facts.hiddenRows })] : []),
      ...(facts.formulas > 0 ? [message('source.formulas', { count: facts.formulas })] : []),
      ...(facts.formulas > 0 && basis.isUncomputed ? [message('source.uncomputed')] : []),
    ],
    merged: () => facts.merged,
  };
}

async function* namingEach<Item>(
  { path }: ZipParts,
  part: string,
  batches: AsyncIterable<readonly Item[]>,
): AsyncGenerator<Item> {
  try {
    for await (const items of batches) yield* items;
  } catch (error) {
    throw brokenPart(path, part, error);
  }
}
