import { SaxesParser } from 'saxes';

/** An element: its name without the prefix, and its attributes. */
export interface Element {
  readonly local: string;
  readonly attributes: Readonly<
    Record<string, { readonly local: string; readonly uri: string; readonly value: string }>
  >;
}

/** The value of an attribute without a prefix. */
export const attributeOf = ({ attributes }: Element, name: string): string | undefined => attributes[name]?.value;

/** The value of `r:id`, whatever the prefix is. */
export const relationOf = ({ attributes }: Element): string | undefined =>
  Object.values(attributes).find(({ local, uri }) => local === 'id' && relationSpace.test(uri))?.value;

/** Takes the elements of a part in their order. Those of foreign namespaces are left out, with all that is in them. */
export interface XmlHandler {
  open(element: Element): void;
  /** Text within the element that was opened last; may come in pieces. */
  text(text: string): void;
  close(name: string): void;
}

// Excel's longest cell has 32,767 characters; with every one of them escaped it is still far below this.
const longestRun = 2 * 1024 * 1024;
const longestProlog = 64 * 1024;
const deepest = 64;

/**
 * Parses a part as it is unpacked. What `handler` gives to `emit` comes out, a chunk's worth at a time.
 * @throws Error when it is not well-formed, has a DOCTYPE, is nested too deep, or has a text longer than any cell
 */
export async function* readXml<Item>(
  bytes: AsyncIterable<Buffer>,
  makeHandler: (emit: (item: Item) => void) => XmlHandler,
): AsyncGenerator<Item> {
  let items: Item[] = [];
  const parser = createParser(makeHandler((item) => items.push(item)));
  const decode = createXmlDecoder();
  for await (const chunk of bytes) {
    parser.write(decode(chunk));
    if (items.length === 0) continue;
    yield* items;
    items = [];
  }
  parser.write(decode());
  parser.end();
  yield* items;
}

/** A handler that gives just the elements of some names. */
export const elementsNamed = (name: RegExp, emit: (element: Element) => void): XmlHandler => ({
  open(element) {
    if (name.test(element.local)) emit(element);
  },
  text() {},
  close() {},
});

interface Parser {
  write(text: string): void;
  end(): void;
}

// With more than six handlers the engine takes the parser for a dictionary, and it is three times slower.
function createParser(handler: XmlHandler): Parser {
  const parser = new SaxesParser({ xmlns: true, position: false });
  let depth = 0;
  let foreignDepth = 0;
  let sinceEvent = 0;
  let hasBegun = false;
  const onText = (text: string) => {
    sinceEvent = 0;
    if (foreignDepth === 0) handler.text(text);
  };
  parser.on('doctype', refuseDoctype);
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?(?:8|16)$/i.test(encoding)) throw new Error(`encoding ${encoding}`);
  });
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('opentag', (element) => {
    sinceEvent = 0;
    hasBegun = true;
    if (++depth > deepest) throw new Error('nested too deep');
    if (foreignDepth > 0 || !known.has(element.uri)) foreignDepth++;
    else handler.open(element);
  });
  parser.on('closetag', ({ local }) => {
    sinceEvent = 0;
    depth--;
    if (foreignDepth > 0) foreignDepth--;
    else handler.close(local);
  });
  return {
    write(text) {
      if (!hasBegun && text.includes('<!DOCTYPE')) refuseDoctype();
      sinceEvent += text.length;
      parser.write(text);
      if (sinceEvent > (hasBegun ? longestRun : longestProlog)) throw new Error('a text longer than any cell');
    },
    end: () => void parser.close(),
  };
}

function refuseDoctype(): never {
  throw new Error('DOCTYPE');
}

// Transitional and Strict OOXML, and the relations of packages.
const known = new Set([
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://purl.oclc.org/ooxml/spreadsheetml/main',
  'http://schemas.openxmlformats.org/package/2006/relationships',
]);

const relationSpace = /\/officeDocument\/(?:2006\/)?relationships$/;

/** Parts are UTF-8, or UTF-16 with a byte order mark. */
function createXmlDecoder(): (chunk?: Buffer) => string {
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  return (chunk) => {
    decoder ??= new TextDecoder(labelOf(chunk), { fatal: true });
    return decoder.decode(chunk, { stream: chunk !== undefined });
  };
}

function labelOf(start: Buffer | undefined): string {
  if (start?.[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start?.[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8';
}
