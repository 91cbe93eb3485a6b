import { describe, expect, test } from 'vitest';
import { findStandardFields, rankIdName } from '../../src/init/field-names.js';
import { accountOf, asked, field, mappedTo, propose } from './columns.js';

const fieldsOf = (name: string): string[] => findStandardFields(name).map(({ field: found }) => found);

describe('a column is known by its name, in Chinese or English', () => {
  test.each([
    [
      'mobile',
      ['手机', '手机号', '手机号码', '移动电话', '电话', '联系电话', 'mobile', 'Mobile Phone', 'phone_number', 'Tel'],
    ],
    [
      'majorFollowUser',
      ['跟进人', '跟进人userId', '主跟进人', '负责人', 'majorFollowUser', 'major_follow_user', 'Owner'],
    ],
    ['position', ['职位', '职务', '岗位', 'Position', 'Job Title']],
    ['email', ['邮箱', '电子邮箱', '邮件', 'E-mail', 'EMAIL', 'email address']],
    ['age', ['年龄', 'age']],
    ['gender', ['性别', 'Gender', 'sex']],
    ['udeskCustomerId', ['客服系统ID', '客服系统中的客户ID', 'udeskCustomerId', 'udesk_customer_id']],
    ['corpFullName', ['公司', '公司名称', '公司全称', '企业名称', '工作单位', 'Company Name', 'corpFullName']],
    ['remarkName', ['备注名', '备注名称', 'remark_name', 'remarkName']],
    ['address', ['地址', '联系地址', '家庭住址', 'Address']],
    ['birthday', ['生日', '出生日期', 'Birthday', 'date of birth', 'DOB']],
    ['remarkDesc', ['描述', '客户描述', 'description', 'remarkDesc']],
    ['wxNo', ['微信号', '微信', 'WeChat ID', 'wxNo']],
    ['wxUserFlag', ['是否微信用户', 'wxUserFlag', 'wx_user_flag']],
  ])('%s', (expected, names) => {
    for (const name of names) expect([name, ...fieldsOf(name)]).toEqual([name, expected]);
  });

  test.each([
    [' 手 机 号 ', 'mobile'],
    ['ＭＯＢＩＬＥ', 'mobile'],
    ['手机号\n（必填）', 'mobile'],
    ['*手机号码：', 'mobile'],
    ['生日(yyyy-MM-dd)', 'birthday'],
    ['年龄[选填]', 'age'],
    ['客户手机号', 'mobile'],
    ['客户的性别', 'gender'],
  ])('%j, whatever its width, case, spaces and hints', (name, expected) => {
    expect(fieldsOf(name)).toEqual([expected]);
  });

  test.each([
    [
      '公司电话',
      '生日提醒',
      '手机号2',
      '备用手机',
      '紧急联系人电话',
      '微信昵称',
      '昵称',
      '姓名',
      '客户名称',
      '公司简称',
    ],
    [
      '推荐人',
      '跟进时间',
      '跟进记录',
      '最近跟进人',
      '年龄段',
      '地址邮编',
      '收货地址经度',
      '电话（公司）',
      '邮编',
      '职位等级',
    ],
    ['mobile2', 'phone brand', 'birthday reminder', 'ageing', 'agency', 'email opt-out', 'unionid', '', '：', '()'],
  ])('%s and other names that merely resemble one are known as none', (...names) => {
    for (const name of names) expect([name, ...fieldsOf(name)]).toEqual([name]);
  });

  test('a name for two fields is known as both', () => {
    expect(fieldsOf('备注')).toEqual(['remarkName', 'remarkDesc']);
  });

  test('names of the id are told from those that may be any number', () => {
    for (const name of ['企微客户ID', '外部联系人ID', 'externalUserId', 'external_userid', 'External User ID']) {
      expect([name, rankIdName(name)]).toEqual([name, 0]);
    }
    for (const name of ['客户ID', 'ID', 'userid', '客户编号']) expect([name, rankIdName(name)]).toEqual([name, 1]);
    for (const name of ['unionid', 'openid', '跟进人ID', '订单ID', '身份证'])
      expect([name, rankIdName(name)]).toEqual([name, null]);
  });
});

