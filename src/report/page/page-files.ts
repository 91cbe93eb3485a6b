import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// What build-pages.mjs has made. The path is right from dist, and from src, which tests run.
const folder = join(import.meta.dirname, '../../../dist/report/page/browser');

let script: string | null = null;
let style: string | null = null;

/** The script of the page, in one piece. It imports nothing. */
export function pageScript(): string {
  script ??= readBuilt(join(folder, 'page.js'));
  return script;
}

/** The style of report.html and plan.html: for screens from 360 pixels on, and for paper. */
export function pageStyle(): string {
  style ??= readBuilt(join(folder, 'page.css'));
  return style;
}

/**
 * Reads a file that the build makes.
 * @throws Error when the program was not built
 */
export function readBuilt(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Error(`${path} cannot be read. Build it first: npm run build`, { cause });
  }
}
