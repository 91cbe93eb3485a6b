import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadJob } from '../../src/job/load-job.js';
import { loadJobText, problemsOfJobText, refusalOfJobText } from '../helpers/job-texts.js';
import { makeTempFolder, writeTempFile } from '../helpers/temp-folder.js';

// The example of the contract, to the letter.
const contract = `name: vip-customers
source:
  file: ../samples/customers.csv      # relative to this file; --file wins; a glob for scheduled jobs
  sheet: 客户                          # xlsx; needed only when there are several
  headerRow: 1
  encoding: auto                      # auto | utf-8 | gb18030 | utf-16le | utf-16be
  delimiter: auto
id: 企微客户ID                         # the column that holds externalUserID
fields:                               # API field: column, or more
  mobile: 手机号
  gender: { column: 性别, values: { 男: 1, 女: 2, 未知: 0 } }
  birthday: { column: 生日, format: yyyy/M/d }        # luxon tokens
customFields:                         # keyed by fieldCode, or by the field's name when a baseline is read
  CustomField_2485: { column: 客户等级, id: 2485, type: droplist, values: { 普通: 1, VIP: 2 } }
  CustomField_2769: { column: 地区, id: 2769, type: chained_droplist, separator: / }
  CustomField_5827: { column: 备注, id: 5827, type: text }
empty: keep                           # keep | clear | reject: what an empty cell means; per column too
clearWith: "#清空"                     # a cell with exactly this clears the field
duplicates: reject                    # reject | last | in-order: rows with one id
unmapped: ignore                      # ignore | reject: columns no field uses
baseline: auto                        # auto (the cheaper of list and get) | list | get | none
replaceAll: false                     # with baseline none, must be true: "all other custom fields will be cleared";
                                      # then an empty custom cell cannot be kept: a row error unless empty is clear
api: { rate: { limit: 60, per: 60s }, concurrency: 8, timeout: 30s, attempts: 6 }
limits: { invalid: 10%, failuresInARow: 10, clears: 0 }
canary: 3                             # the first rows go alone and must verify before the rest go
lang: zh                              # zh | en: messages and reports
schedule: { cron: "0 2 * * *", timezone: Asia/Shanghai }
notify: { wecomRobot: "\${WECOM_ROBOT_URL}" }
`;

// The example as far as this version goes.
const supported = contract
  .split('\n')
  .filter((line) => !/^(?: {2}sheet|canary|schedule|notify):/.test(line))
  .join('\n')
  .replace('invalid: 10%, ', '')
  .replace(', clears: 0', '')
  .replace('baseline: auto', 'baseline: none')
  .replace('replaceAll: false', 'replaceAll: true');

const minimal = 'name: a\nid: 客户\nfields: { mobile: 手机号 }\nbaseline: none\nreplaceAll: true\n';

describe('the example of the contract', () => {
  test('is refused for just the keys that are not yet done, each with its line', async () => {
    const problems = await problemsOfJobText(contract);
    expect(problems.map(({ line, key }) => [key, line])).toEqual([
      ['baseline', 21],
      ['canary', 26],
      ['limits.invalid', 25],
      ['limits.clears', 25],
      ['schedule', 28],
      ['notify', 29],
      ['source.sheet', 4],
    ]);
    for (const { words } of problems) expect(words).toContain('not yet');
  });

  test('is a job when those are taken out', async () => {
    const path = writeTempFile('job.yaml', supported);
    const { job } = await loadJob(path);
    expect(job).toEqual({
      name: 'vip-customers',
      path,
      sourceFile: join(dirname(dirname(path)), 'samples', 'customers.csv'),
      delimiter: 'auto',
      mapping: {
        idColumn: '企微客户ID',
        clearWith: '#清空',
        fields: [
          { field: { kind: 'standard', name: 'mobile' }, column: '手机号', empty: 'keep' },
          {
            field: { kind: 'standard', name: 'gender' },
            column: '性别',
            empty: 'keep',
            values: new Map([
              ['男', 1],
              ['女', 2],
              ['未知', 0],
            ]),
          },
          { field: { kind: 'standard', name: 'birthday' }, column: '生日', empty: 'keep', format: 'yyyy/M/d' },
          {
            field: { kind: 'custom', fieldCode: 'CustomField_2485', id: 2485, contentType: 'droplist' },
            column: '客户等级',
            empty: 'keep',
            values: new Map([
              ['普通', 1],
              ['VIP', 2],
            ]),
          },
          {
            field: { kind: 'custom', fieldCode: 'CustomField_2769', id: 2769, contentType: 'chained_droplist' },
            column: '地区',
            empty: 'keep',
            separator: '/',
          },
          {
            field: { kind: 'custom', fieldCode: 'CustomField_5827', id: 5827, contentType: 'text' },
            column: '备注',
            empty: 'keep',
          },
        ],
      },
      duplicates: 'reject',
      unmapped: 'ignore',
      api: {
        rate: { limit: 60, perMs: 60_000 },
        concurrency: 8,
        timeoutMs: 30_000,
        attempts: 6,
        codes: new Map(),
      },
      failuresInARow: 10,
      lang: 'zh',
    });
  });
});

