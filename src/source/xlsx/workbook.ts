import { posix } from 'node:path';
import { cause } from '../../messages/cause.js';
import { BrokenError } from './broken.js';
import { type Element, readElements } from './read-xml.js';
import { unescapeText } from './unescape-text.js';
import type { ZipParts } from './zip-parts.js';

export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** The part that holds its cells; null where it has none, as a chart has. */
  readonly part: string | null;
}

export interface Workbook {
  readonly sheets: readonly Sheet[];
  /** Whether its days are counted from 1904, not 1900. */
  readonly from1904: boolean;
  /** Whether the results of its formulas are to be computed anew. */
  readonly isUncomputed: boolean;
  readonly sharedStrings: string | null;
  readonly styles: string | null;
}

interface Relation {
  readonly id: string;
  /** The last word of its type: Transitional and Strict begin it differently. */
  readonly type: string;
  readonly part: string;
}

/** Reads the table of contents of a workbook. Null when the zip holds no workbook of XML. */
export async function readWorkbook(zip: ZipParts): Promise<Workbook | null> {
  if (!zip.has('_rels/.rels')) return null;
  const root = (await readRelations(zip, '')).find(({ type }) => type === 'officeDocument');
  if (root === undefined || !zip.has(root.part) || !root.part.endsWith('.xml')) return null;
  const relations = await readRelations(zip, root.part);
  const contents = await readContents(zip, root.part, relations);
  const partOf = (type: string) => relations.find((relation) => relation.type === type)?.part ?? null;
  return contents && { ...contents, sharedStrings: partOf('sharedStrings'), styles: partOf('styles') };
}

async function readRelations(zip: ZipParts, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part);
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!zip.has(name)) return [];
  const elements = await readElements(zip.read(name), /^Relationship$/);
  const relations: Relation[] = [];
  for (const element of elements) {
    const [id, type, target] = ['Id', 'Type', 'Target'].map((name) => element.attributes[name]);
    if (element.attributes.TargetMode === 'External') continue;
    if (id === undefined || type === undefined || target === undefined) throw new BrokenError(cause('cause.noTarget'));
    // From the root, or from the folder of the part that it belongs to.
    const path = target.startsWith('/') ? target : `/${posix.join(folder, target)}`;
    relations.push({ id, type: type.split('/').at(-1) ?? '', part: posix.normalize(path).slice(1) });
  }
  return relations;
}

async function readContents(
  zip: ZipParts,
  part: string,
  relations: readonly Relation[],
): Promise<Pick<Workbook, 'sheets' | 'from1904' | 'isUncomputed'> | null> {
  const elements = await readElements(zip.read(part), /^(?:workbook|workbookPr|sheet|calcPr)$/);
  const named = (name: string) => elements.filter(({ local }) => local === name);
  const says = (name: string, attribute: string) => named(name).some(({ attributes }) => isTrue(attributes[attribute]));
  const [root] = named('workbook');
  if (root === undefined) return null;
  return {
    sheets: named('sheet').map((element) => toSheet(element, root, relations)),
    from1904: says('workbookPr', 'date1904'),
    isUncomputed: says('calcPr', 'fullCalcOnLoad'),
  };
}

function toSheet({ attributes }: Element, root: Element, relations: readonly Relation[]): Sheet {
  const wanted = relationOf({ ...root.attributes, ...attributes });
  const relation = relations.find(({ id }) => id === wanted);
  const { name, state = '' } = attributes;
  if (name === undefined || relation === undefined) throw new BrokenError(cause('cause.noPart'));
  const isHidden = /^(?:hidden|veryHidden)$/.test(state);
  return { name: unescapeText(name), isHidden, part: relation.type === 'worksheet' ? relation.part : null };
}

const relationSpace = /\/officeDocument\/(?:2006\/)?relationships$/;

/** The value of `r:id`, whatever the prefix is; null where another `id` may be meant. */
function relationOf(attributes: Element['attributes']): string | null {
  const ids = Object.keys(attributes).filter((name) => {
    const space = attributes[`xmlns:${name.slice(0, -':id'.length)}`];
    return name.endsWith(':id') && (space === undefined || relationSpace.test(space));
  });
  return ids.length === 1 ? (attributes[ids[0] ?? ''] ?? null) : null;
}

/** A boolean of an attribute, as XML Schema writes it. */
export const isTrue = (text: string | undefined): boolean => text === '1' || text === 'true' || text === 'on';
