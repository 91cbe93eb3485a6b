import { isLosslessNumber } from 'lossless-json';
import { fieldsIn } from '../contact/contact.js';
import type { StandardFieldName } from '../fields/field.js';
import { isList, isObject, type Json, readJson } from '../fields/json.js';
import { cause } from '../messages/cause.js';
import { collectEvery, collectGarbage } from './collect-garbage.js';
import type { Exchange } from './exchange.js';
import { judgeExchange, type ReadSuccess, untrusted, type Verdict } from './judge-answer.js';
import { cutPage } from './page-text.js';

/** One page of the list of contacts. Its contacts are kept as text: as values a large page would take gigabytes. */
export interface Page {
  readonly items: readonly PageItem[];
  /** The standard fields that any contact of the page tells of. */
  readonly shown: ReadonlySet<StandardFieldName>;
  /** How many contacts there are in all. */
  readonly total: number;
  /** The length of the answer. */
  readonly bytes: number;
  /** Lets go of its text: from now on no item can be read. */
  close(): void;
}

export interface PageItem {
  /** Null where the item is no contact: it is no object, or has no id. */
  readonly externalUserId: string | null;
  /**
   * Parses it, each time anew: let go of one before the next is read.
   * @throws Error when its page is closed
   */
  read(): Json;
}

/** What was asked for; the first page is 1. */
export interface AskedPage {
  readonly pageNum: number;
  readonly pageSize: number;
}

/** In place of a page: the answer was longer than an answer may be. */
export const tooLong = Symbol('too long');

/** The longest answer that is taken. */
export const longestPage = 64 * 1024 * 1024;
// In UTF-16 units. Parsing takes up to a hundred times as many bytes.
const longestItem = 4 * 1024 * 1024;
const longestRest = 1024 * 1024;
/** The text of a page over this is worth its collection. */
const largeText = 4 * 1024 * 1024;
// What was parsed of a contact is garbage at once, a hundred times its text.
const parsedBeforeCollection = 512 * 1024;

type Settings = Parameters<typeof judgeExchange>[2];

/**
 * Judges what came of a call of the list. A page is accepted when all of it is JSON, each contact being parsed alone, and
 * when it is the page that was asked for.
 */
export function judgePage(came: Exchange, asked: AskedPage, settings: Settings): Verdict<Page | typeof tooLong> {
  if (came.kind === 'noAnswer') {
    return isTooLong(came.reason) ? { kind: 'accepted', data: tooLong } : judgeExchange(came, noPage, settings);
  }
  const taken = takeApart(came.body, asked.pageSize);
  if ('problem' in taken) {
    return came.status === 200 ? untrusted(taken.problem) : judgeExchange({ ...came, body: '' }, noPage, settings);
  }
  return judgeExchange({ ...came, body: taken.rest }, readPage(taken, asked), settings);
}

/** Whether an answer was broken off because of its length, by the reason that `exchange` gives. */
export const isTooLong = (reason: string): boolean => reason.startsWith('answer over');

interface Parts extends Omit<Page, 'total'> {
  /** The answer without its contacts. */
  readonly rest: string;
}

function takeApart(text: string | null, pageSize: number): Parts | { readonly problem: string } {
  if (text === null) return { problem: cause('cause.notUtf8') };
  const cut = cutPage(text, pageSize);
  if (cut === 'twice') return { problem: cause('cause.twoLists') };
  // Servers with a page size of their own give fewer than were asked for, never more: this answers something else.
  if (cut === 'more') return { problem: cause('cause.moreContacts', { max: pageSize }) };
  if (cut.rest.length > longestRest) return { problem: cause('cause.longRest') };
  if (cut.items.some(({ length }) => length > longestItem)) return { problem: cause('cause.longContact') };
  const texts = [...cut.items];
  const shown = new Set<StandardFieldName>();
  const noteParsed = collectEvery(parsedBeforeCollection, text.length > largeText ? 0 : text.length);
  try {
    const items = texts.map(({ length }, index) => {
      noteParsed(length);
      return takeItem(texts, index, shown);
    });
    const bytes = Buffer.byteLength(text);
    const close = () => {
      texts.splice(0);
      if (bytes > largeText) collectGarbage();
    };
    return { rest: cut.rest, items, shown, bytes, close };
  } catch (error) {
    if (error instanceof SyntaxError) return { problem: cause('cause.notJson') };
    throw error;
  }
}

/** The item holds no text of its own: who keeps an item does not keep the page. */
function takeItem(texts: readonly string[], index: number, shown: Set<StandardFieldName>): PageItem {
  const read = (): Json => {
    const text = texts[index];
    if (text === undefined) throw new Error('the page is closed');
    return readJson(text);
  };
  const value = read();
  const id = isObject(value) ? value.externalUserId : null;
  if (typeof id !== 'string' || id === '') return { externalUserId: null, read };
  for (const name of fieldsIn(value)) shown.add(name);
  return { externalUserId: id, read };
}

const noPage: ReadSuccess<never> = () => ({ untrusted: cause('cause.noPage') });

const readPage =
  ({ rest: _, ...taken }: Parts, { pageNum }: AskedPage): ReadSuccess<Page> =>
  ({ data, paging }) => {
    if (!isList(data)) return { untrusted: cause('cause.noList') };
    const { total = null, pageNum: shownNum = null } = isObject(paging) ? paging : {};
    const count = readCount(total);
    if (count === null) return { untrusted: cause('cause.noTotal') };
    if ((readCount(shownNum) ?? pageNum) !== pageNum) return { untrusted: cause('cause.otherPage') };
    return { data: { ...taken, total: count } };
  };

/** A count in digits, as a number or a text; null for anything else. */
function readCount(value: Json): number | null {
  const isCount = (isLosslessNumber(value) || typeof value === 'string') && /^\d{1,15}$/.test(String(value));
  return isCount ? Number(value) : null;
}
