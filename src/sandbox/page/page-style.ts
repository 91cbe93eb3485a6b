import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// What build-pages.mjs has made of styles/. The path is right from dist, and from src, which tests run.
const path = join(import.meta.dirname, '../../../dist/sandbox/page/page.css');

let style: string | null = null;

/** The style of the sandbox's page: that of the product's reports, from 360 pixels on. */
export function pageStyle(): string {
  style ??= readBuilt();
  return style;
}

/** What a content security policy calls this style and no other. */
export const stylePolicy = (): string => `'sha256-${createHash('sha256').update(pageStyle()).digest('base64')}'`;

function readBuilt(): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Error(`${path} cannot be read. Build it first: npm run build`, { cause });
  }
}
