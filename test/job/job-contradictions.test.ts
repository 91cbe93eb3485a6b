import { describe, expect, test } from 'vitest';
import { loadJobText, problemsOfJobText } from '../helpers/job-texts.js';

/** A sound job with more in it; what follows a key of its own stands in place of it. Extra begins on line 6. */
const jobWith = (extra: string, { fields = 'fields: { mobile: 手机号 }' } = {}) =>
  `name: a\nid: 客户\n${fields}\nbaseline: none\nreplaceAll: true\n${extra}\n`;

const column = (text: string) => jobWith('', { fields: `fields:\n  ${text}` });
const customColumn = (text: string) => jobWith('', { fields: `customFields:\n  CustomField_1: ${text}` });

describe('what a job may ask for', () => {
  test.each([
    'canary: 3',
    'limits: { invalid: 10% }',
    'recheckAfter: 0s',
    'source: { sheet: 客户 }',
    'source:\n  file: 客户(1).csv\n  headerRow: 2',
    'source: { encoding: gb18030 }',
    'source: { encoding: utf-16be }',
    'notify: { wecomRobot: "https://example.com" }',
  ])('%s', async (extra) => expect((await loadJobText(jobWith(extra))).name).toBe('a'));
});

describe('the guard of replaceAll', () => {
  test.each(['replaceAll: false', ''])(
    'with %j, a run that would clear custom fields is refused and says which are kept',
    async (line) => {
      const fields =
        'customFields:\n  CustomField_1: { column: a, id: 1, type: text }\n  CustomField_2: { column: b, id: 2, type: text }';
      const text = jobWith('', { fields }).replace('replaceAll: true', line);
      const [problem, ...others] = await problemsOfJobText(text);
      expect(problem).toMatchObject({ key: 'replaceAll', line: line === '' ? 1 : 7, code: 'job.replaceAll' });
      expect(problem?.words).toContain('CustomField_1, CustomField_2');
      expect(problem?.words).toContain('all other custom fields will be cleared');
      expect(others).toEqual([]);
    },
  );

  test.each(['baseline: auto', 'baseline: list', 'baseline: get', ''])(
    'with %j, replaceAll: true is refused: a run that keeps all fields is not to be taken for one that clears them',
    async (line) => {
      const [problem, ...others] = await problemsOfJobText(jobWith('').replace('baseline: none', line));
      expect(problem).toMatchObject({ key: 'replaceAll', line: 5, code: 'job.replaceAllNeedless' });
      expect(problem?.words).toContain('kept, not cleared');
      expect(others).toEqual([]);
    },
  );

  test('replaceAll: false says with a baseline what is so', async () => {
    const text = jobWith('').replace('baseline: none\nreplaceAll: true', 'replaceAll: false');
    expect((await loadJobText(text)).baseline).toBe('auto');
  });
});

test('without a baseline nobody knows what would change or be cleared: a limit to it is refused, never ignored', async () => {
  expect(await problemsOfJobText(jobWith('limits:\n  changed: 5%\n  clears: 0'))).toMatchObject([
    { key: 'limits.changed', line: 7, code: 'job.noBaseline' },
    { key: 'limits.clears', line: 8, code: 'job.noBaseline' },
  ]);
});

describe('a setting that a column cannot use is refused where it stands', () => {
  test.each([
    ['mobile: { column: x, format: yyyy }', 'fields.mobile.format'],
    ['mobile: { column: x, maxLength: 5 }', 'fields.mobile.maxLength'],
    ['position: { column: x, separator: / }', 'fields.position.separator'],
    ['birthday: { column: x, values: { a: b } }', 'fields.birthday.values'],
    ['age: { column: x, maxLength: 3 }', 'fields.age.maxLength'],
  ])('%s', async (text, key) => {
    expect(await problemsOfJobText(column(text))).toMatchObject([{ line: 4, key, code: 'job.misplaced' }]);
  });

  test.each([
    ['date', 'values: { a: b }', 'values'],
    ['datetime', 'separator: /', 'separator'],
    ['droplist', 'separator: /', 'separator'],
    ['checkbox', 'maxLength: 3', 'maxLength'],
    ['chained_droplist', 'format: yyyy', 'format'],
    ['text', 'format: yyyy', 'format'],
  ])('%s with %s', async (type, setting, name) => {
    const text = customColumn(`{ column: x, id: 1, type: ${type}, ${setting} }`);
    expect(await problemsOfJobText(text)).toMatchObject([
      { line: 4, key: `customFields.CustomField_1.${name}`, code: 'job.misplaced' },
    ]);
  });

  test.each([
    ['birthday: { column: x, format: yy/M/d }', 'job.format.day', 'fields.birthday.format'],
    ['birthday: { column: x, format: YYYY-MM-DD }', 'job.format.day', 'fields.birthday.format'],
  ])('a format that cannot be read for certain: %s', async (text, code, key) => {
    expect(await problemsOfJobText(column(text))).toMatchObject([{ line: 4, key, code }]);
  });

  test.each(['yyyy/M/d', 'yyyy/M/d h:mm', 'yyyy/M/d H:mm a', 'yyyy-MM-dd HH:mm ZZ'])(
    'a datetime written %s',
    async (format) => {
      const text = customColumn(`{ column: x, id: 1, type: datetime, format: "${format}" }`);
      expect(await problemsOfJobText(text)).toMatchObject([
        { line: 4, key: 'customFields.CustomField_1.format', code: 'job.format.minute' },
      ]);
    },
  );
});

