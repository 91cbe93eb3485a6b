import { filterRange, type SheetLayout } from './sheet.js';
import { spellAttribute } from './sheet-text.js';

/** A sheet that has been written. */
export interface WrittenSheet {
  readonly layout: SheetLayout;
  readonly name: string;
  /** Its file within the zip, below xl/. */
  readonly part: string;
  readonly lastRow: number;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const kinds = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** The part by which a zip is known for a workbook. */
export const rootRelations = `${xml}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

/** The list of sheets, in the order in which they are shown. */
export function writeWorkbook(sheets: readonly WrittenSheet[]): string {
  const listed = sheets.map(
    ({ name }, index) => `<sheet name="${spellAttribute(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  // Excel keeps the range of a filter under this name; without it some programs show no buttons.
  const filters = sheets.flatMap(({ layout, name, lastRow }, index) => {
    if (!layout.hasFilter) return [];
    const range = `'${name.replaceAll("'", "''")}'!${filterRange(layout, lastRow, '$')}`;
    return [
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${spellAttribute(range)}</definedName>`,
    ];
  });
  const names = filters.length > 0 ? `<definedNames>${filters.join('')}</definedNames>` : '';
  return `${xml}<workbook xmlns="${main}" xmlns:r="${office}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${listed.join('')}</sheets>${names}</workbook>`;
}

/** Where the sheets and the styles lie. */
export function writeRelations(sheets: readonly WrittenSheet[]): string {
  const targets = [...sheets.map(({ part }) => ['worksheet', part]), ['styles', 'styles.xml']];
  const listed = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${office}/${type}" Target="${target}"/>`,
  );
  return `${xml}<Relationships xmlns="${packages}/relationships">${listed.join('')}</Relationships>`;
}

/** What each part is. */
export function writeContentTypes(sheets: readonly WrittenSheet[]): string {
  const part = (name: string, kind: string) => `<Override PartName="/xl/${name}" ContentType="${kinds}.${kind}+xml"/>`;
  return [
    `${xml}<Types xmlns="${packages}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    part('workbook.xml', 'sheet.main'),
    part('styles.xml', 'styles'),
    ...sheets.map(({ part: name }) => part(name, 'worksheet')),
    '</Types>',
  ].join('');
}
