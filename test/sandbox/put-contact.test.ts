import { expect, test } from 'vitest';
import { contactOf, put, withSandbox } from './call-sandbox.js';
import { createAccount, customField } from './sample-account.js';

test('standard fields that were sent replace the stored ones, the others are kept', () =>
  withSandbox({}, async (sandbox) => {
    await put(sandbox, 'wm1', { mobile: '13311111111', email: null, remarkDesc: '', age: 15 });
    expect(sandbox.contact('wm1')).toMatchObject({
      mobile: '13311111111',
      email: null,
      remarkDesc: '',
      age: 15,
      gender: 1,
    });
  }));

test('a PUT without customFields clears them all', () =>
  withSandbox({}, async (sandbox) => {
    const before = contactOf(sandbox, 'wm1');
    await put(sandbox, 'wm1', { mobile: '13311111111' });
    expect(contactOf(sandbox, 'wm1').customFields).toEqual([]);
    expect(before.customFields).toHaveLength(2);
  }));

test('a PUT with customFields keeps exactly the ones it sent with content', () =>
  withSandbox({}, async (sandbox) => {
    const { content: _, ...withoutContent } = customField(6003, 1);
    await put(sandbox, 'wm1', { customFields: [customField(2769, [4, 5]), customField(5827, null), withoutContent] });
    expect(contactOf(sandbox, 'wm1').customFields).toEqual([customField(2769, [4, 5])]);
  }));

test('the answer is the one of the document: customField is a JSON string', () =>
  withSandbox({}, async (sandbox) => {
    const reply = await put(sandbox, 'wm1', { corpFullName: '阿里巴巴', customFields: [customField(2769, [4, 5])] });
    const { data, ...rest } = reply.json;
    expect(rest).toEqual({ succeed: true, code: 200, bizCode: '000000', message: 'OK', visible: false });
    expect(data).toMatchObject({ externalUserId: 'wm1', corpFullName: '阿里巴巴', gender: 1, avatar: null });
    expect(data).toMatchObject({ customFields: null, externalTags: null });
    expect(JSON.parse(String(data?.customField))).toEqual([
      { id: 2769, content: [4, 5], fieldCode: 'CustomField_2769', fieldName: null, contentType: 'chained_droplist' },
    ]);
    expect(Object.keys(data ?? {}).join()).toBe(
      'externalUserId,name,avatar,type,corpName,corpFullName,gender,unionid,position,email,age,birthday,' +
        'majorFollowUser,wxNo,address,remarkName,remarkDesc,customField,customFields,externalTags',
    );
  }));

test('an unknown contact is a business error in an HTTP success', () =>
  withSandbox({}, async (sandbox) => {
    const reply = await put(sandbox, 'wm404', {});
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({ succeed: false, code: 404, bizCode: '000404', data: null });
    expect(reply.json.message).toContain('客户不存在');
    expect(sandbox.contacts()).toHaveLength(1);
  }));

test.each([
  ['an unknown field', { nickname: 'x1' }, ['nickname', 'x1']],
  ['a field only the server sets', { name: 'x2' }, ['name', 'x2']],
  ['an age as a text', { age: '15' }, ['age', '15']],
  ['an age with decimals', '{"age":15.0}', ['age', '15.0']],
  ['an age beyond int', { age: 2147483648 }, ['age', '2147483648']],
  ['a gender of 3', { gender: 3 }, ['gender', '3']],
  ['a birthday that no calendar has', { birthday: '2023-02-29' }, ['birthday', '2023-02-29']],
  ['a birthday in another format', { birthday: '2023/01/02' }, ['birthday', '2023/01/02']],
  ['a mobile as a number', { mobile: 13311111111 }, ['mobile', '13311111111']],
  [
    'a long of more than 64 bits',
    '{"udeskCustomerId":9223372036854775808}',
    ['udeskCustomerId', '9223372036854775808'],
  ],
  ['a long as a text', { udeskCustomerId: '1' }, ['udeskCustomerId', '1']],
])('%s is refused with the field and its value, and nothing is stored', (_, body, parts) =>
  withSandbox({}, async (sandbox) => {
    const before = sandbox.contact('wm1');
    const reply = await put(sandbox, 'wm1', body);
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({ succeed: false, code: 400, bizCode: '000400', data: null });
    for (const part of parts) expect(reply.json.message).toContain(part);
    expect(sandbox.contact('wm1')).toBe(before);
    expect(sandbox.calls[0]).toMatchObject({ applied: false, code: 400, httpStatus: 200 });
  }),
);

