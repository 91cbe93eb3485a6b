import { describe, expect, test } from 'vitest';
import { problemsOfJobText, refusalOfJobText } from '../helpers/job-texts.js';

/** A sound job with more in it; what follows a key of its own stands in place of it. Extra begins on line 6. */
const jobWith = (extra: string, { fields = 'fields: { mobile: 手机号 }' } = {}) =>
  `name: a\nid: 客户\n${fields}\nbaseline: none\nreplaceAll: true\n${extra}\n`;

const column = (text: string) => jobWith('', { fields: `fields:\n  ${text}` });
const customColumn = (text: string) => jobWith('', { fields: `customFields:\n  CustomField_1: ${text}` });

describe('an unknown key is told with its line and the nearest key that there is', () => {
  test.each([
    ['at the top', jobWith('replceAll: true'), 6, 'replceAll', 'replaceAll'],
    ['in another case', jobWith('Empty: keep'), 6, 'Empty', 'empty'],
    ['in source', jobWith('source:\n  file: a.csv\n  delimeter: ","'), 8, 'source.delimeter', 'delimiter'],
    ['in fields', column('moblie: 手机号'), 4, 'fields.moblie', 'mobile'],
    ['in a column', column('mobile: { column: 手机号, vlaues: {} }'), 4, 'fields.mobile.vlaues', 'values'],
    [
      'a custom key in a standard column',
      column('mobile: { column: 手机号, typ: text }'),
      4,
      'fields.mobile.typ',
      'trim',
    ],
    [
      'in a custom column',
      customColumn('{ column: 备注, id: 1, tpye: text }'),
      4,
      'customFields.CustomField_1.tpye',
      'type',
    ],
    ['in api', jobWith('api:\n  concurency: 3'), 7, 'api.concurency', 'concurrency'],
    ['in api.rate', jobWith('api:\n  rate:\n    limits: 3'), 8, 'api.rate.limits', 'limit'],
    ['in api.get', jobWith('api:\n  get: { paht: x }'), 7, 'api.get.paht', 'path'],
    ['in api.list', jobWith('api:\n  list:\n    pagesize: 3'), 8, 'api.list.pagesize', 'pageSize'],
    ['in api.list.rate', jobWith('api:\n  list:\n    rate: { limits: 3 }'), 8, 'api.list.rate.limits', 'limit'],
    ['in limits', jobWith('limits: { failureInARow: 3 }'), 6, 'limits.failureInARow', 'failuresInARow'],
    ['in schedule', jobWith('schedule: { cron: x, timeZone: y }'), 6, 'schedule.timeZone', 'timezone'],
    ['in notify', jobWith('notify: { robot: x }'), 6, 'notify.robot', 'wecomRobot'],
  ])('%s', async (_, text, line, key, nearest) => {
    const problem = (await problemsOfJobText(text)).find(({ code }) => code === 'job.unknownKey');
    expect(problem).toMatchObject({ line, key });
    expect(problem?.words).toMatch(new RegExp(`Did you mean "${nearest}"\\? Valid here: .*\\b${nearest}\\b`));
  });

  test('the valid keys of the place are listed, and not those of another', async () => {
    const [problem] = await problemsOfJobText(jobWith('api: { rate: { limit: 60, pr: 60s } }'));
    expect(problem?.words).toContain('Did you mean "per"? Valid here: limit, per');
  });

  test('every mistake is told at once', async () => {
    const problems = await problemsOfJobText(
      'nme: a\nid: 5\nfields: { moblie: x, gender: { colum: y } }\napi: { attempts: 0 }\n',
    );
    expect(problems.map(({ line, key, code }) => [line, key, code])).toEqual(
      expect.arrayContaining([
        [1, 'nme', 'job.unknownKey'],
        [1, 'name', 'job.missing'],
        [2, 'id', 'job.expect.text'],
        [3, 'fields.moblie', 'job.unknownKey'],
        [3, 'fields.gender.colum', 'job.unknownKey'],
        [3, 'fields.gender', 'job.expect.columnOrJoin'],
        [4, 'api.attempts', 'job.expect.count'],
      ]),
    );
    expect(problems).toHaveLength(7);
  });
});

