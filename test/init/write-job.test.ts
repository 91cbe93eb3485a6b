import fc from 'fast-check';
import { LosslessNumber } from 'lossless-json';
import { expect, test } from 'vitest';
import { type Field, type StandardFieldName, standardFieldNames } from '../../src/fields/field.js';
import type { CellSettings, ProposedField } from '../../src/init/proposal.js';
import { type JobDraft, writeJob } from '../../src/init/write-job.js';
import { parseJob } from '../../src/job/load-job.js';
import { message } from '../../src/messages/message.js';
import { anyText } from '../helpers/any-text.js';

const draft: JobDraft = {
  name: 'customers',
  account: null,
  path: 'jobs/customers.yaml',
  file: 'customers.csv',
  schema: null,
  sourceFile: '../customers.csv',
  sheet: null,
  headerRow: 1,
  encoding: 'auto',
  rows: 3,
  proposal: { idColumn: 'id', idQuestions: [], fields: [], questions: [], unused: [] },
  knowsAccount: true,
};

const line = (field: Field, key: string, column: string, settings: CellSettings = {}): ProposedField => {
  return { field, key, column, settings, untold: [] };
};
const standard = (name: StandardFieldName, column: string, settings?: CellSettings) =>
  line({ kind: 'standard', name }, name, column, settings);
const customField: Field = {
  kind: 'custom',
  fieldCode: 'CustomField_1',
  id: new LosslessNumber('1'),
  contentType: 'text',
  name: null,
  options: null,
};

const writeAndParse = (given: Partial<JobDraft>, proposal: Partial<JobDraft['proposal']>) => {
  const text = writeJob({ ...draft, ...given, proposal: { ...draft.proposal, ...proposal } }, 'zh');
  // As it comes back from the disk.
  return { text, ...parseJob(Buffer.from(text).toString(), '/jobs/customers.yaml') };
};

const someText = anyText(20).filter((text) => text !== '');
const key = someText.filter((text) => !['__proto__', 'constructor', 'prototype'].includes(text));

test('whatever columns, fields and sheets are called, the job says so to the letter', () => {
  const columns = fc.uniqueArray(fc.tuple(fc.constantFrom(...standardFieldNames), someText), {
    selector: ([name]) => name,
  });
  const customs = fc.uniqueArray(fc.tuple(key, someText), { selector: ([name]) => name, minLength: 1 });
  const all = fc.record({ columns, customs, id: someText, sheet: someText, unused: fc.array(someText) });
  fc.assert(
    fc.property(all, ({ columns: standards, customs: own, id, sheet, unused }) => {
      const fields = [
        ...standards.map(([name, column]) => standard(name, column)),
        ...own.map(([name, column]) => line(customField, name, column)),
      ];
      const why = message('init.idByValues', { column: unused.join() });
      const idQuestions = [{ why, because: why, lines: [] }];
      const { jobFile } = writeAndParse({ sheet }, { idColumn: id, idQuestions, fields, unused });
      expect(jobFile.id).toBe(id);
      expect(jobFile.source.sheet).toBe(sheet);
      expect(jobFile.fields).toEqual(Object.fromEntries(standards));
      expect(Object.entries(jobFile.customFields)).toEqual(expect.arrayContaining(own));
    }),
  );
});

test('whatever the words of cells, they are translated to the letter', () => {
  const values = fc.uniqueArray(fc.tuple(key, fc.constantFrom('YES', 'NO')), {
    selector: ([word]) => word,
    minLength: 1,
  });
  fc.assert(
    fc.property(values, someText, (words, column) => {
      const { job } = writeAndParse({}, { fields: [standard('wxUserFlag', column, { values: new Map(words) })] });
      expect(new Map(job.mapping.fields[0]?.values)).toEqual(new Map(words));
    }),
  );
});

test('settings are written as a job takes them', () => {
  const fields = [
    standard('mobile', '手机', { trim: true, digits: true }),
    standard('gender', '性别', { values: new Map([['男', 1]]) }),
    standard('birthday', '生日', { format: ['yyyy/M/d', 'yyyy.M.d'] }),
    line(customField, '兴趣', '兴趣', { separator: '、' }),
    line(customField, '回访', '回访', { format: ['yyyy/M/d H:mm'] }),
  ];
  const { jobFile, text } = writeAndParse(
    { headerRow: 3, encoding: 'utf-16le', schema: './job.schema.json' },
    { fields },
  );
  expect(jobFile).toMatchObject({
    source: { file: '../customers.csv', headerRow: 3, encoding: 'utf-16le' },
    fields: {
      mobile: { column: '手机', trim: true, digits: true },
      gender: { column: '性别', values: { 男: 1 } },
      birthday: { column: '生日', format: ['yyyy/M/d', 'yyyy.M.d'] },
    },
    customFields: { 兴趣: { column: '兴趣', separator: '、' }, 回访: { column: '回访', format: 'yyyy/M/d H:mm' } },
    limits: { invalid: '10%', clears: 0 },
    canary: 3,
    baseline: 'auto',
  });
  expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./job.schema.json');
});

test('what is not decided is a comment; with its mark taken off and its words filled in, it counts', () => {
  const question = message('init.severalColumns', { field: 'x', columns: 'y' });
  const asked = [
    { why: question, because: null, lines: [standard('mobile', '手机\n(必填)'), standard('mobile', '电话')] },
    { why: question, because: null, lines: [line(customField, '等级', '等级')] },
    {
      why: question,
      because: null,
      lines: [{ ...standard('majorFollowUser', '跟进人', { values: new Map([['何屿', 'heyu']]) }), untold: ['周岚'] }],
    },
  ];
  const { text, jobFile } = writeAndParse({}, { fields: [standard('email', '邮箱')], questions: asked });
  expect([jobFile.fields, jobFile.customFields]).toEqual([{ email: '邮箱' }, {}]);
  const decided = text
    .replaceAll(/^( *)# (?=mobile: "|customFields|等级|majorFollowUser| {2})(?! {2}wefeng)/gm, '$1')
    .replace('周岚:', '周岚: zhoulan');
  expect(parseJob(decided, 'x.yaml').jobFile).toMatchObject({
    fields: {
      email: '邮箱',
      mobile: '手机\n(必填)',
      majorFollowUser: { column: '跟进人', values: { 何屿: 'heyu', 周岚: 'zhoulan' } },
    },
    customFields: { 等级: '等级' },
  });
});

test('a job that names no file, or maps nothing, says so where it is missing', () => {
  const { text } = writeAndParse({ sourceFile: null }, { fields: [standard('email', '邮箱')] });
  expect(text).toContain('# 待定：文件的路径里有');
  const nothing = writeJob(draft, 'en');
  expect(nothing).toContain('TO DECIDE: no column could be mapped');
  expect(() => parseJob(nothing, 'x.yaml')).toThrow();
});

test('columns without a field are proposed for custom fields of their names, where the account is not known', () => {
  const unused = ['客户等级', 'a: b # c'];
  const fields = [standard('email', '邮箱')];
  const { text } = writeAndParse({ knowsAccount: false }, { fields, unused });
  const taken = text.replaceAll(/^# (?=customFields| {2}(?!wefeng))/gm, '');
  expect(parseJob(taken, 'x.yaml').jobFile.customFields).toEqual({ 客户等级: '客户等级', 'a: b # c': 'a: b # c' });
  expect(writeAndParse({}, { fields, unused }).text).toContain('# 没有用到的列：客户等级, a: b # c\n');
});
