import { BrokenError, brokenPart } from './broken.js';
import type { ZipParts } from './zip-parts.js';

/**
 * Refuses a workbook with a DOCTYPE where any of its parts begins, those that are not read included: no spreadsheet writes
 * one, and what does means harm to whoever opens the file next.
 * @throws RunError that names the part
 */
export async function refuseDoctypes(zip: ZipParts): Promise<void> {
  for (const name of zip.names.filter((part) => /\.(?:xml|rels|vml)$/i.test(part))) {
    if (await hasDoctype(zip.read(name))) throw brokenPart(zip.path, name, new BrokenError('DOCTYPE'));
  }
}

/** The first piece tells: the element that everything else is in comes right behind it. */
async function hasDoctype(bytes: AsyncIterable<Buffer>): Promise<boolean> {
  // In UTF-16 every other byte of it is 0.
  for await (const chunk of bytes) return chunk.toString('latin1').replaceAll('\0', '').includes('<!DOCTYPE');
  return false;
}
