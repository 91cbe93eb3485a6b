import { cause } from '../../messages/cause.js';
import { BrokenError } from './broken.js';
import { builtinFormat, type NumberFormat, readFormatCode } from './number-format.js';
import { type Element, parseXml, type XmlHandler } from './read-xml.js';

/** The number formats of a workbook, by the style that a cell names. */
export type FormatOf = (style: number) => NumberFormat;

// Excel takes 65,490 styles, some hundred codes, and 255 characters in one.
const mostStyles = 100_000;
const mostCodes = 10_000;
const longestCode = 1024;

/**
 * Reads the part that holds the styles.
 * @throws BrokenError when they are more than Excel takes
 */
export async function readStyles(bytes: AsyncIterable<Buffer>): Promise<FormatOf> {
  const codes = new Map<number, string>();
  const formats: number[] = [];
  const add = (list: string, { local, attributes: { numFmtId, formatCode } }: Element) => {
    if (list === 'numFmts' && local === 'numFmt') codes.set(Number(numFmtId), codeOf(formatCode));
    if (list === 'cellXfs' && local === 'xf') formats.push(Number(numFmtId ?? 0));
    if (codes.size > mostCodes || formats.length > mostStyles) throw new BrokenError(cause('cause.manyStyles'));
  };
  await parseXml(bytes, elementsOfLists(/^(?:numFmts|cellXfs)$/, add));
  const styles = formats.map((id) => toFormat(id, codes.get(id)));
  return (style) => styles[style] ?? noStyles(style);
}

/** Formats for conditions have the same names as those of cells, and stand in another list. */
function elementsOfLists(lists: RegExp, take: (list: string, element: Element) => void): XmlHandler {
  let list = '';
  return {
    open(element) {
      if (lists.test(element.local)) list = element.local;
      take(list, element);
    },
    text() {},
    close(name) {
      if (name === list) list = '';
    },
  };
}

function codeOf(code = ''): string {
  if (code.length > longestCode) throw new BrokenError(cause('cause.longFormat'));
  return code;
}

const toFormat = (id: number, code: string | undefined): NumberFormat =>
  code === undefined ? builtinFormat(id) : readFormatCode(code);

/** A workbook without styles has one: numbers as they are. What another is meant to be nobody can say. */
export const noStyles: FormatOf = (style) => {
  if (style !== 0) throw new BrokenError(cause('cause.style', { name: style }));
  return builtinFormat(0);
};
