import { describe, expect, test } from 'vitest';
import { learnAccount, nothingKnown } from '../../src/init/account-knowledge.js';
import { accountOf, asked, field, propose } from './columns.js';

const settingsOf = (proposal: ReturnType<typeof propose>) => proposal.fields[0]?.settings;
const linesOf = (proposal: ReturnType<typeof propose>) =>
  proposal.questions.flatMap(({ lines }) => lines.map(({ settings, untold }) => ({ ...settings, untold })));

describe('words are translated as they are spelled', () => {
  test.each<[string, string[], [string, string | number][] | undefined]>([
    [
      '性别',
      ['男', '女', '男', '未知'],
      [
        ['男', 1],
        ['女', 2],
        ['未知', 0],
      ],
    ],
    [
      '性别',
      ['M', 'f', '先生'],
      [
        ['M', 1],
        ['先生', 1],
        ['f', 2],
      ],
    ],
    ['性别', ['1', '2', '0'], undefined],
    [
      '性别',
      ['1', '女'],
      [
        ['1', 1],
        ['女', 2],
      ],
    ],
    [
      '是否微信用户',
      ['是', '否'],
      [
        ['是', 'YES'],
        ['否', 'NO'],
      ],
    ],
    [
      '是否微信用户',
      ['yes', 'NO'],
      [
        ['yes', 'YES'],
        ['NO', 'NO'],
      ],
    ],
    ['是否微信用户', ['YES', 'NO'], undefined],
    [
      '性别',
      ['男', '女', '男', '女', '男', '外星人'],
      [
        ['男', 1],
        ['女', 2],
      ],
    ],
  ])('%s %j', (name, texts, values) => {
    expect(settingsOf(propose({ [name]: texts }))).toEqual(values === undefined ? {} : { values: new Map(values) });
  });

  test('0 without a word for women may stand for them: it is asked about', () => {
    const proposal = propose({ 性别: ['0', '1', '0'] });
    expect(proposal.fields).toEqual([]);
    expect(asked(proposal.questions)).toEqual([['init.genderZero', 'gender: 性别', 'gender: 性别']]);
    expect(linesOf(proposal).map(({ values }) => [...(values ?? [])])).toEqual([
      [
        ['0', 2],
        ['1', 1],
      ],
      [
        ['0', 0],
        ['1', 1],
      ],
    ]);
    expect(propose({ 性别: ['0', '男', '女'] }).questions).toEqual([]);
  });
});

describe('cells are tidied where they need it', () => {
  test('spaces around some of them are taken off', () => {
    expect(settingsOf(propose({ 手机号: [' 13800138000', '13800138001'] }))).toEqual({ trim: true });
    expect(settingsOf(propose({ 公司: ['木棉树　', '半山'] }))).toEqual({ trim: true });
  });

  test('full-width digits are narrowed, where that makes the cells readable', () => {
    expect(settingsOf(propose({ 手机号: ['１３８００１３８０００'] }))).toEqual({ digits: true });
    expect(settingsOf(propose({ 年龄: [' ３０'] }))).toEqual({ trim: true, digits: true });
    expect(settingsOf(propose({ 公司: ['第１公司'] }))).toEqual({});
  });

  test('words are looked up as they are once they are tidied', () => {
    expect(settingsOf(propose({ 性别: ['男 ', '女'] }))).toEqual({
      trim: true,
      values: new Map([
        ['男', 1],
        ['女', 2],
      ]),
    });
  });
});

describe('a column whose cells do not fit is not mapped', () => {
  test('the reason says what the cells look like, and nothing of what they say', () => {
    const { fields, questions } = propose({ 手机号: ['张三丰', '13800138000', '021 1234'] });
    expect(fields).toEqual([]);
    expect(asked(questions)).toEqual([['init.cells', 'mobile: 手机号']]);
    expect(questions[0]?.why.params).toMatchObject({ filled: 3, refused: 2 });
    expect(questions[0]?.because).toMatchObject({ code: 'cell.phone', params: { value: '×××' } });
    expect(JSON.stringify(questions)).not.toContain('张三丰');
  });

  test('a few bad cells are no reason', () => {
    const texts = ['x', ...Array(4).fill('13800138000'), '', ''];
    expect(propose({ 手机号: texts }).fields).toHaveLength(1);
    expect(propose({ 手机号: ['x', ...texts] }).fields).toHaveLength(0);
  });

  test('a column without a single value goes by its name', () => {
    expect(propose({ 手机号: ['', ''] }).fields).toHaveLength(1);
    expect(propose({ 生日: [] }).fields).toHaveLength(1);
  });

  test('a cell that asks to be cleared fits any field', () => {
    expect(propose({ 年龄: ['#清空', '#清空', '30'] }).questions).toEqual([]);
  });
});

