import { describe, expect, test } from 'vitest';
import type { StandardFieldName } from '../../src/fields/field.js';
import { sendCell, standard } from '../helpers/send-cell.js';

// Sections 1.1.2 and 1.1.6 of the API document.

describe('a standard field takes a sound cell and sends it as the document has it', () => {
  test.each<[StandardFieldName, string, string]>([
    ['mobile', '13311111111', '"13311111111"'],
    ['mobile', '+8613311111111', '"+8613311111111"'],
    ['mobile', '133-1111-1111', '"133-1111-1111"'],
    ['mobile', '010-12345678', '"010-12345678"'],
    ['mobile', '400-800-8888', '"400-800-8888"'],
    ['mobile', '+85223456789', '"+85223456789"'],
    ['mobile', '+16502530000', '"+16502530000"'],
    ['majorFollowUser', 'wangqingyu', '"wangqingyu"'],
    ['position', '马云专用捶腿员', '"马云专用捶腿员"'],
    ['email', '149286928@qq.com', '"149286928@qq.com"'],
    ['email', 'First.Last+tag@mail.example.com.cn', '"First.Last+tag@mail.example.com.cn"'],
    ['age', '15', '15'],
    ['age', '0', '0'],
    ['age', '150', '150'],
    ['gender', '0', '0'],
    ['gender', '2', '2'],
    ['udeskCustomerId', '9007199254740993', '9007199254740993'],
    ['udeskCustomerId', '9223372036854775807', '9223372036854775807'],
    ['udeskCustomerId', '-9223372036854775808', '-9223372036854775808'],
    ['corpFullName', '阿里巴巴', '"阿里巴巴"'],
    ['remarkName', ' 前后有空格 ', '" 前后有空格 "'],
    ['address', '第一行\r\n第二行\t末', '"第一行\\r\\n第二行\\t末"'],
    ['birthday', '2021-08-03', '"2021-08-03"'],
    ['birthday', '2024-02-29', '"2024-02-29"'],
    ['remarkDesc', '=1+1', '"=1+1"'],
    ['wxNo', 'a???', '"a???"'],
    ['wxUserFlag', 'YES', '"YES"'],
    ['wxUserFlag', 'NO', '"NO"'],
  ])('%s takes %j', (name, text, sent) => {
    expect(sendCell(standard(name), text)).toEqual({ sent });
  });
});

