import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const sourceFolder = join(import.meta.dirname, '..', '..', 'src');

/** A file of src: its path there, with slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Reads all TypeScript of src. */
export const readSourceFiles = (): SourceFile[] =>
  readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(sourceFolder, path), 'utf8') }));
