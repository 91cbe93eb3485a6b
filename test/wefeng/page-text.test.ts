import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isList, isObject, type Json, readJson, writeJson } from '../../src/fields/json.js';
import { cutPage } from '../../src/wefeng/page-text.js';
import { anyJsonText } from '../helpers/any-json.js';

const many = 1_000_000;

/** The whole text by the parser alone; null where it refuses it. */
function parseWhole(text: string): { rest: string; items: string[] } | null {
  const whole = parse(text);
  if (whole === undefined) return null;
  if (!isObject(whole) || !isList(whole.data)) return { rest: writeJson(whole), items: [] };
  return { rest: writeJson({ ...whole, data: [] }), items: whole.data.map(writeJson) };
}

/** The same by its parts, each parsed alone. */
function parseParts(text: string): { rest: string; items: string[] } | null {
  const cut = cutPage(text, many);
  if (typeof cut === 'string') return null;
  const [rest, ...items] = [cut.rest, ...cut.items].map(parse);
  if (rest === undefined || items.includes(undefined)) return null;
  return { rest: writeJson(rest), items: items.map((item) => writeJson(item ?? null)) };
}

function parse(text: string): Json | undefined {
  try {
    return readJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const space = fc.constantFrom('', '', ' ', '\n', '\t\r\n ');
const list = fc
  .array(fc.tuple(space, anyJsonText, space), { maxLength: 4 })
  .chain((items) => space.map((inner) => `[${items.length > 0 ? items.map((parts) => parts.join('')) : inner}]`));
const dataName = fc.constantFrom('"data"', '"data"', '"d\\u0061ta"', '"\\u0064\\u0061\\u0074\\u0061"');
const otherName = fc.constantFrom('"code"', '"paging"', '"Data"', '"dat\\"a"', '"a\\\\"', '"]"', '"{\\"data\\":["');
const member = fc.oneof(fc.tuple(dataName, list), fc.tuple(dataName, anyJsonText), fc.tuple(otherName, anyJsonText));
const toObject = (members: readonly (readonly [string, readonly [string, string], string, string])[]) =>
  `{${members.map(([a, [name, value], b, c]) => `${a}${name}${b}:${c}${value}`)}}`;
const spaced = fc.tuple(space, member, space, space);

/** A page: its members in any order and any space between them. */
const anyPage = fc
  .uniqueArray(spaced, { maxLength: 4, selector: ([, [name]]) => JSON.parse(name) })
  .map((members) => toObject(members));
/** The same, but a member may come twice. */
const anyTwofoldPage = fc.array(spaced, { minLength: 2, maxLength: 4 }).map(toObject);

const pieces = ['', '"', '\\', ',', ':', '[', ']', '{', '}', '0', '"data":[', '],', 'x', '\u00a0', '\ufeff', '\u0001'];
/** A text in which something was cut out, doubled or put in. */
const mutate = (text: fc.Arbitrary<string>) =>
  fc.tuple(text, fc.nat(), fc.nat(6), fc.constantFrom(...pieces)).map(([whole, at, length, put]) => {
    const start = at % (whole.length + 1);
    return whole.slice(0, start) + put + whole.slice(start + length);
  });

/** Two members named data are refused, also where the parser would take them for one. */
const isRefusedAsTwice = (text: string) => cutPage(text, many) === 'twice';

describe('the parts of a page are what the parser makes of the whole', () => {
  test.each([
    ['for any page', anyPage],
    ['for any page of which a member may come twice', anyTwofoldPage],
    ['for any page that was damaged', mutate(anyPage)],
    ['for any page that was damaged twice', mutate(mutate(anyPage))],
    ['for any JSON', anyJsonText],
    ['for any text', fc.string()],
  ])('%s, or both refuse it', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const parts = parseParts(text);
        if (isRefusedAsTwice(text)) expect(parts).toBeNull();
        else expect(parts).toEqual(parseWhole(text));
      }),
      { numRuns: 1000 },
    );
  });

  test('and that is tried on pages with contacts, on damaged pages that are still JSON, and on those that are not', () => {
    const parsed = (texts: fc.Arbitrary<string>) => fc.sample(texts, 2000).map(parseWhole);
    const full = (parts: ReturnType<typeof parseWhole>) => parts !== null && parts.items.length > 0;
    expect(parsed(anyPage).filter(full).length).toBeGreaterThan(250);
    expect(parsed(mutate(anyPage)).filter(full).length).toBeGreaterThan(20);
    expect(parsed(mutate(anyPage)).filter((parts) => parts === null).length).toBeGreaterThan(250);
  });
});

describe('a page', () => {
  const cut = (text: string, most = many) => cutPage(text, most);

  test('is cut at the commas between its contacts, and nowhere else', () => {
    const contacts = ['{"a":"],[{\\"","b":[1,2]}', ' {"data":[3,4]}', 'null '];
    expect(cut(`{"code":200, "data" :[${contacts}] ,"paging":{"data":[5]}}`)).toEqual({
      rest: '{"code":200, "data" :[] ,"paging":{"data":[5]}}',
      items: contacts,
    });
  });

  test.each([
    ['without a list', '{"code":401,"data":null}'],
    ['whose data is below', '{"more":{"data":[1]}}'],
    ['that is a list', '["data",[1,2]]'],
    ['that never ends', '{"data":[1,2'],
  ])('%s is all rest', (_, text) => {
    expect(cut(text)).toEqual({ rest: text, items: [] });
  });

  test.each(['{"data":[1],"data":[2]}', '{"data":[1],"d\\u0061ta":[1]}', '{"data":null,"data":[1]}'])(
    'with two members named data says two things, and is refused: %s',
    (text) => {
      expect(cut(text)).toBe('twice');
    },
  );

  test('of more contacts than are looked for is not gone through to its end', () => {
    expect(cut('{"data":[1,2,3]}', 3)).toMatchObject({ items: ['1', '2', '3'] });
    expect(cut('{"data":[1,2,3,4]}', 3)).toBe('more');
  });

  test('of four mebibytes of quotes, backslashes or brackets is cut at once: no text takes longer than its length', () => {
    for (const piece of ['\\\\', '\\"', '[', '{"data":', '"",']) {
      const start = performance.now();
      cut(`{"data":["${piece.repeat((4 * 1024 * 1024) / piece.length)}`);
      expect(performance.now() - start).toBeLessThan(5000);
    }
  });
});
