import { describe, expect, test } from 'vitest';
import type { AccountFields } from '../../src/contact/account-fields.js';
import { loadJob } from '../../src/job/load-job.js';
import { RunError } from '../../src/messages/run-error.js';
import { resolveMapping } from '../../src/phases/plan/resolve-mapping.js';
import { option } from '../helpers/contact-of.js';
import { loadJobText, problemsOfJobText } from '../helpers/job-texts.js';
import { custom } from '../helpers/send-cell.js';
import { writeTempFile } from '../helpers/temp-folder.js';

/** A job of one field; its settings begin on line 5. */
const standardJob = (name: string, settings: string, more = '') =>
  `name: a\nid: 客户\nfields:\n  ${name}:\n    ${settings.replaceAll('\n', '\n    ')}\n${more}`;
const customJob = (settings: string, more = '') =>
  standardJob('字段', settings, more).replace('fields', 'customFields');

const told = async (text: string) =>
  (await problemsOfJobText(text)).map(({ line, key, code }) => [
    line,
    key.replace(/^(?:fields|customFields)\./, ''),
    code,
  ]);

describe('a mapping may ask for transforms', () => {
  test('as the README writes them', async () => {
    const { mapping } = await loadJobText(`
name: a
id: 客户
fields:
  mobile:   { column: 手机号, trim: true, digits: true }
  birthday: { column: 生日, format: [yyyy/M/d, yyyy-MM-dd, "yyyy年M月d日"] }
  address:  { join: { columns: [省, 市, 详细地址], with: "" } }
  gender: { column: 性别, values: { 男: 1, 女: 2, 未知: 0 }, default: 未知 }
customFields:
  地区:      { join: { columns: [省, 市], with: / }, separator: / }
  签约日期: { column: 签约, format: yyyy/M/d }
`);
    expect(mapping.fields).toMatchObject([
      { columns: ['手机号'], trim: true, digits: true },
      { columns: ['性别'], default: '未知' },
      { columns: ['省', '市', '详细地址'], joinWith: '' },
      { columns: ['生日'], format: ['yyyy/M/d', 'yyyy-MM-dd', 'yyyy年M月d日'] },
      { columns: ['省', '市'], joinWith: '/', separator: '/' },
      { columns: ['签约'], format: ['yyyy/M/d'] },
    ]);
  });

  test('and joins with nothing where it does not say with what', async () => {
    const { mapping } = await loadJobText(standardJob('address', 'join: { columns: [省, 市] }'));
    expect(mapping.fields[0]).toMatchObject({ columns: ['省', '市'], joinWith: '' });
  });

  test('a default wins over what the job says of empty cells elsewhere', async () => {
    const { mapping } = await loadJobText(standardJob('position', 'column: 职位\ndefault: 无', 'empty: reject\n'));
    expect(mapping.fields[0]).toMatchObject({ default: '无', empty: 'reject' });
  });
});