describe("the account's options are held against the cells", () => {
  const levels = accountOf(field(1, '等级', 'droplist', ['普通', 'VIP']));
  const places = accountOf(
    field(1, '地区', 'chained_droplist', [
      ['湖北省', '武汉市'],
      ['广东省', '广州市'],
    ]),
  );
  const tastes = accountOf(field(1, '兴趣', 'checkbox', ['钓鱼', '音乐', '茶/咖啡']));

  test('labels in any width and case need no word', () => {
    expect(settingsOf(propose({ 等级: ['ｖｉｐ', '普通'] }, levels))).toEqual({});
  });

  test('words that are no options are left to be translated, beside those that are', () => {
    const proposal = propose({ 等级: ['金卡', 'VIP', '银卡', '金卡'] }, levels);
    expect(asked(proposal.questions)).toEqual([['init.labels', '等级: 等级']]);
    expect(proposal.questions[0]?.why.params.options).toBe('普通 (1), VIP (2)');
    expect(linesOf(proposal)).toEqual([{ values: new Map([['VIP', 2]]), untold: ['金卡', '银卡'] }]);
  });

  test('too many words, or long ones, are not listed', () => {
    const many = Array.from({ length: 30 }, (_, index) => `词${index}`);
    for (const texts of [many, ['一句很长很长很长很长很长很长很长很长很长很长的话']]) {
      const proposal = propose({ 等级: texts }, levels);
      expect(asked(proposal.questions)).toEqual([['init.cells', '等级: 等级']]);
      expect(linesOf(proposal)).toEqual([{ untold: [] }]);
    }
  });

  test.each<[string[], object]>([
    [['湖北省/武汉市', '广东省／广州市'], {}],
    [['湖北省-武汉市', '广东省-广州市'], { separator: '-' }],
    [['湖北省 > 武汉市'], { separator: '>' }],
  ])('a chain is cut at %j', (texts, settings) => {
    expect(settingsOf(propose({ 地区: texts }, places))).toEqual(settings);
  });

  test.each<[string[], object]>([
    [['钓鱼', '音乐'], {}],
    [['钓鱼，音乐'], {}],
    [['钓鱼、音乐', '茶/咖啡、音乐'], { separator: '、' }],
    [['钓鱼;音乐'], { separator: ';' }],
  ])('several options are cut at %j, and never within a label', (texts, settings) => {
    expect(settingsOf(propose({ 兴趣: texts }, tastes))).toEqual(settings);
  });

  test('a label that holds the usual separator is not cut there, even where no cell holds several', () => {
    const account = accountOf(field(1, '兴趣', 'checkbox', ['茶,咖啡', '音乐']));
    expect(settingsOf(propose({ 兴趣: ['音乐'] }, account))).toEqual({ separator: '、' });
  });

  test.each<[string, string[], object | null]>([
    ['date', ['2024/1/5'], { format: ['yyyy/M/d'] }],
    ['date', ['2024-01-05'], {}],
    ['date', ['2024/1/5 0:00'], { format: ['yyyy/M/d H:mm'] }],
    ['datetime', ['2024/1/5 8:30'], { format: ['yyyy/M/d H:mm'] }],
    ['datetime', ['2024/1/5'], null],
    ['number', ['12', '-3'], {}],
    ['number', ['1.5'], null],
    ['numeric', ['1.5'], {}],
    ['phone', ['0755-86013388'], {}],
    ['area_text', ['一\n二'], {}],
  ])('a field of the type %s takes %j as %j', (type, texts, settings) => {
    const proposal = propose({ 字段: texts }, accountOf(field(1, '字段', type)));
    expect(settingsOf(proposal) ?? null).toEqual(settings);
  });
});

describe('names of those who follow', () => {
  const follow = (name: string, userId: string) => ({ majorFollowUser: userId, majorFollowUserName: name });
  const known = learnAccount([
    follow('周岚', 'zhoulan'),
    follow('何屿', 'heyu'),
    follow('林溪', 'a'),
    follow('林溪', 'b'),
  ]);

  test('userIds are taken as they are', () => {
    expect(settingsOf(propose({ 跟进人: ['zhoulan', 'He.Yu@x'] }))).toEqual({});
  });

  test('names become the userIds that the account has for them', () => {
    expect(settingsOf(propose({ 跟进人: ['周岚', '何屿', 'heyu'] }, known))).toEqual({
      values: new Map([
        ['周岚', 'zhoulan'],
        ['何屿', 'heyu'],
        ['heyu', 'heyu'],
      ]),
    });
  });

  test('names that it does not know, or that two people share, are left to be translated', () => {
    const proposal = propose({ 跟进人: ['周岚', '林溪', '孙贝', '孙贝'] }, known);
    expect(asked(proposal.questions)).toEqual([['init.followUserNames', 'majorFollowUser: 跟进人']]);
    expect(linesOf(proposal)).toEqual([{ values: new Map([['周岚', 'zhoulan']]), untold: ['林溪', '孙贝'] }]);
  });

  test('more than twenty are not listed', () => {
    const texts = Array.from({ length: 21 }, (_, index) => `张${index}`);
    expect(linesOf(propose({ 跟进人: texts }))).toEqual([{ untold: [] }]);
  });

  test('contacts that say nothing, or nonsense, teach nothing', () => {
    expect(learnAccount([null, 'x', {}, { majorFollowUser: '', majorFollowUserName: '周岚' }])).toEqual(nothingKnown);
  });
});
