import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskMessage } from '../../src/wefeng/mask.js';

const secret = 's3cret-canary';

test('a message keeps its words and loses phones, addresses, signatures and the secret', () => {
  const sign = 'a'.repeat(64);
  const masked = maskMessage(`手机号 13800138000 与 a.b@example.com 冲突 sign=${sign} secret: ${secret}`, secret);
  expect(masked).toContain('手机号');
  expect(masked).toContain('冲突');
  for (const hidden of ['13800138000', 'a.b@example.com', sign, secret]) expect(masked).not.toContain(hidden);
});

test('a message is one line of at most 300 characters', () => {
  expect(maskMessage(`a\u001b[31m\r\nb\u202e${'界'.repeat(400)}`, secret)).toMatch(/^a \[31m b 界+…$/);
  expect([...maskMessage('界'.repeat(400), secret)]).toHaveLength(301);
});

test('the secret never stays, wherever it stands', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      expect(maskMessage(before + secret + after, secret)).not.toContain(secret);
    }),
  );
});

describe('what is masked leaves the words around it as they are', () => {
  const hex = '0123456789abcdefABCDEF0123456789';

  test.each([
    ['sign=abc&timestamp=1', 'sign=***&timestamp=1'],
    ['{"sign":"abc","code":4}', '{"sign":"***","code":4}'],
    ["token: 'a-b_c', Secret = xyz!", "token: '***', Secret = ***"],
    ['secret  :  "x y"', 'secret  :  "*** y"'],
    ['no sign of a token', 'no sign of a token'],
    [`id ${hex} is old`, 'id *** is old'],
    ['id abcdefabcdefabcdefabcdefabcdefa is new', 'id abcdefabcdefabcdefabcdefabcdefa is new'],
    ['13800138000 与 1380013 重复', '138****00 与 138****13 重复'],
    ['code 123456 of 2026', 'code 123456 of 2026'],
    ['to a.b+c@mail.example.com.cn: no', 'to ***@***: no'],
    ['a@b is no address', 'a@b is no address'],
    [`key ${secret}.`, 'key ***.'],
    [' \u0000 spaces around \n', 'spaces around'],
  ])('%j becomes %j', (text, masked) => {
    expect(maskMessage(text, secret)).toBe(masked);
  });
});

test('what a message is cut in the middle of does not stay', () => {
  // Masked, the digits are so short that the end of what was read comes into view.
  const digits = '1'.repeat(9_990);
  expect(maskMessage(`${digits} ${secret}`, secret)).not.toContain('s3cret');
  expect(maskMessage(`${digits} 13800138000`, secret)).not.toContain('13800138');
  expect(maskMessage(`${digits} a.b@example.com`, secret)).not.toContain('a.b@ex');
  // That something is missing is seen.
  expect(maskMessage('x'.repeat(20_000), secret)).toBe('…');
  expect(maskMessage(`号${digits}长${'界'.repeat(90)}`, secret)).toContain('长界');
});

test('a message of 300 characters is whole; one more is cut off, and that is seen', () => {
  expect(maskMessage('🧾'.repeat(300), secret)).toBe('🧾'.repeat(300));
  expect(maskMessage('🧾'.repeat(301), secret)).toBe(`${'🧾'.repeat(300)}…`);
  expect(maskMessage('短', secret)).toBe('短');
});