describe('a mistake in them is told with its line and key', () => {
  test.each<[string, [number, string, string][]]>([
    ['column: 省\njoin: { columns: [省, 市] }', [[4, 'address', 'job.expect.columnOrJoin']]],
    ['trim: true', [[4, 'address', 'job.expect.columnOrJoin']]],
    [
      'colum: 省\ntrim: 1',
      [
        [5, 'address.colum', 'job.unknownKey'],
        [6, 'address.trim', 'job.expect.boolean'],
        [4, 'address', 'job.expect.columnOrJoin'],
      ],
    ],
    ['join: { columns: [省] }', [[5, 'address.join.columns', 'job.expect.joinColumns']]],
    ['join: { columns: [] }', [[5, 'address.join.columns', 'job.expect.joinColumns']]],
    ['join: { columns: 省 }', [[5, 'address.join.columns', 'job.expect.joinColumns']]],
    ['join: { with: / }', [[5, 'address.join.columns', 'job.missing']]],
    ['join: [省, 市]', [[5, 'address.join', 'job.list']]],
    ['join: 省', [[5, 'address.join', 'job.expect.settings']]],
    ['join:\n  columns: [省, 市]\n  wiht: /', [[7, 'address.join.wiht', 'job.unknownKey']]],
    ['join:\n  columns: [省, 市]\n  with: 1', [[7, 'address.join.with', 'job.expect.anyText']]],
    ['join:\n  columns:\n    - 省\n    - 5', [[8, 'address.join.columns.1', 'job.expect.text']]],
    [
      'join:\n  columns:\n    - 省\n    - 市\n    - ［省］\n    - " 省"',
      [[10, 'address.join.columns.3', 'job.sameColumn']],
    ],
    ['column: 地址\ntrim: yes', [[6, 'address.trim', 'job.expect.boolean']]],
    ['column: 地址\ndigits: 1', [[6, 'address.digits', 'job.expect.boolean']]],
    ['column: 地址\ndefault: ""', [[6, 'address.default', 'job.expect.text']]],
    ['column: 地址\ndefault: 0', [[6, 'address.default', 'job.expect.text']]],
    ['column: 地址\nempty: keep\ndefault: 无', [[7, 'address.default', 'job.defaultAndEmpty']]],
    ['column: 地址\ndefault: "#清空"', [[6, 'address.default', 'job.defaultClears']]],
    ['column: 地址\ntrim: true\ndefault: " #清空"', [[7, 'address.default', 'job.defaultClears']]],
    ['column: 地址\nformat: [yyyy/M/d, yyyy]', [[6, 'address.format', 'job.misplaced']]],
  ])('%s', async (settings, problems) => {
    expect(await told(standardJob('address', settings))).toEqual(problems);
  });

  test.each<[string, [number, string, string][]]>([
    ['format: []', [[6, 'birthday.format', 'job.expect.format']]],
    ['format: 5', [[6, 'birthday.format', 'job.expect.format']]],
    ['format: ""', [[6, 'birthday.format', 'job.expect.text']]],
    ['format: { a: b }', [[6, 'birthday.format', 'job.expect.format']]],
    ['format:\n  - yyyy/M/d\n  - 5', [[8, 'birthday.format.1', 'job.expect.text']]],
    ['format:\n  - yyyy/M/d\n  - [yyyy-MM-dd]', [[8, 'birthday.format.1', 'job.expect.text']]],
    [
      'format:\n  - yyyy/M/d\n  - yy/M/d\n  - M/d',
      [
        [8, 'birthday.format.1', 'job.format.day'],
        [9, 'birthday.format.2', 'job.format.day'],
      ],
    ],
    ['format:\n  - yyyy/M/d\n  - yyyy-MM-dd\n  - yyyy/M/d', [[9, 'birthday.format.2', 'job.sameFormat']]],
    ['format: [yyyy/M/d, d/M/yyyy]\ndefault: 2024-01-05', [[7, 'birthday.default', 'cell.declaredDate']]],
    ['format: [d/M/yyyy, M/d/yyyy]\ndefault: 1/2/2024', [[7, 'birthday.default', 'cell.ambiguousDate']]],
    ['default: 2024-02-30', [[6, 'birthday.default', 'cell.day']]],
  ])('of a date: %s', async (settings, problems) => {
    expect(await told(standardJob('birthday', `column: 生日\n${settings}`))).toEqual(problems);
  });

  test.each<[string, string, [number, string, string][]]>([
    ['gender', 'values: { 男: 1 }\ndefault: 未知', [[7, 'gender.default', 'cell.notAllowed']]],
    ['gender', 'default: "3"', [[6, 'gender.default', 'cell.outOfRange']]],
    ['mobile', 'default: "１３３１１１１１１１１"', [[6, 'mobile.default', 'cell.phone']]],
    ['position', 'default: " "', [[6, 'position.default', 'cell.onlySpaces']]],
    ['position', 'trim: true\ndefault: " "', [[7, 'position.default', 'cell.onlySpaces']]],
    ['position', 'maxLength: 2\ndefault: 总经理', [[7, 'position.default', 'cell.tooLong']]],
  ])('of a default that the field does not take: %s with %s', async (name, settings, problems) => {
    expect(await told(standardJob(name, `column: x\n${settings}`))).toEqual(problems);
  });

  test('the words of a default say what is allowed', async () => {
    const text = standardJob('gender', 'column: x\nvalues: { 男: 1, 女: 2 }\ndefault: 未知');
    const [problem] = await problemsOfJobText(text);
    expect(problem?.words).toContain('"未知" is not one of the allowed values: 男, 女');
  });
});