test('what a job leaves out has the value of the contract’s example', async () => {
  const [least, most] = [await loadJobText(minimal), await loadJobText(supported)];
  expect(least).toEqual({
    ...most,
    name: 'a',
    path: least.path,
    sourceFile: null,
    mapping: {
      idColumn: '客户',
      clearWith: '#清空',
      fields: [{ field: { kind: 'standard', name: 'mobile' }, column: '手机号', empty: 'keep' }],
    },
  });
});

test('every value of the contract that is not the default arrives in the job', async () => {
  const job = await loadJobText(`
name: 客户-2026_a
id: 客户
source: { file: /data/客户.csv, headerRow: 1, encoding: utf-8, delimiter: "\\t" }
fields:
  mobile: { column: 手机号, empty: reject }
  position: { column: 职位, maxLength: 20, empty: clear }
customFields:
  CustomField_1: { column: 标签, id: 1, type: checkbox, separator: ；, values: { 甲: 1, 乙: 2 } }
  CustomField_2: { column: 地区, id: 2, type: chained_droplist, values: { 湖北省/武汉市: [4, 5] } }
empty: reject
clearWith: 清空
duplicates: in-order
unmapped: reject
baseline: none
replaceAll: true
api:
  rate: { limit: 1, per: 500ms }
  concurrency: 64
  timeout: 2m
  attempts: 1
  codes: { 2001: retry, -5: stop, "404": fail }
limits: { failuresInARow: 3 }
lang: en
`);
  expect(job).toMatchObject({
    name: '客户-2026_a',
    sourceFile: '/data/客户.csv',
    delimiter: '\t',
    duplicates: 'in-order',
    unmapped: 'reject',
    failuresInARow: 3,
    lang: 'en',
    api: { rate: { limit: 1, perMs: 500 }, concurrency: 64, timeoutMs: 120_000, attempts: 1 },
    mapping: {
      idColumn: '客户',
      clearWith: '清空',
      fields: [
        { column: '手机号', empty: 'reject' },
        { column: '职位', empty: 'clear', maxLength: 20 },
        { column: '标签', empty: 'reject', separator: '；' },
        { column: '地区', empty: 'reject' },
      ],
    },
  });
  expect(job.api.codes).toEqual(
    new Map([
      [2001, 'retry'],
      [-5, 'stop'],
      [404, 'fail'],
    ]),
  );
  expect(job.mapping.fields[3]?.values).toEqual(new Map([['湖北省/武汉市', [4, 5]]]));
});

test.each([
  ['30s', 30_000],
  ['500ms', 500],
  ['2m', 120_000],
  ['1h', 3_600_000],
])('a timeout of %s is %i milliseconds', async (timeout, ms) => {
  const job = await loadJobText(`${minimal}api: { timeout: ${timeout} }\n`);
  expect(job.api.timeoutMs).toBe(ms);
});

test('labels stand in the job as they are written, even those that YAML takes for numbers or truth', async () => {
  const job = await loadJobText(
    `${minimal.replace('fields: { mobile: 手机号 }', 'fields: { gender: { column: 性别, values: { 01: 1, TRUE: 2, 1.0: 0, ~: 1, 1: 2 } } }')}`,
  );
  expect(job.mapping.fields[0]?.values).toEqual(
    new Map([
      ['01', 1],
      ['TRUE', 2],
      ['1.0', 0],
      ['~', 1],
      ['1', 2],
    ]),
  );
});

test('one list of values may serve several columns through a YAML anchor', async () => {
  const job = await loadJobText(`
name: a
id: 客户
customFields:
  CustomField_1: { column: 甲, id: 1, type: droplist, values: &yesNo { 是: 1, 否: 2 } }
  CustomField_2: { column: 乙, id: 2, type: droplist, values: *yesNo }
baseline: none
replaceAll: true
`);
  expect(job.mapping.fields[1]?.values).toEqual(
    new Map([
      ['是', 1],
      ['否', 2],
    ]),
  );
});

test('a byte order mark, Windows line ends and comments are no matter', async () => {
  const job = await loadJobText(`\uFEFF# 作业\r\n${minimal.replaceAll('\n', '\r\n')}`);
  expect(job.name).toBe('a');
});

describe('a job file that cannot be read is refused by name', () => {
  test('when it is not there', async () => {
    await expect(loadJob(join(makeTempFolder(), 'none.yaml'))).rejects.toMatchObject({
      ending: 'refused',
      why: { code: 'job.unreadable', params: { reason: 'ENOENT' } },
    });
  });

  test('when it is a folder', async () => {
    await expect(loadJob(makeTempFolder())).rejects.toMatchObject({
      ending: 'refused',
      why: { code: 'job.unreadable', params: { reason: 'EISDIR' } },
    });
  });

  test.each([
    ['GBK', Uint8Array.of(...Buffer.from('name: '), 0xc3, 0xfb, 0x0a)],
    ['UTF-16', Buffer.from('\uFEFFname: a\n', 'utf16le')],
  ])('when it is %s', async (_, bytes) => {
    expect((await refusalOfJobText(bytes)).why.code).toBe('job.encoding');
  });
});

test('a refusal speaks the language of the job, where that could be read', async () => {
  expect((await refusalOfJobText('lang: en\n')).lang).toBe('en');
  expect((await refusalOfJobText('lang: zh\n')).lang).toBe('zh');
  expect((await refusalOfJobText('lang: fr\n')).lang).toBeNull();
  expect((await refusalOfJobText('lang: en\nlang: en\n')).lang).toBeNull();
  expect((await refusalOfJobText('[en]')).lang).toBeNull();
});