describe('values must be what the field takes', () => {
  test.each([
    ['gender: { column: x, values: { 男: 3 } }', 'fields.gender.values.男', 'job.value'],
    ['gender: { column: x, values: { 男: male } }', 'fields.gender.values.男', 'job.value'],
    ['gender: { column: x, values: { 男: [1] } }', 'fields.gender.values.男', 'job.value'],
    ['wxUserFlag: { column: x, values: { 是: 1 } }', 'fields.wxUserFlag.values.是', 'job.value'],
    ['mobile: { column: x, values: { 总机: 123 } }', 'fields.mobile.values.总机', 'job.value'],
    ['wxNo: { column: x, maxLength: 2, values: { 甲: abc } }', 'fields.wxNo.values.甲', 'job.value'],
  ])('%s', async (text, key, code) => {
    expect(await problemsOfJobText(column(text))).toMatchObject([{ line: 4, key, code }]);
  });

  test.each([
    ['droplist', '{ 甲: -1 }', 'job.value'],
    ['droplist', '{ 甲: a }', 'job.value'],
    ['checkbox', '{ 甲: a }', 'job.value'],
    ['checkbox', '{ 甲: "1,2" }', 'job.value'],
    ['checkbox', '{ 甲: -1 }', 'job.value'],
    ['checkbox', '{ 甲: [1, 2] }', 'job.value'],
    ['chained_droplist', '{ 甲: 4 }', 'job.valuePath'],
    ['chained_droplist', '{ 甲: "4/5" }', 'job.valuePath'],
    ['chained_droplist', '{ 甲: [4, -5] }', 'job.valuePath'],
  ])('%s with %s', async (type, values, code) => {
    const text = customColumn(`{ column: x, id: 1, type: ${type}, values: ${values} }`);
    expect(await problemsOfJobText(text)).toMatchObject([
      { line: 4, key: 'customFields.CustomField_1.values.甲', code },
    ]);
  });

  test('a chained list without any key is refused', async () => {
    const text = customColumn('{ column: x, id: 1, type: chained_droplist, values: { 甲: [] } }');
    expect(await problemsOfJobText(text)).toMatchObject([{ line: 4, code: 'job.expect.path' }]);
  });

  test.each(['甲,乙', '甲，乙'])(
    'a label that the separator would cut in two could never be met: %s',
    async (label) => {
      const text = customColumn(`{ column: x, id: 1, type: checkbox, values: { "${label}": 1, 丙: 2 } }`);
      expect(await problemsOfJobText(text)).toMatchObject([
        { line: 4, key: `customFields.CustomField_1.values.${label}`, code: 'job.labelWithSeparator' },
      ]);
    },
  );
});

describe('custom fields', () => {
  test.each(['备注', '{ column: 备注 }', '{ column: 备注, id: 1 }', '{ column: 备注, type: text }'])(
    'without a baseline, %s lacks its id or type',
    async (text) => {
      const [problem] = await problemsOfJobText(customColumn(text));
      expect(problem).toMatchObject({ line: 4, key: 'customFields.CustomField_1', code: 'job.idAndType' });
      expect(problem?.words).toContain('chained_droplist');
    },
  );

  test('without a baseline, a name is no fieldCode', async () => {
    const text = jobWith('', { fields: 'customFields:\n  客户等级: { column: 等级, id: 1, type: droplist }' });
    const [problem, ...others] = await problemsOfJobText(text);
    expect(problem).toMatchObject({ line: 4, key: 'customFields.客户等级', code: 'job.fieldCode' });
    expect(problem?.words).toContain('baseline: auto');
    expect(others).toEqual([]);
  });

  test('with a baseline, what is written out of one is still held to what its type takes', async () => {
    const text = jobWith('', { fields: 'customFields:\n  生日2: { column: 生日, type: date, maxLength: 3 }' });
    expect(await problemsOfJobText(text.replace('baseline: none\nreplaceAll: true\n', ''))).toMatchObject([
      { line: 4, key: 'customFields.生日2.maxLength', code: 'job.misplaced' },
    ]);
  });

  test.each(['none', 'auto'])('two with one id are refused with baseline: %s', async (baseline) => {
    const fields = 'customFields:\n  C_1: { column: a, id: 1, type: text }\n  C_2: { column: b, id: 1, type: text }';
    const text = jobWith('', { fields }).replace(
      'baseline: none\nreplaceAll: true',
      baseline === 'none' ? 'baseline: none\nreplaceAll: true' : `baseline: ${baseline}`,
    );
    expect(await problemsOfJobText(text)).toMatchObject([{ line: 5, key: 'customFields.C_2.id', code: 'job.sameId' }]);
  });
});

test('a job that maps no field at all is refused', async () => {
  expect(await problemsOfJobText(jobWith('', { fields: 'fields: {}' }))).toMatchObject([
    { line: 3, key: 'fields', code: 'job.noFields' },
  ]);
});
