import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { jobNameOf, type ProposedJob, proposeJob } from '../../src/init/propose-job.js';
import { loadJob } from '../../src/job/load-job.js';
import { RunError } from '../../src/messages/run-error.js';
import type { ApiTarget } from '../../src/phases/run-context.js';
import { startSandbox } from '../../src/sandbox/sandbox.js';
import type { Encoding } from '../../src/source/table.js';
import { accountIdOf } from '../../src/store/account-id.js';
import { holdingAccount } from '../../src/store/holding-account.js';
import { fullAccount, idOf } from '../helpers/account.js';
import { encode } from '../helpers/encode.js';
import { countCalls } from '../helpers/import.js';
import { placeAt } from '../helpers/place.js';
import { makeTempFolder } from '../helpers/temp-folder.js';
import { SECRET } from '../helpers/workspace.js';

const going = new AbortController().signal;
const ids = ['wmDEMO4dWQP6sWPQbjTqazjh4UJV', 'wmDEMO90x_snE2oyTJ-aUJ4ecZDi'];
const table = [
  ['企微客户ID', '姓名', '手机号', '生日'],
  [ids[0] ?? '', '吴望舒', '18800000196', '2001/3/23'],
  [ids[1] ?? '', '林青禾', '19900000947', '1981/2/6'],
];
const textOf = (rows: readonly (readonly string[])[], delimiter = ',') =>
  rows.map((cells) => cells.join(delimiter)).join('\r\n');

interface Given {
  readonly name?: string;
  readonly sheet?: string;
  readonly encoding?: Encoding;
  readonly place?: ApiTarget;
  /** That of the place. */
  readonly logDir?: string;
  readonly folder?: string;
}

/** Writes a file, and beside it the job that is proposed for it. */
async function propose(
  content: string | Buffer,
  { name = 'customers.csv', sheet, encoding, place, folder, ...given }: Given = {},
) {
  const home = folder ?? makeTempFolder();
  const file = join(home, name);
  writeFileSync(file, content);
  // Written long enough ago not to be waited for.
  utimesSync(file, new Date(0), new Date(0));
  const out = join(home, 'job.yaml');
  const logDir = given.logDir ?? join(home, 'logs');
  const order = { file, out, account: null, sheet: sheet ?? null, encoding: encoding ?? 'auto', lang: 'en' } as const;
  const proposed = await proposeJob(order, logDir, place ?? null, going);
  const { jobFile } = await loadJob(out);
  return { ...proposed, jobFile, home, text: readFileSync(out, 'utf8') };
}

const refusalOf = async (work: Promise<unknown>): Promise<string> => {
  const outcome = await work.catch((error: unknown) => error);
  if (outcome instanceof RunError && outcome.ending === 'refused') return outcome.why.code;
  throw outcome instanceof Error ? outcome : new Error('not refused');
};

const codesOf = ({ questions }: Pick<ProposedJob, 'questions'>) => questions.map(({ why }) => why.code);
const notesOf = ({ notes }: Pick<ProposedJob, 'notes'>) => notes.map(({ code }) => code);

async function workbook(sheets: Record<string, readonly (readonly (string | Date | null)[])[]>): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows(rows.map((cells) => [...cells]));
  return Buffer.from(await book.xlsx.writeBuffer());
}

test('a few cells that cannot be read are told of by column and number, and are no question', async () => {
  const good = Array.from({ length: 20 }, (_, index) => [`${ids[0]}${index}`, '吴望舒', '18800000196', '2001/3/23']);
  const rows = [...table, ...good, [`${ids[1]}x`, '林青禾', '1.38E+10', '不详']];
  const { notes, questions, jobFile } = await propose(textOf(rows));
  expect(jobFile.fields).toMatchObject({ mobile: '手机号', birthday: { column: '生日', format: 'yyyy/M/d' } });
  expect(questions).toEqual([]);
  expect(notes).toEqual(
    ['手机号', '生日'].map((column) => ({ code: 'init.refusedCells', params: { column, count: 1 } })),
  );
});

