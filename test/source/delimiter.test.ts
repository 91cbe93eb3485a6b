import { describe, expect, test } from 'vitest';
import { readAsSource } from '../helpers/read-source.js';

describe('the delimiter is found', () => {
  test.each([
    ['comma', ',', 'id,a,b\n1,2,3\n'],
    ['semicolon', ';', 'id;a;b\n1;2;3\n'],
    ['tab', '\t', 'id\ta\tb\n1\t2\t3\n'],
    ['bar', '|', 'id|a|b\n1|2|3\n'],
    ['in a file that has a header alone', ';', 'id;a;b'],
    ['after a byte order mark', ';', '\uFEFFid;a\n1;2\n'],
    ['among decimal commas', ';', 'id;a;b\n1;2,5;3,5\n2;1,5;0,5\n'],
    ['among addresses with commas', '\t', 'id\ta\n1\t北京市,海淀区,1号\n2\t上海市,2号\n'],
    ['among quoted cells that hold the others', ',', 'id,a\n1,"x;y;z|t"\n2,"x;y;z|t"\n'],
    ['when names are quoted and hold the others', ';', '"id,x";"a,y";"b|z"\n1;2;3\n'],
    ['when the header holds another within a name', ',', 'id,a;b\n1,2\n3,4\n'],
    ['when quoted cells hold another and rows are too short', '|', '"id"|"a, b"|"c"\n"1"|"x,y"\n"2"|"x,y"\n'],
    ['when a row is too long', ',', 'id,a\n1,2,3\n4,5\n'],
    ['when every row is too short', ',', 'id,a,b\n1,2\n3,4\n'],
    ['when cells hold line breaks', ';', 'id;a\n1;"x\ny\nz"\n2;"x\ny"\n'],
    ['with Windows line ends', '|', 'id|a\r\n1|2\r\n'],
    ['with old Mac line ends', ';', 'id;a\r1;2\r'],
    ['where none is needed', ',', 'id\n1\n2\n'],
  ])('%s', async (_, delimiter, content) => {
    expect((await readAsSource(content)).delimiter).toBe(delimiter);
  });

  test('from the first rows alone, however long the file is', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => `wm${index};${'x'.repeat(20)};z`);
    const { delimiter, rows: read } = await readAsSource(`id;a;b\n${rows.join('\n')}\n`);
    expect([delimiter, read.length]).toEqual([';', 20_000]);
  });

  test('though the long row where the sample ends would speak for another', async () => {
    const content = `id;x,y;c\n1;2,${'长'.repeat(120_000)};3\n`;
    expect((await readAsSource(content)).delimiter).toBe(';');
  });

  test('when the beginning is one very long row', async () => {
    const content = `id;a\n1;"${'长,'.repeat(150_000)}"\n2;b\n`;
    const { delimiter, rows } = await readAsSource(content);
    expect([delimiter, rows.length]).toEqual([';', 2]);
  });
});

test('the delimiter that the job names is taken at its word', async () => {
  expect(await readAsSource('id;a,b\n1;2,3\n', { delimiter: ',' })).toMatchObject({
    delimiter: ',',
    header: ['id;a', 'b'],
  });
  expect(await readAsSource('id;a,b\n1;2,3\n', { delimiter: ';' })).toMatchObject({
    delimiter: ';',
    header: ['id', 'a,b'],
  });
});
