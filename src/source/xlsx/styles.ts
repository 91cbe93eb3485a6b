import { BrokenError } from './broken.js';
import { builtinFormat, type NumberFormat, readFormatCode } from './number-format.js';
import { readXml } from './read-xml.js';

/** The number formats of a workbook, by the style that a cell names. */
export type FormatOf = (style: number) => NumberFormat;

/** Reads the part that holds the styles. */
export async function readStyles(bytes: AsyncIterable<Buffer>): Promise<FormatOf> {
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let isCellStyle = false;
  const parsed = readXml<never>(bytes, () => ({
    open(element) {
      if (element.local === 'cellXfs') isCellStyle = true;
      if (element.local === 'numFmt')
        codes.set(Number(element.attributes.numFmtId), element.attributes.formatCode ?? '');
      if (element.local === 'xf' && isCellStyle) formats.push(Number(element.attributes.numFmtId ?? 0));
    },
    text() {},
    close(name) {
      if (name === 'cellXfs') isCellStyle = false;
    },
  }));
  for await (const _ of parsed);
  const styles = formats.map((id) => toFormat(id, codes.get(id)));
  return (style) => {
    const format = styles[style];
    if (format === undefined) throw new BrokenError(`style ${style}`);
    return format;
  };
}

const toFormat = (id: number, code: string | undefined): NumberFormat =>
  code === undefined ? builtinFormat(id) : readFormatCode(code);

/** A workbook without styles has one: numbers as they are. */
export const noStyles: FormatOf = () => builtinFormat(0);