describe('a value of the wrong kind is told with its line, what was expected and what stands there', () => {
  test.each([
    ['name: 5', 'name', /letters, digits.*found 5/],
    ['name: ../a', 'name', /letters, digits.*found "\.\.\/a"/],
    ['name: ""', 'name', /letters, digits/],
    [`name: ${'a'.repeat(65)}`, 'name', /at most 64/],
    ['id: 5', 'id', /a text, not empty; found 5/],
    ['id: ""', 'id', /a text, not empty; found ""/],
    ['id: [客户]', 'id', /list/],
    ['id:', 'id', /a text, not empty; found null/],
    ['source: a.csv', 'source', /settings.*found "a.csv"/],
    ['source: { file: 5 }', 'source.file', /a text, not empty; found 5/],
    ['source: { headerRow: 0 }', 'source.headerRow', /1 or more; found 0/],
    ['source: { encoding: gbk }', 'source.encoding', /"auto" \| "utf-8".*found "gbk"/],
    ['source: { delimiter: ":" }', 'source.delimiter', /"auto" \| ",".*found ":"/],
    ['fields: 手机号', 'fields', /settings.*found "手机号"/],
    ['fields: [mobile]', 'fields', /list/],
    ['fields: []', 'fields', /list/],
    ['fields: { mobile: 5 }', 'fields.mobile', /name of a column.*found 5/],
    ['fields: { mobile: "" }', 'fields.mobile', /a text, not empty; found ""/],
    ['fields: { mobile: [手机号] }', 'fields.mobile', /list/],
    [
      'fields: { mobile: { column: 手机号, empty: skip } }',
      'fields.mobile.empty',
      /"keep" \| "clear" \| "reject".*"skip"/,
    ],
    ['fields: { wxNo: { column: x, maxLength: 0 } }', 'fields.wxNo.maxLength', /1 or more; found 0/],
    ['fields: { wxNo: { column: x, maxLength: "9" } }', 'fields.wxNo.maxLength', /1 or more; found "9"/],
    ['fields: { gender: { column: x, values: { 男: 1.5 } } }', 'fields.gender.values.男', /whole number; found 1\.5/],
    ['fields: { gender: { column: x, values: { 男: true } } }', 'fields.gender.values.男', /option key.*found true/],
    ['fields: { gender: { column: x, values: [男] } }', 'fields.gender.values', /list/],
    ['fields: { gender: { column: x, values: { "": 1 } } }', 'fields.gender.values.', /a text, not empty/],
    ['fields: { gender: { column: x, values: 男 } }', 'fields.gender.values', /settings.*found "男"/],
    ['customFields: []', 'customFields', /list/],
    ['customFields: { C: { column: x, id: "1", type: text } }', 'customFields.C.id', /1 or more; found "1"/],
    ['customFields: { C: { column: x, id: 1, type: memo } }', 'customFields.C.type', /"date".*found "memo"/],
    [
      'customFields: { C: { column: x, id: 1, type: checkbox, separator: "" } }',
      'customFields.C.separator',
      /punctuation/,
    ],
    [
      'customFields: { C: { column: x, id: 1, type: checkbox, separator: 1 } }',
      'customFields.C.separator',
      /punctuation/,
    ],
    [
      'customFields: { C: { column: x, id: 1, type: checkbox, separator: a } }',
      'customFields.C.separator',
      /punctuation/,
    ],
    ['empty: skip', 'empty', /"keep" \| "clear" \| "reject".*found "skip"/],
    ['clearWith: ""', 'clearWith', /a text, not empty/],
    ['clearWith: 0', 'clearWith', /a text, not empty; found 0/],
    ['duplicates: first', 'duplicates', /"reject" \| "last" \| "in-order".*found "first"/],
    ['unmapped: keep', 'unmapped', /"ignore" \| "reject".*found "keep"/],
    ['baseline: no', 'baseline', /"auto" \| "list" \| "get" \| "none".*found "no"/],
    ['replaceAll: yes', 'replaceAll', /true or false; found "yes"/],
    ['api: []', 'api', /list/],
    ['api: { rate: 60 }', 'api.rate', /settings.*found 60/],
    ['api: { rate: { limit: 0 } }', 'api.rate.limit', /1 or more; found 0/],
    ['api: { rate: { limit: -1 } }', 'api.rate.limit', /1 or more; found -1/],
    ['api: { rate: { limit: 1.5 } }', 'api.rate.limit', /1 or more; found 1\.5/],
    ['api: { rate: { limit: "60" } }', 'api.rate.limit', /1 or more; found "60"/],
    ['api: { rate: { limit: .nan } }', 'api.rate.limit', /1 or more; found NaN/],
    ['api: { rate: { limit: .inf } }', 'api.rate.limit', /1 or more; found Infinity/],
    ['api: { rate: { per: 60 } }', 'api.rate.per', /30s.*found 60/],
    ['api: { rate: { per: 0s } }', 'api.rate.per', /30s.*found "0s"/],
    ['api: { rate: { per: 2d } }', 'api.rate.per', /30s.*found "2d"/],
    ['api: { timeout: 30 }', 'api.timeout', /30s.*found 30/],
    ['api: { timeout: 30 s }', 'api.timeout', /30s.*found "30 s"/],
    ['api: { concurrency: 65 }', 'api.concurrency', /at most 64; found 65/],
    ['api: { attempts: 21 }', 'api.attempts', /at most 20; found 21/],
    ['api: { codes: { x: retry } }', 'api.codes.x', /numeric code.*found "x"/],
    ['api: { codes: { 5: maybe } }', 'api.codes.5', /"retry" \| "fail" \| "stop".*found "maybe"/],
    ['limits: []', 'limits', /list/],
    ['limits: { failuresInARow: 0 }', 'limits.failuresInARow', /1 or more; found 0/],
    ['limits: { invalid: 101% }', 'limits.invalid', /percentage.*found "101%"/],
    ['limits: { clears: true }', 'limits.clears', /percentage.*found true/],
    ['canary: -1', 'canary', /0 or more; found -1/],
    ['canary: some', 'canary', /0 or more; found "some"/],
    ['canary: 10%', 'canary', /0 or more; found "10%"/],
    ['limits: { changed: some }', 'limits.changed', /percentage.*found "some"/],
    ['limits: { changed: -1 }', 'limits.changed', /0 or more; found -1/],
    ['limits: { changed: 1.5 }', 'limits.changed', /0 or more; found 1\.5/],
    ['recheckAfter: 0', 'recheckAfter', /0s.*found 0/],
    ['recheckAfter: 5', 'recheckAfter', /0s.*found 5/],
    ['recheckAfter: 25h', 'recheckAfter', /at most 24h; found "25h"/],
    ['recheckAfter: never', 'recheckAfter', /0s.*found "never"/],
    ['api: { get: /x }', 'api.get', /settings.*found "\/x"/],
    ['api: { get: { path: /contact } }', 'api.get.path', /:externalUserID.*found "\/contact"/],
    ['api: { get: { path: "/a/:externalUserIDs" } }', 'api.get.path', /:externalUserID/],
    ['api: { get: { path: "/../:externalUserID" } }', 'api.get.path', /:externalUserID/],
    ['api: { get: { path: "/a/:externalUserID?x=1" } }', 'api.get.path', /:externalUserID/],
    ['api: { get: { path: "a/:externalUserID" } }', 'api.get.path', /:externalUserID/],
    ['api: { get: { path: "//evil.example/:externalUserID" } }', 'api.get.path', /:externalUserID/],
    ['api: { get: { rate: { limit: 0 } } }', 'api.get.rate.limit', /1 or more; found 0/],
    ['api: { list: { path: list } }', 'api.list.path', /begins with \/.*found "list"/],
    ['api: { list: { path: /../list } }', 'api.list.path', /begins with \//],
    ['api: { list: { path: "/list?x=1" } }', 'api.list.path', /begins with \//],
    ['api: { list: { path: / } }', 'api.list.path', /begins with \//],
    ['api: { list: { pageSize: 1001 } }', 'api.list.pageSize', /at most 1000; found 1001/],
    ['api: { list: { pageSize: 0 } }', 'api.list.pageSize', /1 or more; found 0/],
    ['api: { list: { rate: { per: 0s } } }', 'api.list.rate.per', /30s.*found "0s"/],
    ['lang: cn', 'lang', /"zh" \| "en".*found "cn"/],
    ['schedule: daily', 'schedule', /settings.*found "daily"/],
    ['notify: { wecomRobot: "http://x" }', 'notify.wecomRobot', /https:\/\//],
  ])('%s', async (line, key, words) => {
    const name = line.slice(0, line.indexOf(':'));
    const others = jobWith('')
      .split('\n')
      .filter((other) => !other.startsWith(`${name}:`))
      .join('\n');
    const problems = await problemsOfJobText(`${others}${line}\n`);
    const expectedLine = others.split('\n').length;
    expect(problems).toContainEqual(
      expect.objectContaining({ key, line: expectedLine, words: expect.stringMatching(words) }),
    );
    expect(problems).toHaveLength(1);
  });

  test.each(['name', 'id'])('%s is missing', async (name) => {
    const text = jobWith('').replace(new RegExp(`^${name}: .*\n`, 'm'), '');
    expect(await problemsOfJobText(text)).toMatchObject([{ line: 1, key: name, code: 'job.missing' }]);
  });

  test.each(['', '# nothing but a comment\n', 'just a text', '[a, b]', '5', 'null'])(
    'a file that is no mapping: %j',
    async (text) => {
      const [problem, ...others] = await problemsOfJobText(text);
      expect(problem).toMatchObject({ line: 1 });
      expect(problem?.words).toMatch(/settings|list/);
      expect(others).toEqual([]);
    },
  );
});

test('a refusal speaks the language of the job, where that could be read', async () => {
  expect((await refusalOfJobText('lang: en\n')).lang).toBe('en');
  expect((await refusalOfJobText('lang: zh\n')).lang).toBe('zh');
  expect((await refusalOfJobText('lang: fr\n')).lang).toBeNull();
  expect((await refusalOfJobText('lang: en\nlang: en\n')).lang).toBeNull();
  expect((await refusalOfJobText('[en]')).lang).toBeNull();
});
