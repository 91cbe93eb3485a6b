import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadJob } from '../../src/job/load-job.js';
import { loadJobText, refusalOfJobText } from '../helpers/job-texts.js';
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

const minimal = 'name: a\nid: 客户\nfields: { mobile: 手机号 }\n';

describe('the example of the contract', () => {
  test('is a job', async () => {
    const path = writeTempFile('job.yaml', contract);
    const { job } = await loadJob(path);
    expect(job).toEqual({
      name: 'vip-customers',
      path,
      account: null,
      sourceFile: join(dirname(dirname(path)), 'samples', 'customers.csv'),
      inbox: null,
      schedule: { cron: '0 2 * * *', timezone: 'Asia/Shanghai', missed: 'once', waitMs: 43_200_000 },
      notify: { wecomRobot: `$${'{WECOM_ROBOT_URL}'}`, webhook: null, when: 'always' },
      source: { sheet: '客户', headerRow: 1, encoding: 'auto', delimiter: 'auto' },
      mapping: {
        idColumn: '企微客户ID',
        clearWith: '#清空',
        fields: [
          { field: { kind: 'standard', name: 'mobile' }, columns: ['手机号'], empty: 'keep' },
          {
            field: { kind: 'standard', name: 'gender' },
            columns: ['性别'],
            empty: 'keep',
            values: new Map([
              ['男', 1],
              ['女', 2],
              ['未知', 0],
            ]),
          },
          { field: { kind: 'standard', name: 'birthday' }, columns: ['生日'], empty: 'keep', format: ['yyyy/M/d'] },
          {
            field: { kind: 'named', key: 'CustomField_2485', id: 2485, contentType: 'droplist' },
            columns: ['客户等级'],
            empty: 'keep',
            values: new Map([
              ['普通', 1],
              ['VIP', 2],
            ]),
          },
          {
            field: { kind: 'named', key: 'CustomField_2769', id: 2769, contentType: 'chained_droplist' },
            columns: ['地区'],
            empty: 'keep',
            separator: '/',
          },
          {
            field: { kind: 'named', key: 'CustomField_5827', id: 5827, contentType: 'text' },
            columns: ['备注'],
            empty: 'keep',
          },
        ],
        hasBaseline: true,
      },
      duplicates: 'reject',
      unmapped: 'ignore',
      baseline: 'auto',
      recheckAfterMs: 300_000,
      api: {
        rates: {
          put: { limit: 60, perMs: 60_000 },
          get: { limit: 60, perMs: 60_000 },
          list: { limit: 60, perMs: 60_000 },
        },
        getPath: '/externalContact/:externalUserID',
        listPath: '/externalContact/list',
        pageSize: 1000,
        concurrency: 8,
        timeoutMs: 30_000,
        attempts: 6,
        codes: new Map(),
      },
      failuresInARow: 10,
      limits: { invalid: '10%', clears: 0, changed: null },
      canary: 3,
      pageRows: 100_000,
      lang: 'zh',
    });
  });
});

test('what a job leaves out has the value of the contract’s example; limits and a canary it has where it asks for them', async () => {
  const [least, most] = [await loadJobText(minimal), await loadJobText(contract)];
  expect(least).toEqual({
    ...most,
    name: 'a',
    path: least.path,
    notify: null,
    sourceFile: null,
    source: { sheet: null, headerRow: 1, encoding: 'auto', delimiter: 'auto' },
    mapping: {
      idColumn: '客户',
      clearWith: '#清空',
      fields: [{ field: { kind: 'standard', name: 'mobile' }, columns: ['手机号'], empty: 'keep' }],
      hasBaseline: true,
    },
    limits: { invalid: null, clears: null, changed: null },
    canary: 0,
    schedule: null,
  });
});

test('every value of the contract that is not the default arrives in the job', async () => {
  const job = await loadJobText(`
name: 客户-2026_a
id: 客户
source: { file: /data/客户.csv, sheet: Sheet1, headerRow: 3, encoding: utf-16le, delimiter: "\\t" }
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
  get: { path: /v2/contact/:externalUserID/detail, rate: { limit: 30, per: 1s } }
  list: { path: /v2/contact-list, pageSize: 50, rate: { limit: 2, per: 3s } }
  concurrency: 64
  timeout: 2m
  attempts: 1
  codes: { 2001: retry, -5: stop, "404": fail }
limits: { invalid: 5, failuresInARow: 3 }
canary: 20
recheckAfter: 90s
lang: en
`);
  expect(job).toMatchObject({
    name: '客户-2026_a',
    sourceFile: '/data/客户.csv',
    source: { sheet: 'Sheet1', headerRow: 3, encoding: 'utf-16le', delimiter: '\t' },
    duplicates: 'in-order',
    unmapped: 'reject',
    failuresInARow: 3,
    baseline: 'none',
    limits: { invalid: 5, clears: null, changed: null },
    canary: 20,
    recheckAfterMs: 90_000,
    lang: 'en',
    api: {
      rates: {
        put: { limit: 1, perMs: 500 },
        get: { limit: 30, perMs: 1000 },
        list: { limit: 2, perMs: 3000 },
      },
      getPath: '/v2/contact/:externalUserID/detail',
      listPath: '/v2/contact-list',
      pageSize: 50,
      concurrency: 64,
      timeoutMs: 120_000,
      attempts: 1,
    },
    mapping: {
      idColumn: '客户',
      clearWith: '清空',
      hasBaseline: false,
      fields: [
        { columns: ['手机号'], empty: 'reject' },
        { columns: ['职位'], empty: 'clear', maxLength: 20 },
        { columns: ['标签'], empty: 'reject', separator: '；' },
        { columns: ['地区'], empty: 'reject' },
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