describe('a text is read whatever it is', () => {
  const fields = { mobile: '手机号', birthday: { column: '生日', format: 'yyyy/M/d' } };

  test.each<[string, string | Buffer]>([
    ['UTF-8', textOf(table)],
    ['GBK', encode(textOf(table), 'gb18030')],
    ['UTF-16 with its mark', encode(`\uFEFF${textOf(table)}`, 'utf-16le')],
    ['semicolons', textOf(table, ';')],
    ['tabs below a title with commas', `客户导出，2024\r\n共 2 行, 3 列\r\n${textOf(table, '\t')}`],
    [
      'quoted cells and semicolons below a title',
      `客户导出\n${textOf(
        table.map((row) => row.map((cell) => `"${cell}"`)),
        ';',
      )}`,
    ],
  ])('%s', async (_, content) => {
    const { jobFile, questions } = await propose(content);
    expect(jobFile).toMatchObject({ id: '企微客户ID', fields, source: { file: 'customers.csv', encoding: 'auto' } });
    expect(questions).toEqual([]);
  });

  test('the row of the header is written where it is not the first', async () => {
    expect((await propose(textOf(table))).jobFile.source.headerRow).toBe(1);
    expect((await propose(`导出,,,\n,,,\n${textOf(table)}`)).jobFile.source.headerRow).toBe(3);
  });

  test('an encoding that a job must name is named', async () => {
    const { jobFile } = await propose(encode(textOf(table), 'utf-16le'));
    expect(jobFile).toMatchObject({ source: { encoding: 'utf-16le' }, fields });
  });

  test('an encoding that cannot be told is taken as it is said, and named', async () => {
    const content = encode(`external_userid,mobile,remark_name\n${ids[0]},18800000196,女士\n`, 'gb18030');
    expect(await refusalOf(propose(content))).toBe('source.utf8OrGbk');
    const { jobFile } = await propose(content, { encoding: 'gb18030' });
    expect(jobFile.source.encoding).toBe('gb18030');
  });

  test.each([
    ['an empty file', '', 'init.noHeader'],
    ['rows without a header', textOf(table.slice(1)), 'init.noHeader'],
    ['a name that stands twice', `${textOf([[...(table[0] ?? []), '手机号']])}\n`, 'source.header'],
    ['a quote that never closes', `${textOf(table)}\n"x`, null],
  ])('%s is refused, or left to the check', async (_, content, code) => {
    const outcome = propose(content);
    if (code === null) expect((await outcome.catch((error) => error)).why?.code).toBe('source.openQuote');
    else expect(await refusalOf(outcome)).toBe(code);
  });
});

describe('a workbook', () => {
  const sheet = [['客户导出表'], [], ...table];
  const dates = [
    table[0] ?? [],
    ...table.slice(1).map(([id, name, mobile]) => [id ?? '', name ?? '', mobile ?? '', new Date('1990-05-01')]),
  ];

  test('with a title above the header is read from the header on', async () => {
    const { jobFile } = await propose(await workbook({ 客户: sheet }), { name: 'c.xlsx' });
    expect(jobFile).toMatchObject({ source: { headerRow: 3 }, fields: { birthday: { format: 'yyyy/M/d' } } });
    expect(jobFile.source.sheet).toBeUndefined();
  });

  test('needs no format for cells that are dates', async () => {
    const { jobFile } = await propose(await workbook({ 客户: dates }), { name: 'c.xlsx' });
    expect(jobFile.fields.birthday).toBe('生日');
  });

  test('of several sheets: the only one with ids is taken, and named', async () => {
    const content = await workbook({
      说明: [['请勿修改', '手机号']],
      客户: sheet,
      统计: [
        ['月份', '人数'],
        ['一月', '3'],
      ],
    });
    const { jobFile } = await propose(content, { name: 'c.xlsx' });
    expect(jobFile.source).toMatchObject({ sheet: '客户', headerRow: 3 });
  });

  test('of several sheets with ids, or none, is not chosen from', async () => {
    const both = await workbook({ 客户: table, 上月: table });
    expect(await refusalOf(propose(both, { name: 'c.xlsx' }))).toBe('init.severalSheets');
    const neither = await workbook({ 甲: [['月份', '人数']], 乙: [] });
    expect(await refusalOf(propose(neither, { name: 'c.xlsx' }))).toBe('init.severalSheets');
    const { jobFile } = await propose(both, { name: 'c.xlsx', sheet: '上月' });
    expect(jobFile.source.sheet).toBe('上月');
    expect(await refusalOf(propose(both, { name: 'c.xlsx', sheet: '下月' }))).toBe('source.unknownSheet');
  });
});

