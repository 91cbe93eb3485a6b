import { posix } from 'node:path';
import { BrokenError } from './broken.js';
import { type Element, readElements, relationOf } from './read-xml.js';
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
  const { sheets, from1904 } = await readContents(zip, root.part, relations);
  const partOf = (type: string) => relations.find((relation) => relation.type === type)?.part ?? null;
  return { sheets, from1904, sharedStrings: partOf('sharedStrings'), styles: partOf('styles') };
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
    if (id === undefined || type === undefined || target === undefined)
      throw new BrokenError('relation without target');
    // From the root, or from the folder of the part that it belongs to.
    const path = target.startsWith('/') ? target : `/${posix.join(folder, target)}`;
    relations.push({ id, type: type.split('/').at(-1) ?? '', part: posix.normalize(path).slice(1) });
  }
  return relations;
}

async function readContents(zip: ZipParts, part: string, relations: readonly Relation[]) {
  const elements = await readElements(zip.read(part), /^(?:sheet|workbookPr)$/);
  const sheets: Sheet[] = [];
  let from1904 = false;
  for (const element of elements) {
    if (element.local === 'workbookPr') from1904 = isTrue(element.attributes.date1904);
    else sheets.push(toSheet(element, relations));
  }
  return { sheets, from1904 };
}

function toSheet(element: Element, relations: readonly Relation[]): Sheet {
  const relation = relations.find(({ id }) => id === relationOf(element));
  const name = element.attributes.name;
  if (name === undefined || relation === undefined) throw new BrokenError('sheet without a part');
  const isHidden = /^(?:hidden|veryHidden)$/.test(element.attributes.state ?? '');
  return { name: unescapeText(name), isHidden, part: relation.type === 'worksheet' ? relation.part : null };
}

/** A boolean of an attribute, as XML Schema writes it. */
export const isTrue = (text: string | undefined): boolean => text === '1' || text === 'true' || text === 'on';
