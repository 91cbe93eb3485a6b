import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  bookOf,
  headerOf,
  mainSpace,
  type Parts,
  packParts,
  readBook,
  refusalOfBook,
  relationsOf,
  sheetOf,
  stylesOf,
  workbookOf,
  writeBook,
} from '../helpers/make-xlsx.js';
import { entryOf, type RawEntry, rawZip } from '../helpers/raw-zip.js';
import { readFileAsSource, refusalOfFile } from '../helpers/read-source.js';

const sheet = sheetOf(`${headerOf(1)}<row><c t="s"><v>0</v></c></row>`);
const book = bookOf(sheet, { 'xl/sharedStrings.xml': sst('<si><t>共享</t></si>') });
const sheetPart = 'xl/worksheets/sheet1.xml';

/** The workbook, with its sheet as the zip says it is. */
const bookThatSays = (says: Partial<RawEntry>, more: readonly RawEntry[] = []): RawEntry[] => [
  ...Object.entries(book).map(([name, text]) => entryOf(name, String(text), name === sheetPart ? says : {})),
  ...more,
];
const refusalOfZip = (entries: readonly RawEntry[], count?: number) => refusalOfFile(writeBook(rawZip(entries, count)));

const { size, packedSize } = entryOf(sheetPart, sheet);

test('a zip that is written by hand is read like any other', async () => {
  const { rows } = await readFileAsSource(writeBook(rawZip(bookThatSays({}))));
  expect(rows.map(({ cells }) => cells)).toEqual([['共享']]);
});

describe('a zip that lies refuses the workbook:', () => {
  test.each<[what: string, entries: RawEntry[], reason: RegExp]>([
    ['a part larger than it says', bookThatSays({ size: size - 1 }), /too many bytes/],
    ['a part smaller than it says', bookThatSays({ size: size + 1 }), /not enough bytes/],
    ['a part that says it is nothing', bookThatSays({ size: 0 }), /too many bytes/],
    ['a packed part cut short', bookThatSays({ packedSize: packedSize - 3 }), /./],
    [
      'a packed part that goes on',
      bookThatSays({ packedSize: packedSize + 3 }, [entryOf('x', 'x')]),
      /lies upon another part/,
    ],
    ['a packed part that goes beyond the end', bookThatSays({ packedSize: 10_000_000 }), /lies (?:upon|beyond)/],
    ['another checksum', bookThatSays({ crc: 1 }), /checksum/],
    ['an unpacked part of another size', bookThatSays({ method: 0, size: 5 }), /mismatch/],
    ['a way of packing that is not known', bookThatSays({ method: 12 }), /compression method/],
    ['packed bytes that are none', bookThatSays({ bytes: Buffer.alloc(packedSize, 0xff) }), /./],
    ['another name before the bytes', bookThatSays({ localName: 'xl/worksheets/sheet2.xml' }), /another name/],
    ['a part that lies upon another', bookThatSays({ offset: 10 }), /lies upon another part/],
    ['two parts in one place', bookThatSays({ offset: 0 }), /lies upon another part/],
    ['a part that lies nowhere', bookThatSays({ offset: 0xfffff }), /lies beyond the end/],
    ['a part twice', bookThatSays({}, [entryOf(sheetPart, sheet)]), /twice/],
    ['a part twice, in other letters', bookThatSays({}, [entryOf(sheetPart.toUpperCase(), 'x')]), /twice/],
    ['a name that leads out of it', bookThatSays({}, [entryOf('../../etc/passwd', 'x')]), /relative path/],
    ['a name from the root', bookThatSays({}, [entryOf('/etc/passwd', 'x')]), /absolute path/],
    ['a name of a drive', bookThatSays({}, [entryOf('C:/x', 'x')]), /absolute path/],
    ['a name with backslashes', bookThatSays({}, [entryOf('xl\\worksheets\\sheet2.xml', 'x')]), /invalid characters/],
  ])('%s', async (_, entries, reason) => {
    const { why } = await refusalOfZip(entries);
    expect(why).toMatchObject({ code: 'source.broken', params: { reason: expect.stringMatching(reason) } });
  });

  test('a part that is encrypted', async () => {
    for (const flags of [1, 0x801]) {
      expect((await refusalOfZip(bookThatSays({ flags }))).why.code).toBe('source.password');
    }
    expect((await refusalOfZip(bookThatSays({ flags: 0x41 }))).why.code).toBe('source.broken');
  });

  test('fewer parts than there are, or more', async () => {
    const entries = bookThatSays({});
    for (const count of [0, 1, 4, entries.length + 1, 9000]) {
      expect((await refusalOfZip(entries, count)).why.code).toMatch(/^source\.(?:broken|otherZip)$/);
    }
  });

  test('more parts than any workbook has', async () => {
    expect((await refusalOfZip(bookThatSays({}), 10_001)).why.code).toBe('source.tooMuch');
  });

  test('sizes that no workbook has', async () => {
    const bomb = { ...entryOf('xl/media/image1.png', 'x'), size: 100 * 1024 ** 2 };
    expect((await refusalOfZip(bookThatSays({}, [bomb]))).why.code).toBe('source.tooMuch');
  });
});

