import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
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
  writeFinished(path, content);
  return path;
}

/** Writes a file as if that were a while ago: one that is just being written is waited for. */
export function writeFinished(path: string, content: string | Uint8Array): void {
  writeFileSync(path, content);
  const minuteAgo = Date.now() / 1000 - 60;
  utimesSync(path, minuteAgo, minuteAgo);
}
