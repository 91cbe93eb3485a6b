import { SaxesParser } from 'saxes';
import { cause } from '../../messages/cause.js';
import { BrokenError } from './broken.js';

/** An element: its name without the prefix, and its attributes by their names. */
export interface Element {
  readonly local: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Takes the elements of a part in their order. Those of foreign namespaces are left out, with all that is in them. */
export interface XmlHandler {
  /** Told where such an element begins. */
  foreign?(): void;
  open(element: Element): void;
  /** Text within the element that was opened last; may come in pieces. */
  text(text: string): void;
  close(name: string): void;
}

// Excel's longest cell has 32,767 characters; with every one of them escaped it is still far below this.
const longestRun = 2 * 1024 * 1024;
const longestProlog = 64 * 1024;
const deepest = 64;
const mostElements = 10_000;
const longestElement = 4096;

/**
 * Parses a part as it is unpacked. What the handler gives to `emit` comes out, a chunk's worth at a time.
 * @throws Error when it is not well-formed, has a DOCTYPE, is nested too deep, or has a text longer than any cell
 */
export async function* readXml<Item>(
  bytes: AsyncIterable<Buffer>,
  makeHandler: (emit: (item: Item) => void) => XmlHandler,
): AsyncGenerator<readonly Item[]> {
  let items: Item[] = [];
  const parser = createParser(makeHandler((item) => items.push(item)));
  const decode = createXmlDecoder();
  for await (const chunk of bytes) {
    parser.write(decode(chunk));
    if (items.length === 0) continue;
    yield items;
    items = [];
  }
  parser.write(decode());
  parser.end();
  yield items;
}

/** Parses a part of which nothing is given out. */
export async function parseXml(bytes: AsyncIterable<Buffer>, handler: XmlHandler): Promise<void> {
  for await (const _ of readXml<never>(bytes, () => handler));
}

/**
 * Reads the elements of some names out of a small part.
 * @throws BrokenError when there are more of them, or more in one, than any workbook has
 */
export async function readElements(bytes: AsyncIterable<Buffer>, name: RegExp): Promise<Element[]> {
  const found: Element[] = [];
  const open = (element: Element) => {
    if (!name.test(element.local)) return;
    const length = Object.values(element.attributes).reduce((sum, value) => sum + value.length, 0);
    if (found.length === mostElements || length > longestElement)
      throw new BrokenError(cause('cause.muchOf', { name: element.local }));
    found.push(element);
  };
  await parseXml(bytes, { open, text() {}, close() {} });
  return found;
}

interface Parser {
  write(text: string): void;
  end(): void;
}

// With more than six handlers the engine takes the parser for a dictionary, and it is three times slower.
function createParser(handler: XmlHandler): Parser {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const spaces = createSpaces();
  let depth = 0;
  let foreignDepth = 0;
  let sinceEvent = 0;
  const onText = (text: string) => {
    sinceEvent = 0;
    if (foreignDepth === 0) handler.text(text);
  };
  parser.on('doctype', refuseDoctype);
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?(?:8|16)$/i.test(encoding))
      throw new Error(cause('cause.encoding', { encoding }));
  });
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('opentag', ({ name, attributes }) => {
    sinceEvent = 0;
    if (++depth > deepest) throw new Error(cause('cause.deep'));
    const local = spaces.localNameOf(name, attributes);
    if (foreignDepth === 0 && local !== null) return handler.open({ local, attributes });
    if (foreignDepth === 0) handler.foreign?.();
    foreignDepth++;
  });
  parser.on('closetag', ({ name }) => {
    sinceEvent = 0;
    depth--;
    if (foreignDepth > 0) foreignDepth--;
    else handler.close(name.slice(name.indexOf(':') + 1));
  });
  return {
    write(text) {
      sinceEvent += text.length;
      parser.write(text);
      if (!spaces.areKnown() && sinceEvent > longestProlog) throw new Error(cause('cause.noElement'));
      if (sinceEvent > longestRun) throw new Error(cause('cause.longText'));
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

/**
 * Tells our elements from foreign ones by the prefixes that the root declares; an element that declares its own anew is
 * foreign. (The parser's own namespaces resolve every attribute of every cell, and take a fifth of the time.)
 */
function createSpaces() {
  let prefixes: ReadonlySet<string> | null = null;
  return {
    areKnown: () => prefixes !== null,
    /** Null when the element is foreign. */
    localNameOf(name: string, attributes: Element['attributes']): string | null {
      prefixes ??= new Set(
        Object.keys(attributes)
          .filter((key) => known.has(attributes[key] ?? ''))
          .map(prefixOf),
      );
      const colon = name.indexOf(':');
      const prefix = colon < 0 ? '' : name.slice(0, colon);
      const declared = attributes[colon < 0 ? 'xmlns' : `xmlns:${prefix}`];
      return prefixes.has(prefix) && isKnown(declared) ? name.slice(colon + 1) : null;
    },
  };
}

/** xmlns → '', xmlns:x → x. */
const prefixOf = (declared: string): string => declared.replace(/^xmlns:?/, '');

const isKnown = (space: string | undefined): boolean => space === undefined || known.has(space);

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
