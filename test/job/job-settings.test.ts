import { describe, expect, test } from 'vitest';
import { loadJobText } from '../helpers/job-texts.js';

const minimal = 'name: a\nid: 客户\nfields: { mobile: 手机号 }\n';

test.each([
  ['30s', 30_000],
  ['500ms', 500],
  ['2m', 120_000],
  ['1h', 3_600_000],
  ['1d', 86_400_000],
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

describe('the quota of an endpoint', () => {
  test('is the one of api.rate where it has none of its own', async () => {
    const { api } = await loadJobText(`${minimal}api: { rate: { limit: 7, per: 2s }, list: { rate: { limit: 3 } } }\n`);
    expect(api.rates).toEqual({
      put: { limit: 7, perMs: 2000 },
      get: { limit: 7, perMs: 2000 },
      list: { limit: 3, perMs: 60_000 },
    });
  });

  test('does not move what else the endpoint has', async () => {
    const { api } = await loadJobText(`${minimal}api: { get: { rate: { limit: 3 } }, list: { pageSize: 1 } }\n`);
    expect(api).toMatchObject({
      getPath: '/externalContact/:externalUserID',
      listPath: '/externalContact/list',
      pageSize: 1,
      rates: { list: { limit: 60, perMs: 60_000 } },
    });
  });
});

describe('custom fields', () => {
  const fieldsOf = async (text: string) => {
    const { mapping } = await loadJobText(`name: a\nid: 客户\ncustomFields:\n${text}`);
    return mapping.fields;
  };

  test('are named by fieldCode or by name, and what is not written out is left to the account', async () => {
    const fields = await fieldsOf(
      '  CustomField_1: 备注\n  客户 等级: { column: 等级 }\n  地区: { column: 地区, id: 3 }\n  标签: { column: 标签, type: checkbox }\n',
    );
    expect(fields.map(({ field, columns }) => ({ field, columns }))).toEqual([
      { field: { kind: 'named', key: 'CustomField_1', id: undefined, contentType: undefined }, columns: ['备注'] },
      { field: { kind: 'named', key: '客户 等级', id: undefined, contentType: undefined }, columns: ['等级'] },
      { field: { kind: 'named', key: '地区', id: 3, contentType: undefined }, columns: ['地区'] },
      { field: { kind: 'named', key: '标签', id: undefined, contentType: 'checkbox' }, columns: ['标签'] },
    ]);
  });

  test('take any setting as long as only the account can say whether their type takes it', async () => {
    const [field] = await fieldsOf('  签约日期: { column: 签约, format: yyyy/M/d, maxLength: 3, separator: / }\n');
    expect(field).toMatchObject({ format: ['yyyy/M/d'], maxLength: 3, separator: '/' });
  });
});

test.each(['auto', 'list', 'get'] as const)('baseline: %s is a job that reads contacts first', async (baseline) => {
  const job = await loadJobText(`${minimal}baseline: ${baseline}\n`);
  expect([job.baseline, job.mapping.hasBaseline]).toEqual([baseline, true]);
});

test.each([
  ['0s', 0],
  ['250ms', 250],
  ['24h', 86_400_000],
])('recheckAfter: %s is %i milliseconds', async (text, ms) => {
  expect((await loadJobText(`${minimal}recheckAfter: ${text}\n`)).recheckAfterMs).toBe(ms);
});

test.each([
  ['{ invalid: 0 }', { invalid: 0, clears: null, changed: null }],
  ['{ clears: 100% }', { invalid: null, clears: '100%', changed: null }],
  ['{ changed: 2.5% }', { invalid: null, clears: null, changed: '2.5%' }],
])('limits: %s', async (text, limits) => {
  expect((await loadJobText(`${minimal}limits: ${text}\n`)).limits).toEqual(limits);
});
