import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RunError } from '../../src/messages/run-error.js';
import { readRecords } from '../../src/source/csv/read-records.js';
import { readAsSource, refusalOfSource } from '../helpers/read-source.js';
import { writeFinished, writeTempFile } from '../helpers/temp-folder.js';

describe('a quote within an unquoted cell is a character of it, as Excel has it', () => {
  test.each([
    ['5" disk', '5" disk'],
    ['5"', '5"'],
    ['5""', '5""'],
    ['say "hi"', 'say "hi"'],
    [' "x"', ' "x"'],
    ['\t"x"', '\t"x"'],
    ['a"b"c"', 'a"b"c"'],
    ['”', '”'],
    ["'x", "'x"],
  ])('%j', async (written, cell) => {
    const { header, rows } = await readAsSource(`id,a"b,c\nwm1,${written},z\nwm2,"q",${written}\n`, { delimiter: ',' });
    expect(header).toEqual(['id', 'a"b', 'c']);
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['wm1', cell, 'z'],
      ['wm2', 'q', cell],
    ]);
  });
});

describe('something behind the quote that closes a cell refuses the file, with the line', () => {
  test.each([
    ['a letter', 'id,a\n1,"x"y\n', 2],
    ['a space', 'id,a\n1,"x" \n', 2],
    ['a space before the next cell', 'id,a,b\n1,"x" ,2\n', 2],
    ['in the last row, without a line end', 'id,a\n1,2\n3,"x"y', 3],
    ['one that was never closed, met by the next that opens', 'id,a\n1,"x\n2,"y"\n3,z\n', 2],
    ['quotes that are not doubled', 'id,a\n1,"say "hi""\n', 2],
    ['a doubled one too many', 'id,a\n1,"x"""y\n', 2],
    ['an empty cell with something behind it', 'id,a\n1,""x\n', 2],
    ['in the header', 'id,"a"b\n1,2\n', 1],
    ['after a byte order mark', '\uFEFF"id"x,a\n1,2\n', 1],
    ['after a row with line breaks', 'id,a\n1,"x\r\ny"\n2,"z"z\n', 4],
    ['after a row with line breaks of old Mac', 'id,a\r1,"x\ry"\r2,"z"z\r', 4],
    ['in a row with line breaks, which is named by its first', 'id,a,b\n1,"x\ny","z"z\n', 2],
    ['a character that nobody sees', 'id,a\n1,"x"\u200B\n', 2],
    ['a NUL', 'id,a\n1,"x"\0\n', 2],
    ['another separator', 'id,a\n1,"x";2\n', 2],
  ])('%s', async (_, content, line) => {
    const { why } = await refusalOfSource(content, { delimiter: ',' });
    expect([why.code, why.params.line]).toEqual(['source.strayQuote', line]);
  });

  test('of several mistakes the first is told', async () => {
    const { why } = await refusalOfSource('id,a\n1,"x"y\n2,"z"z\n3,"open\n4,b\n');
    expect([why.code, why.params.line]).toEqual(['source.strayQuote', 2]);
  });

  test('above the header too: what is header and what is not could not be told', async () => {
    const { why } = await refusalOfSource('"导出"时间,2024\nid,a\n1,2\n', { headerRow: 2 });
    expect([why.code, why.params.line]).toEqual(['source.strayQuote', 1]);
  });
});

describe('any text at all', () => {
  const piece = fc.constantFrom('"', '"', '""', ',', ';', '\n', '\r', '\r\n', 'a', ' ', '张', '𠮷', '\uFEFF', '\0');
  const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));

  test('is read as the rules of CSV have it, and refused where they have no answer', async () => {
    const path = writeTempFile('any.csv', '');
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(',', ';'), async (content, delimiter) => {
        writeFinished(path, content);
        const { records, mistake } = readByRules(content, delimiter);
        const told = await readAll(path, delimiter);
        if (mistake === null) expect(told).toEqual(records);
        else expect(told).toMatch(mistake);
      }),
      { numRuns: 600 },
    );
  });

  async function readAll(path: string, delimiter: string) {
    const records: unknown[] = [];
    try {
      for await (const record of readRecords(path, 'utf-8', delimiter)) records.push(record);
    } catch (error) {
      if (!(error instanceof RunError)) throw error;
      return `${error.why.code} ${error.why.params.line}`;
    }
    return records;
  }
});

/** The records of a text, or how its first mistake is told. */
function readByRules(content: string, delimiter: string) {
  const text = content.replace(/^\uFEFF/, '');
  const lineOf = (at: number) => text.slice(0, at).split(/\r\n|\r|\n/).length;
  const records: { row: number; line: number; cells: string[] }[] = [];
  for (let at = 0; at < text.length; ) {
    const { cells, end, open } = readRecord(text, at, delimiter);
    if (open !== null) return { records, mistake: new RegExp(`^source.openQuote ${lineOf(open)}$`) };
    const lineEnd = /^(?:\r\n|\r|\n)/.exec(text.slice(end))?.[0] ?? '';
    // What the rest of such a record is, is anybody's guess: a quote that is never closed, it may be.
    if (lineEnd === '' && end < text.length) {
      return { records, mistake: new RegExp(`^source.(strayQuote ${lineOf(at)}|openQuote \\d+)$`) };
    }
    records.push({ row: records.length + 1, line: lineOf(at), cells });
    at = end + lineEnd.length;
  }
  return { records, mistake: null };
}

/** The cells up to where the record ends, or goes wrong; `open` is where a quote opens that is never closed. */
function readRecord(text: string, start: number, delimiter: string) {
  const cells: string[] = [];
  for (let at = start; ; at++) {
    const quoted = /^"((?:[^"]|"")*)"(?!")/.exec(text.slice(at));
    if (text[at] === '"' && !quoted) return { cells, end: at, open: at };
    const plain = text.slice(at).split(delimiter === ',' ? /[,\r\n]/ : /[;\r\n]/)[0] ?? '';
    cells.push(quoted?.[1]?.replaceAll('""', '"') ?? plain);
    at += (quoted?.[0] ?? plain).length;
    if (text[at] !== delimiter) return { cells, end: at, open: null };
  }
}