describe('a standard field refuses a cell that the server would refuse or misread', () => {
  test.each<[StandardFieldName, string, string]>([
    ['mobile', '1331111111', 'cell.phone'],
    ['mobile', '133111111111', 'cell.phone'],
    ['mobile', '12311111111', 'cell.phone'],
    ['mobile', '133 1111 1111', 'cell.phone'],
    ['mobile', ' 13311111111', 'cell.phone'],
    ['mobile', '１３３１１１１１１１１', 'cell.phone'],
    ['mobile', '13311111111转8001', 'cell.phone'],
    ['mobile', '13311111111 ext. 1', 'cell.phone'],
    ['mobile', '13311111111,13322222222', 'cell.phone'],
    ['mobile', '133--1111-1111', 'cell.phone'],
    ['mobile', '13311111111-', 'cell.phone'],
    ['mobile', '++8613311111111', 'cell.phone'],
    ['mobile', '0800FLOWERS', 'cell.phone'],
    ['mobile', '13311111111\n', 'cell.phone'],
    ['mobile', '1.33111E+10', 'cell.scientific'],
    ['majorFollowUser', 'a\nb', 'cell.lineBreak'],
    ['position', '一\t二', 'cell.lineBreak'],
    ['position', '一\r二', 'cell.lineBreak'],
    ['position', '一\u2028二', 'cell.lineBreak'],
    ['position', '一\u2029二', 'cell.lineBreak'],
    ['email', 'a@b', 'cell.email'],
    ['email', 'a.example.com', 'cell.email'],
    ['email', 'a@@example.com', 'cell.email'],
    ['email', ' a@example.com', 'cell.email'],
    ['email', 'a@example.com;b@example.com', 'cell.email'],
    ['email', 'a@example.com\n', 'cell.email'],
    ['age', '-1', 'cell.outOfRange'],
    ['age', '151', 'cell.outOfRange'],
    ['age', '15.0', 'cell.integer'],
    ['age', '15岁', 'cell.integer'],
    ['age', '１５', 'cell.integer'],
    ['age', ' 15', 'cell.integer'],
    ['age', '015', 'cell.integer'],
    ['age', '+15', 'cell.integer'],
    ['age', '0x10', 'cell.integer'],
    ['age', '1e1', 'cell.integer'],
    ['age', '-0', 'cell.integer'],
    ['age', '1,5', 'cell.integer'],
    ['age', '15\n', 'cell.integer'],
    ['gender', '3', 'cell.outOfRange'],
    ['gender', '男', 'cell.integer'],
    ['udeskCustomerId', '9223372036854775808', 'cell.outOfRange'],
    ['udeskCustomerId', '-9223372036854775809', 'cell.outOfRange'],
    ['udeskCustomerId', '9.00719925474099E+15', 'cell.scientific'],
    ['remarkName', '一\n二', 'cell.lineBreak'],
    ['birthday', '2021/08/03', 'cell.day'],
    ['birthday', '2021-8-3', 'cell.day'],
    ['birthday', '2021-02-29', 'cell.day'],
    ['birthday', '2021-08-03 00:00:00', 'cell.hiddenTime'],
    ['birthday', '44411', 'cell.day'],
    ['birthday', '1899-12-31', 'cell.birthdayYear'],
    ['birthday', '2100-01-01', 'cell.birthdayYear'],
    ['wxNo', 'a\nb', 'cell.lineBreak'],
    ['wxUserFlag', 'yes', 'cell.notAllowed'],
    ['wxUserFlag', '是', 'cell.notAllowed'],
    ['wxUserFlag', 'TRUE', 'cell.notAllowed'],
    ['wxUserFlag', 'YES ', 'cell.notAllowed'],
  ])('%s refuses %j as %s', (name, text, refused) => {
    expect(sendCell(standard(name), text)).toEqual({ refused });
  });
});

test.each<[StandardFieldName, number]>([
  ['majorFollowUser', 64],
  ['position', 255],
  ['corpFullName', 255],
  ['remarkName', 255],
  ['address', 1000],
  ['remarkDesc', 1000],
  ['wxNo', 64],
])('%s takes %i characters and not one more', (name, longest) => {
  const text = '汉'.repeat(longest);
  expect(sendCell(standard(name), text)).toEqual({ sent: `"${text}"` });
  expect(sendCell(standard(name), `${text}汉`)).toEqual({ refused: 'cell.tooLong' });
});

test('an e-mail address is no longer than a mail server takes', () => {
  expect(sendCell(standard('email'), `${'a'.repeat(249)}@b.cn`)).toEqual({ sent: `"${'a'.repeat(249)}@b.cn"` });
  expect(sendCell(standard('email'), `${'a'.repeat(250)}@b.cn`)).toEqual({ refused: 'cell.tooLong' });
});

test('a number of any length is out of range, not an error of the program', () => {
  expect(sendCell(standard('udeskCustomerId'), '9'.repeat(400))).toEqual({ refused: 'cell.outOfRange' });
});

test('maxLength of the job moves the longest text both ways', () => {
  expect(sendCell(standard('wxNo'), 'abcd', { maxLength: 3 })).toEqual({ refused: 'cell.tooLong' });
  expect(sendCell(standard('wxNo'), 'a'.repeat(300), { maxLength: 300 })).toEqual({ sent: `"${'a'.repeat(300)}"` });
});

test('length is counted in characters as a person counts them, not in halves of a rare name', () => {
  expect(sendCell(standard('remarkName'), '𠮷'.repeat(3), { maxLength: 3 })).toEqual({ sent: '"𠮷𠮷𠮷"' });
  expect(sendCell(standard('remarkName'), '𠮷'.repeat(4), { maxLength: 3 })).toEqual({ refused: 'cell.tooLong' });
});