describe('what is left to decide is said, and the job is written all the same', () => {
  test('no column of ids: its place is left open', async () => {
    const { jobFile, questions, text } = await propose('姓名,手机号\n王,13800138000\n');
    expect(codesOf({ questions })).toEqual(['init.idNone']);
    expect(jobFile.id).toMatch(/^TO DECIDE/);
    expect(text).toContain('# TO DECIDE: no column looks like that of the externalUserID');
  });

  test('a file whose name a job cannot take', async () => {
    const { jobFile, questions } = await propose(textOf(table), { name: '客户[1].csv' });
    expect(codesOf({ questions })).toEqual(['init.fileName']);
    expect(jobFile.source.file).toBeUndefined();
  });

  test('nothing to map: the job says so, and cannot run until it does', async () => {
    const folder = makeTempFolder();
    const [file, out] = [join(folder, 'c.csv'), join(folder, 'c.yaml')];
    writeFileSync(file, `企微客户ID,姓名\n${ids[0]},王\n`);
    const order = { file, out, account: null, sheet: null, encoding: 'auto', lang: 'en' } as const;
    expect(codesOf(await proposeJob(order, join(folder, 'logs'), null, going))).toEqual(['init.noFields']);
    expect(await refusalOf(loadJob(out))).toBe('job.invalid');
  });

  test('no cell of the file stands in the job, but for the words that are to be translated', async () => {
    const rows = [
      ['企微客户ID', '姓名', '性别', '手机号', '地址'],
      [ids[0] ?? '', '吴望舒', '男', '不详啊', '珞樱路1号'],
    ];
    const { text, jobFile } = await propose(textOf(rows));
    expect(jobFile.fields).toEqual({ gender: { column: '性别', values: { 男: 1 } }, address: '地址' });
    for (const cell of [ids[0] ?? '', '吴望舒', '不详啊', '珞樱路1号']) expect(text).not.toContain(cell);
    expect(text).toContain('×××');
  });
});

describe('nothing is overwritten, and nothing else is left', () => {
  test.each(['a file', 'an empty file', 'a folder', 'a link that leads nowhere'])(
    '%s in its place stays',
    async (kind) => {
      const folder = makeTempFolder();
      const path = join(folder, 'job.yaml');
      if (kind === 'a folder') mkdirSync(path);
      else if (kind === 'a link that leads nowhere') symlinkSync(join(folder, 'nowhere'), path);
      else writeFileSync(path, kind === 'a file' ? 'name: mine\n' : '');
      expect(await refusalOf(propose(textOf(table), { folder }))).toBe('init.exists');
      expect(readdirSync(folder).toSorted()).toEqual(['customers.csv', 'job.yaml']);
      if (kind === 'a file') expect(readFileSync(path, 'utf8')).toBe('name: mine\n');
      expect(existsSync(join(folder, 'nowhere'))).toBe(false);
    },
  );

  test('a job, and no scratch', async () => {
    const { home } = await propose(await workbook({ 客户: table }), { name: 'c.xlsx' });
    expect(readdirSync(home).toSorted()).toEqual(['c.xlsx', 'job.yaml']);
  });

  test('no scratch after a refusal either; what was in the folder stays', async () => {
    const folder = makeTempFolder();
    mkdirSync(join(folder, 'logs'));
    expect(await refusalOf(propose('', { folder }))).toBe('init.noHeader');
    expect(readdirSync(join(folder, 'logs'))).toEqual([]);
  });

  test('a folder that is not there is said to be missing', async () => {
    const folder = makeTempFolder();
    writeFileSync(join(folder, 'c.csv'), textOf(table));
    const order = {
      file: join(folder, 'c.csv'),
      out: join(folder, 'no/job.yaml'),
      account: null,
      sheet: null,
      encoding: 'auto',
      lang: 'en',
    } as const;
    expect(await refusalOf(proposeJob(order, join(folder, 'logs'), null, going))).toBe('init.cannotWrite');
  });
});

