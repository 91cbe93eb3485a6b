import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskMessage } from '../../src/api/mask.js';

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
