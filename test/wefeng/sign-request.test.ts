import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { signRequest } from '../../src/wefeng/sign-request.js';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

test('a signature is the hash of the format, its placeholders filled in, for the second of the call', () => {
  expect(signRequest('abc', '{secret}&{timestamp}', 1_619_143_576_999)).toEqual({
    sign: hash('abc&1619143576'),
    timestamp: 1_619_143_576,
  });
});

test('every placeholder is filled in, wherever it stands', () => {
  expect(signRequest('s', '{secret}{timestamp}{secret}', 7000).sign).toBe(hash('s7s'));
});

test('a secret that looks like a placeholder or a pattern is taken as it is', () => {
  expect(signRequest('a{timestamp}$&b', '{secret}&{timestamp}', 7000).sign).toBe(hash('a{timestamp}$&b&7'));
});