describe('what no cell could ever hold is refused', () => {
  test.each<[string, string, string[]]>([
    ['position', 'trim: true\nvalues: { " 经理": a, 总监: b }', ['position.values. 经理']],
    ['position', 'digits: true\nvalues: { １级: a, 2级: b }', ['position.values.１级']],
    ['birthday', 'digits: true\nformat: [yyyy/M/d, yyyy．M．d]', ['birthday.format.1']],
    ['birthday', 'trim: true\nformat: "yyyy/M/d "', ['birthday.format']],
  ])('%s with %s', async (name, settings, keys) => {
    const found = await told(standardJob(name, `column: x\n${settings}`));
    expect(found.map(([, key, code]) => [key, code])).toEqual(keys.map((key) => [key, 'job.unreachable']));
  });

  test('with what to write in its place', async () => {
    const [problem] = await problemsOfJobText(standardJob('position', 'column: x\ndigits: true\nvalues: { １级: a }'));
    expect(problem?.words).toMatch(/no cell can ever read "１级".*Write "1级"/);
  });

  test('a clearing mark with spaces, where cells are trimmed, once', async () => {
    const job = (trim: boolean) =>
      standardJob('position', `column: x\ntrim: ${trim}`, `  wxNo: { column: y, trim: ${trim} }\nclearWith: " 清空"\n`);
    expect(await told(job(true))).toEqual([[8, 'clearWith', 'job.unreachable']]);
    expect((await loadJobText(job(false))).mapping.clearWith).toBe(' 清空');
  });

  test('but not what stands between other labels, or between joined columns', async () => {
    const checkbox = 'column: x\ntype: checkbox\ntrim: true\nvalues: { 甲: 1, " 乙": 2 }';
    expect((await loadJobText(customJob(checkbox))).mapping.fields).toHaveLength(1);
    const joined = 'join: { columns: [a, b], with: "－" }\ndigits: true\nvalues: { 湖北－武汉: x }';
    expect((await loadJobText(standardJob('position', joined))).mapping.fields).toHaveLength(1);
  });
});

describe('a custom field whose type only the account knows', () => {
  const account: AccountFields = {
    complete: true,
    fields: [
      { ...custom('droplist', 1, [option(1, '普通'), option(2, 'VIP')]), name: '字段' },
      { ...custom('date', 2), name: '日期' },
    ],
  };

  /** What the job and the account contradict each other in. */
  async function contradictions(settings: string, name = '字段') {
    const { job, jobFile } = await loadJob(writeTempFile('job.yaml', customJob(settings).replace('字段', name)));
    try {
      resolveMapping(job, jobFile, account);
      return [];
    } catch (error) {
      return error instanceof RunError ? error.details.map(({ where, why }) => [where, why.code]) : [error];
    }
  }

  test('takes them all, and the job is judged by what it says itself', async () => {
    const all = 'join: { columns: [a, b], with: / }\nseparator: /\ntrim: true\ndigits: true\ndefault: 湖北省/武汉市';
    expect((await loadJobText(customJob(all))).mapping.fields).toMatchObject([
      { trim: true, default: '湖北省/武汉市' },
    ]);
    expect(await told(customJob('column: x\nformat: [yyyy/M/d, H:mm a]'))).toEqual([
      [6, '字段.format.1', 'job.format.day'],
    ]);
    expect(await told(customJob('column: x\nvalues: { 甲: 1 }\ndefault: 乙'))).toEqual([
      [7, '字段.default', 'cell.notAllowed'],
    ]);
  });

  test('is held to them as soon as the account is read, before anything is written', async () => {
    expect(await contradictions('column: x\ndefault: vip')).toEqual([]);
    expect(await contradictions('column: x\ndefault: 钻石')).toEqual([
      ['customFields.字段.default', 'cell.unknownLabel'],
    ]);
    expect(await contradictions('column: x\nformat: [yyyy/M/d, yyyy-MM-dd]')).toEqual([
      ['customFields.字段.format', 'job.misplaced'],
    ]);
    expect(await contradictions('column: x\ntrim: true\nvalues: { " 甲": 1 }')).toEqual([
      ['customFields.字段.values. 甲', 'job.unreachable'],
    ]);
    expect(await contradictions('column: x\nformat: [yyyy/M/d]\ndefault: 2024/1/5', '日期')).toEqual([]);
    expect(await contradictions('column: x\ntrim: true\ndigits: true\ndefault: 今天', '日期')).toEqual([
      ['customFields.日期.default', 'cell.date'],
    ]);
  });
});