describe('each field gets one column, or a question', () => {
  test("a field's own name goes before another word for it, which stays unused", () => {
    const proposal = propose({ 公司电话: ['021-1'], 电话: ['13800138000'], 手机号: ['13800138000'] });
    expect(mappedTo(proposal)).toEqual({ mobile: '手机号' });
    expect(proposal.unused).toEqual(['公司电话', '电话']);
    expect(proposal.questions).toEqual([]);
  });

  test('another word does where there is no better one', () => {
    expect(mappedTo(propose({ 公司电话: ['021-1'], 电话: ['13800138000'] }))).toEqual({ mobile: '电话' });
  });

  test('two names that fit alike are asked about', () => {
    const { fields, questions, unused } = propose({ 手机: ['13800138000'], 手机号码: ['13800138001'] });
    expect(fields).toEqual([]);
    expect(unused).toEqual([]);
    expect(asked(questions)).toEqual([['init.severalColumns', 'mobile: 手机', 'mobile: 手机号码']]);
  });

  test('a name that fits two fields is asked about; a field that is taken is not among them', () => {
    expect(asked(propose({ 备注: ['老客户'] }).questions)).toEqual([
      ['init.severalFields', 'remarkName: 备注', 'remarkDesc: 备注'],
    ]);
    const withName = propose({ 备注: ['老客户'], 备注名: ['王总'] });
    expect(mappedTo(withName)).toEqual({ remarkName: '备注名' });
    expect(asked(withName.questions)).toEqual([['init.severalFields', 'remarkDesc: 备注']]);
    expect(propose({ 备注: ['老'], 备注名: ['王'], 描述: ['客'] }).unused).toEqual(['备注']);
  });
});

describe("the account's custom fields are known by their names", () => {
  test.each([
    ['客户等级', '客户等级'],
    [' 客户 等级 ', '客户等级'],
    ['客户等级（必填）', '客户等级'],
    ['CustomField_1', '客户等级'],
    ['customfield_1', '客户等级'],
  ])('%j', (column, key) => {
    const account = accountOf(field(1, '客户等级', 'text'));
    expect(mappedTo(propose({ [column]: ['x'] }, account))).toEqual({ [key]: column });
  });

  test('names that merely resemble one are not', () => {
    const account = accountOf(field(1, '客户等级', 'text'));
    expect(propose({ 等级: ['x'], 客户等级2: ['x'] }, account).unused).toEqual(['等级', '客户等级2']);
  });

  test('just the name of a custom field goes before a word that only may mean a standard one', () => {
    const account = accountOf(field(1, '备注', 'text'), field(2, '电话', 'phone'));
    expect(mappedTo(propose({ 备注: ['x'], 电话: ['13800138000'] }, account))).toEqual({ 备注: '备注', 电话: '电话' });
  });

  test("a name that is a standard field's own as well is asked about", () => {
    const account = accountOf(field(1, '手机号', 'phone'));
    const { questions } = propose({ 手机号: ['13800138000'] }, account);
    expect(asked(questions)).toEqual([['init.severalFields', '手机号: 手机号', 'mobile: 手机号']]);
  });

  test('a name that two custom fields have is asked about, each by its code', () => {
    const account = accountOf(field(1, '等级', 'text'), field(2, '等级', 'text'));
    expect(asked(propose({ 等级: ['x'] }, account).questions)).toEqual([
      ['init.severalFields', 'CustomField_1: 等级', 'CustomField_2: 等级'],
    ]);
  });

  test('two columns for one custom field are asked about', () => {
    const account = accountOf(field(1, 'VIP等级', 'text'));
    expect(asked(propose({ 'VIP 等级': ['x'], vip等级: ['y'] }, account).questions)).toEqual([
      ['init.severalColumns', 'VIP等级: VIP 等级', 'VIP等级: vip等级'],
    ]);
  });

  test('a field of a type that cannot be written is said to be one', () => {
    const { questions } = propose({ 坐标: ['1,2'] }, accountOf(field(1, '坐标', 'location')));
    expect(asked(questions)).toEqual([['init.unsupported']]);
  });

  test("a name that is one of JavaScript's own goes by its code", () => {
    expect(mappedTo(propose({ constructor: ['x'] }, accountOf(field(1, 'constructor', 'text'))))).toEqual({
      CustomField_1: 'constructor',
    });
  });
});
