/** What a cell is, which says how it looks. */
export type Style =
  | 'text'
  | 'head'
  | 'title'
  | 'label'
  | 'wrapped'
  | 'wide'
  | 'good'
  | 'calm'
  | 'warn'
  | 'bad'
  | 'clear'
  | 'count';

interface Look {
  readonly style: Style;
  /** Built-in formats: 49 is text, so that what is typed into the cell stays text, too; 3 is #,##0. */
  readonly format: 49 | 3;
  readonly font: 'plain' | 'bold' | 'title' | 'red';
  /** As RRGGBB; null for none. */
  readonly fill: string | null;
  /** As attributes of XML. */
  readonly align?: string;
}

// Colours that are told apart by those who do not see red and green, and in print; the words say the same.
const looks: readonly Look[] = [
  { style: 'text', format: 49, font: 'plain', fill: null },
  { style: 'head', format: 49, font: 'bold', fill: 'D9E2EC' },
  { style: 'title', format: 49, font: 'title', fill: null },
  { style: 'label', format: 49, font: 'bold', fill: null },
  { style: 'wrapped', format: 49, font: 'plain', fill: null, align: 'vertical="top" wrapText="1"' },
  // Over all columns to its right.
  { style: 'wide', format: 49, font: 'plain', fill: null, align: 'vertical="top" wrapText="1"' },
  { style: 'good', format: 49, font: 'plain', fill: 'D5F0DC' },
  { style: 'calm', format: 49, font: 'plain', fill: 'EDEFF2' },
  { style: 'warn', format: 49, font: 'plain', fill: 'FFE9B8' },
  { style: 'bad', format: 49, font: 'plain', fill: 'F9CFCB' },
  { style: 'clear', format: 49, font: 'red', fill: null },
  { style: 'count', format: 3, font: 'plain', fill: null, align: 'horizontal="left" vertical="top"' },
];

const fonts: Readonly<Record<Look['font'], string>> = {
  plain: '<font><sz val="11"/><name val="Microsoft YaHei"/><family val="2"/></font>',
  bold: '<font><b/><sz val="11"/><name val="Microsoft YaHei"/><family val="2"/></font>',
  title: '<font><b/><sz val="15"/><name val="Microsoft YaHei"/><family val="2"/></font>',
  red: '<font><b/><sz val="11"/><color rgb="FFB42318"/><name val="Microsoft YaHei"/><family val="2"/></font>',
};

/** Where each style stands in the part of styles; 0 is what a cell without one has. */
export const styleIndex = Object.fromEntries(looks.map(({ style }, index) => [style, index + 1])) as Readonly<
  Record<Style, number>
>;

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** The part of a workbook that says how its cells look. */
export function writeStyles(): string {
  const fills = looks.flatMap(({ fill }) => (fill === null ? [] : [fill]));
  const fontNames = Object.keys(fonts);
  const formats = looks.map(({ format, font, fill, align = 'vertical="top"' }) => {
    // The first two fills are not ours to choose.
    const fillIndex = fill === null ? 0 : fills.indexOf(fill) + 2;
    return `<xf numFmtId="${format}" fontId="${fontNames.indexOf(font)}" fillId="${fillIndex}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment ${align}/></xf>`;
  });
  const fillXml = fills.map(
    (rgb) =>
      `<fill><patternFill patternType="solid"><fgColor rgb="FF${rgb}"/><bgColor indexed="64"/></patternFill></fill>`,
  );
  return [
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="${main}">`,
    `<fonts count="${fontNames.length}">${Object.values(fonts).join('')}</fonts>`,
    `<fills count="${fills.length + 2}"><fill><patternFill patternType="none"/></fill>`,
    `<fill><patternFill patternType="gray125"/></fill>${fillXml.join('')}</fills>`,
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${formats.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>`,
    `${formats.join('')}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
  ].join('');
}
