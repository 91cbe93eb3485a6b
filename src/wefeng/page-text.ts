import { readJson } from '../fields/json.js';

/** A JSON text with the items of its top-level list `data` taken out. */
export interface PageText {
  /** The text without the items: `"data":[]`. */
  readonly rest: string;
  /** The text of each item. */
  readonly items: readonly string[];
}

/**
 * Cuts the text of a page into its items and the rest, in one pass and without making a value of any of it. It only tells
 * strings from brackets and checks nothing: the text as a whole is JSON just where the rest and each item alone are. A
 * text without such a list is all rest.
 * @param most so many items are looked for at most
 * @returns 'twice' where two members are named `data`, 'more' where there are more items than `most`
 */
export function cutPage(text: string, most: number): PageText | 'twice' | 'more' {
  const { names, open, close, commas } = findData(text, most);
  if (names > 1) return 'twice';
  if (commas.length >= most) return 'more';
  if (open === null || close === null) return { rest: text, items: [] };
  const isEmpty = commas.length === 0 && /^[ \t\n\r]*$/.test(text.slice(open + 1, close));
  const starts = [open, ...commas].map((mark) => mark + 1);
  const ends = [...commas, close];
  const items = isEmpty ? [] : starts.map((start, index) => text.slice(start, ends[index]));
  return { rest: text.slice(0, open + 1) + text.slice(close), items };
}

/** Where the list stands in the text. */
interface Marks {
  /** How many members of the whole are named `data`. */
  names: number;
  open: number | null;
  close: number | null;
  /** Those between its items. */
  readonly commas: number[];
}

function findData(text: string, most: number): Marks {
  const marks: Marks = { names: 0, open: null, close: null, commas: [] };
  let depth = 0;
  let isNameNext = false;
  let isData = false;

  function takeString(start: number, end: number): void {
    if (depth !== 1 || !isNameNext) return;
    isNameNext = false;
    isData = isDataName(text.slice(start, end + 1));
    if (isData) marks.names++;
  }
  function takeComma(at: number): void {
    if (depth === 1) isNameNext = true;
    if (depth === 2 && marks.open !== null && marks.close === null) marks.commas.push(at);
  }
  function enter(at: number, isList: boolean): void {
    depth++;
    if (depth === 1) isNameNext = !isList;
    if (depth === 2 && isData && isList) marks.open ??= at;
  }
  function leave(at: number): void {
    if (depth === 2 && marks.open !== null) marks.close ??= at;
    depth--;
  }

  for (let at = 0; at < text.length && marks.commas.length < most; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      const start = at;
      at = endOfString(text, start);
      takeString(start, at);
    } else if (code === comma) takeComma(at);
    else if (code === openingBrace || code === openingBracket) enter(at, code === openingBracket);
    else if (code === closingBrace || code === closingBracket) leave(at);
  }
  return marks;
}

/** The quote that ends a string, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === backslash) at++;
    else if (code === quote) return at;
  }
  return text.length;
}

/** Whether a string in JSON says `data`: each of its letters may be written as \u and four digits. */
function isDataName(literal: string): boolean {
  if (!literal.includes('\\') || literal.length > longestDataName) return literal === '"data"';
  try {
    return readJson(literal) === 'data';
  } catch {
    return false;
  }
}

const longestDataName = 2 + 'data'.length * '\\u0064'.length;

const quote = 0x22;
const comma = 0x2c;
const openingBracket = 0x5b;
const backslash = 0x5c;
const closingBracket = 0x5d;
const openingBrace = 0x7b;
const closingBrace = 0x7d;