describe('a zip that is no workbook is refused by what it is:', () => {
  const other = (name: string, type = 'officeDocument') => ({
    '_rels/.rels': relationsOf(['rId1', type, name]),
    [name]: '<x/>',
  });
  test.each<[what: string, parts: Parts]>([
    ['OpenDocument (.ods)', { mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<x/>' }],
    ['Excel (.xlsb)', other('xl/workbook.bin')],
    ['Word (.docx)', other('word/document.xml')],
    ['PowerPoint (.pptx)', other('ppt/presentation.xml')],
    ['Numbers (.numbers)', { 'Index/Document.iwa': 'x' }],
    ['zip', { 'customers.csv': 'id,name\r\n' }],
    ['zip', { 'xl/workbook.xml': String(book['xl/workbook.xml']) }],
  ])('%s', async (what, parts) => {
    expect((await refusalOfBook(parts)).why).toMatchObject({ code: 'source.otherZip', params: { what } });
  });

  test('a workbook within a zip', async () => {
    const { why } = await refusalOfBook({ 'book.xlsx': await packParts(book) });
    expect(why).toMatchObject({ code: 'source.otherZip', params: { what: 'zip' } });
  });
});

describe('XML that is not as it should be refuses the workbook:', () => {
  const everyPart = Object.keys(book).filter((name) => name !== '[Content_Types].xml');
  const partly = (name: string, change: (text: string) => string | Uint8Array): Parts => ({
    ...book,
    [name]: change(String(book[name])),
  });
  const laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>';

  describe.each(everyPart)('in %s', (name) => {
    test.each<[what: string, change: (text: string) => string | Uint8Array, reason: RegExp]>([
      ['a DOCTYPE', (text) => `<?xml version="1.0"?><!DOCTYPE x>${text}`, /^DOCTYPE$/],
      ['a DOCTYPE with entities', (text) => laughs + text, /^DOCTYPE$/],
      [
        'a DOCTYPE after a long comment',
        (text) => `<!--${'-'.repeat(9).replaceAll('-', ' x')}--><!DOCTYPE x>${text}`,
        /^DOCTYPE$/,
      ],
      ['a DOCTYPE that never ends', () => `<!DOCTYPE x [${'<!ENTITY a "x">'.repeat(10_000)}`, /^DOCTYPE$/],
      ['a DOCTYPE in UTF-16', (text) => Buffer.from(`\uFEFF<!DOCTYPE x>${text}`, 'utf16le'), /^DOCTYPE$/],
      ['an end before its end', (text) => text.slice(0, -5), /./],
      ['something after its end', (text) => `${text}<x/>`, /./],
      ['an element that is not closed', (text) => text.replace('</', '<x></'), /./],
      ['an entity that is not known', (text) => text.replace('</', '&nbsp;</'), /./],
      ['nothing', () => '', /./],
      ['bytes that are no UTF-8', (text) => Buffer.concat([Buffer.from(text), Buffer.from([0xc3, 0x28])]), /./],
      ['an encoding that is not read', (text) => `<?xml version="1.0" encoding="gb2312"?>${text}`, /encoding gb2312/],
      ['UTF-16 without its mark', (text) => Buffer.from(text, 'utf16le'), /./],
      ['a NUL', (text) => text.replace('</', '\0</'), /./],
      ['a long way to its beginning', (text) => ' '.repeat(100_000) + text, /no element/],
    ])('%s', async (_, change, reason) => {
      const { why } = await refusalOfBook(partly(name, change));
      expect(why).toMatchObject({ code: 'source.broken', params: { reason: expect.stringMatching(reason) } });
    });
  });

  test.each(['[Content_Types].xml', 'docProps/core.xml', 'xl/worksheets/sheet9.xml', 'customXml/_rels/item1.xml.rels'])(
    'a DOCTYPE in a part that is not read: %s',
    async (name) => {
      const { why } = await refusalOfBook({ ...book, [name]: `${laughs}<x>&b;</x>` });
      expect(why).toMatchObject({ code: 'source.broken', params: { part: name, reason: 'DOCTYPE' } });
    },
  );

  test.each<[what: string, change: (text: string) => string, reason: RegExp]>([
    ['deep nesting', (text) => text.replace('>', `>${'<a>'.repeat(100_000)}`), /nested too deep/],
    ['a long text', (text) => text.replace('</', `${'x'.repeat(2_200_000)}</`), /longer than any cell/],
    ['a long comment', (text) => text.replace('</', `<!--${'x'.repeat(2_200_000)}--></`), /longer than any cell/],
    ['a long attribute', (text) => text.replace('</', `<a b="${'x'.repeat(2_200_000)}"/></`), /longer than any cell/],
    ['a long name', (text) => text.replace('</', `<${'x'.repeat(2_200_000)}/></`), /longer than any cell/],
    ['a long entity', (text) => text.replace('</', `&${'x'.repeat(2_200_000)};</`), /longer than any cell/],
  ])('%s, long before its end', async (_, change, reason) => {
    const { why } = await refusalOfBook(partly(sheetPart, change));
    expect(why).toMatchObject({ code: 'source.broken', params: { reason: expect.stringMatching(reason) } });
  });
});

describe('what is more than any workbook has refuses it, in however many pieces it comes:', () => {
  const long = '<r><t>x</t></r>'.replace('x', 'x'.repeat(50_000)).repeat(30);
  const manyOf = (element: string) => element.repeat(100_001);
  test.each<[what: string, parts: Parts, reason: RegExp]>([
    ['a shared text of many runs', { 'xl/sharedStrings.xml': sst(`<si>${long}</si>`) }, /longer than any cell/],
    [
      'a text of many runs in its cell',
      { [sheetPart]: sheetOf(`<row><c t="inlineStr"><is>${long}</is></c></row>`) },
      /longer than any cell/,
    ],
    [
      'a value in many pieces',
      { [sheetPart]: sheetOf(`<row><c t="str"><v>${`${'x'.repeat(50_000)}<!-- -->`.repeat(30)}</v></c></row>`) },
      /longer than any cell/,
    ],
    ['styles', { 'xl/styles.xml': stylesOf().replace('<xf numFmtId="0"/>', manyOf('<xf/>')) }, /too many styles/],
    ['formats', { 'xl/styles.xml': stylesOf(...Array.from({ length: 10_001 }, () => '0')) }, /too many styles/],
    ['a long format', { 'xl/styles.xml': stylesOf('['.repeat(100_000)) }, /longer than any/],
    [
      'relations',
      { 'xl/_rels/workbook.xml.rels': relationsOf(...Array.from({ length: 10_001 }, () => ['a', 'b', 'c'] as const)) },
      /Relationship/,
    ],
    ['a long relation', { 'xl/_rels/workbook.xml.rels': relationsOf(['a', 'b', 'c'.repeat(100_000)]) }, /Relationship/],
    ['sheets', { 'xl/workbook.xml': workbookOf(manyOf('<sheet name="x" r:id="rId1"/>')) }, /too much of sheet/],
    [
      'a long name of a sheet',
      { 'xl/workbook.xml': workbookOf(`<sheet name="${'x'.repeat(100_000)}" r:id="rId1"/>`) },
      /too much of sheet/,
    ],
  ])('%s', async (_, parts, reason) => {
    const { why } = await refusalOfBook({ ...book, ...parts });
    expect(why).toMatchObject({ code: 'source.broken', params: { reason: expect.stringMatching(reason) } });
  });

  test('many attributes take no longer than their bytes', async () => {
    const attributes = Array.from({ length: 100_000 }, (_, index) => `a${index}=""`).join(' ');
    const odd = sheet.replace('<row>', `<row ${attributes}>`);
    expect((await readBook({ ...book, [sheetPart]: odd })).rows).toHaveLength(1);
  });
});

test('files that are refused, or read, are closed', async () => {
  const count = () => readdirSync('/proc/self/fd').length;
  const [good, bad] = [await packParts(book), rawZip(bookThatSays({ crc: 1 }))];
  const before = count();
  for (let round = 0; round < 4; round++) {
    await readFileAsSource(writeBook(good));
    await refusalOfFile(writeBook(bad));
    await refusalOfFile(writeBook(good), { sheet: 'none' });
    await refusalOfFile(writeBook(good), { headerRow: 5 });
    await refusalOfFile(writeBook(good.subarray(0, -30)));
  }
  expect(count()).toBeLessThan(before + 4);
});

function sst(items: string): string {
  return `<sst xmlns="${mainSpace}">${items}</sst>`;
}
