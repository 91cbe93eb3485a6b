import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Makes a folder that lives as long as the test that calls this. */
export function makeTempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wefeng-import-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a file into a folder of its own, which lives as long as the test, and gives its path. */
export function writeTempFile(name: string, content: string | Uint8Array): string {
  const path = join(makeTempFolder(), name);
  writeFileSync(path, content);
  return path;
}