describe("the account's custom fields", () => {
  const rows = [
    ['企微客户ID', '客户等级', '地区', '兴趣', '上次回访', '备注', '坐标', '客户 等级 '],
    [idOf(0), 'VIP', '湖北省-武汉市', '普通、VIP', '2024/1/5 8:30', '老客户', '1,2'.replace(',', '/'), 'x'],
  ].map((cells) => cells.slice(0, 7));

  async function startAccount(
    options: object = {},
  ): Promise<{ logDir: string; place: ApiTarget; sandbox: Awaited<ReturnType<typeof startSandbox>> }> {
    const sandbox = await startSandbox({ contacts: fullAccount(3), secret: SECRET, ...options });
    onTestFinished(() => sandbox.close());
    const logDir = join(makeTempFolder(), 'logs');
    return { sandbox, logDir, place: placeAt(logDir, sandbox.baseUrl, SECRET) };
  }

  test('are mapped by their names, with what their cells need; one call is made', async () => {
    const { place, logDir, sandbox } = await startAccount();
    const proposed = await propose(textOf(rows), { place, logDir });
    expect(proposed.jobFile.customFields).toEqual({
      客户等级: '客户等级',
      地区: { column: '地区', separator: '-' },
      兴趣: { column: '兴趣', separator: '、' },
      上次回访: { column: '上次回访', format: 'yyyy/M/d H:mm' },
      备注: '备注',
    });
    expect(codesOf(proposed)).toEqual(['init.unsupported']);
    expect(notesOf(proposed)).toEqual(['init.readAccount']);
    expect(sandbox.calls).toHaveLength(1);
    expect(countCalls(sandbox, 'list')).toBe(1);
    expect(readdirSync(logDir)).toEqual(['.accounts']);
  });

  test('are left out where the signature is refused, or a run holds the account', async () => {
    const { place, sandbox } = await startAccount();
    const wrong = { ...place, account: { ...place.account, secret: 'wrong' } };
    const refused = await propose(textOf(table), { place: wrong });
    expect(notesOf(refused)).toEqual(['init.accountUnread']);
    expect(refused.text).not.toContain(SECRET);
    const calls = sandbox.calls.length;
    const accountId = accountIdOf(place.account.baseUrl);
    const busy = await holdingAccount(place.stores.leases, accountId, 'a run', () => propose(textOf(table), { place }));
    expect(notesOf(busy)).toEqual(['init.accountUnread']);
    expect(String(busy.notes[0]?.params.reason)).toContain('a run');
    expect(sandbox.calls).toHaveLength(calls);
    expect(notesOf(await propose(textOf(table), { place }))).toEqual(['init.readAccount']);
  });

  test('are left out where nothing can be reached, without long waiting', async () => {
    const { place } = await startAccount();
    const dead = { ...place, account: { ...place.account, baseUrl: 'http://127.0.0.1:9/api/v1' } };
    const proposed = await propose(textOf(table), { place: dead });
    expect(notesOf(proposed)).toEqual(['init.accountUnread']);
    expect(proposed.notes[0]?.params.reason).toBe('ECONNREFUSED');
    expect(proposed.mapped).toBe(2);
  });

  test('are not known of an account without contacts', async () => {
    const { place } = await startAccount({ contacts: { fields: [], contacts: [] } });
    expect(notesOf(await propose(textOf(table), { place }))).toEqual(['init.accountSilent']);
  });
});

test.each([
  ['客户.csv', '客户'],
  ['/data/客户 (1).xlsx', '客户-1'],
  ['vip_2024-01.csv', 'vip_2024-01'],
  ['客户.2024.csv', '客户-2024'],
  ['--.csv', 'import'],
  ['_隐藏.csv', '隐藏'],
  [`${'长'.repeat(80)}.csv`, '长'.repeat(64)],
])('the job for %s is called %s', (file, name) => {
  expect(jobNameOf(file)).toBe(name);
});
