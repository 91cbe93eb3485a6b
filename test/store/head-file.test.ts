import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openHeadFile, readHead } from '../../src/store/sqlite/sealed/head-file.js';
import { makeTempFolder } from '../helpers/temp-folder.js';

const headOf = (seq: number): string => seq.toString(16).padStart(32, '0');
const markOf = (seq: number) => ({ seq, head: headOf(seq) });

function setUp(...written: number[]) {
  const folder = makeTempFolder();
  const file = openHeadFile(folder);
  for (const seq of written) file.write(markOf(seq));
  file.close();
  const path = join(folder, 'run.head');
  const overwrite = (slot: number, content: string) => {
    const bytes = readFileSync(path);
    bytes.write(content, slot * 4096);
    writeFileSync(path, bytes);
  };
  return { folder, path, overwrite };
}

describe('the file beside run.db', () => {
  test('says the last mark that was written, also when it was opened again in between', () => {
    const { folder } = setUp(1, 2, 3);
    expect(readHead(folder)).toEqual(markOf(3));
    const again = openHeadFile(folder);
    again.write(markOf(4));
    again.close();
    expect(readHead(folder)).toEqual(markOf(4));
  });

  test('is for its owner alone', () => {
    expect(statSync(setUp(1).path).mode & 0o777).toBe(0o600);
  });

  test.each([1, 2, 3, 4])('still has the mark before when the write of mark %i was torn', (last) => {
    const { folder, overwrite } = setUp(...Array.from({ length: last }, (_, index) => index + 1));
    // The slots are written in turn, beginning with the first.
    overwrite((last - 1) % 2, `${last} ${headOf(last).slice(0, 20)}#########`);
    expect(readHead(folder)).toEqual(last === 1 ? 'unreadable' : markOf(last - 1));
  });

  test('is written on in the slot that was torn: the whole one is not touched before that', () => {
    const { folder, overwrite } = setUp(1, 2, 3);
    overwrite(0, 'torn');
    const file = openHeadFile(folder);
    file.write(markOf(4));
    overwrite(0, 'torn');
    expect(readHead(folder)).toEqual(markOf(2));
    file.close();
  });

  test('is missing, or makes no sense, where that is so', () => {
    const folder = makeTempFolder();
    expect(readHead(folder)).toBe('missing');
    writeFileSync(join(folder, 'run.head'), '');
    expect(readHead(folder)).toBe('unreadable');
    const other = makeTempFolder();
    mkdirSync(join(other, 'run.head'));
    expect(readHead(other)).toBe('unreadable');
  });

  test('of which one digit is another makes no sense in that slot', () => {
    const { folder, overwrite } = setUp(7);
    overwrite(0, '8');
    expect(readHead(folder)).toBe('unreadable');
  });
});