test('a leap day and an emptied birthday are accepted', () =>
  withSandbox({}, async (sandbox) => {
    for (const birthday of ['2024-02-29', '', null]) {
      expect((await put(sandbox, 'wm1', { birthday })).json.code).toBe(200);
      expect(sandbox.contact('wm1')?.birthday).toBe(birthday);
    }
  }));

test('no digit of a 64-bit number is lost, in a field or in a content', () =>
  withSandbox({}, async (sandbox) => {
    const content = '{"id":6003,"fieldCode":"CustomField_6003","contentType":"number","content":9007199254740993}';
    const amount =
      '{"id":6004,"fieldCode":"CustomField_6004","contentType":"numeric","content":0.10000000000000000001}';
    const body = `{"udeskCustomerId":-9223372036854775808,"customFields":[${content},${amount}]}`;
    const reply = await put(sandbox, 'wm1', body);
    expect(reply.text).toContain('\\"content\\":9007199254740993,');
    expect(reply.text).toContain('\\"content\\":0.10000000000000000001,');
    expect(sandbox.contact('wm1')?.udeskCustomerId).toBe(-9223372036854775808n);
    expect(sandbox.calls[0]?.body).toBe(body);
  }));

test.each(['text/plain', ''])('a body sent as "%s" is a business error', (contentType) =>
  withSandbox({}, async (sandbox) => {
    const reply = await put(sandbox, 'wm1', { mobile: '1' }, { contentType });
    expect(reply.json.code).toBe(400);
    expect(reply.json.message).toContain('Content-Type');
  }),
);

test('application/json with a charset is JSON', () =>
  withSandbox({}, async (sandbox) => {
    const reply = await put(sandbox, 'wm1', { mobile: '1' }, { contentType: 'Application/JSON; charset=utf-8' });
    expect(reply.json.code).toBe(200);
  }));

test('an id is taken out of its percent-encoding', () =>
  withSandbox({ contacts: createAccount('wm/客 1') }, async (sandbox) => {
    await put(sandbox, encodeURIComponent('wm/客 1'), { mobile: '1' });
    expect(sandbox.contact('wm/客 1')?.mobile).toBe('1');
  }));

test('an edit by people is what the next call finds', () =>
  withSandbox({}, async (sandbox) => {
    sandbox.setContact({ ...contactOf(sandbox, 'wm1'), remarkName: '改过' });
    expect((await put(sandbox, 'wm1', {})).json.data?.remarkName).toBe('改过');
  }));

test('the name of who follows goes with the userId, as other contacts have it', () =>
  withSandbox({ contacts: createAccount('wm1', 'wm2') }, async (sandbox) => {
    const follow = (id: string, userId: string, name: string) =>
      sandbox.setContact({ ...contactOf(sandbox, id), majorFollowUser: userId, majorFollowUserName: name });
    follow('wm1', 'heyu', '何屿');
    follow('wm2', 'sunbei', '孙贝');
    const nameAfter = async (userId: string) => {
      await put(sandbox, 'wm1', { majorFollowUser: userId });
      return sandbox.contact('wm1')?.majorFollowUserName;
    };
    expect([await nameAfter('heyu'), await nameAfter('sunbei'), await nameAfter('nobody')]).toEqual([
      '何屿',
      '孙贝',
      null,
    ]);
  }));
