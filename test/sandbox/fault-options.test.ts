import { expect, test } from 'vitest';
import { parseFaults } from '../../src/sandbox/fault-options.js';

test('probabilities and a latency make a plan', () => {
  expect(parseFaults(['serverError=0.05', 'silent=.5', 'latency=20..80'])).toEqual({
    serverError: 0.05,
    silent: 0.5,
    latencyMs: { min: 20, max: 80 },
  });
  expect(parseFaults(['clockSkew=600'])).toEqual({ clockSkewSeconds: 600 });
  expect(parseFaults(['clockSkew=-10m'])).toEqual({ clockSkewSeconds: -600 });
  expect(parseFaults(['latency=20ms..1s'])).toEqual({ latencyMs: { min: 20, max: 1000 } });
  expect(parseFaults(['clockSkew=-600'])).toEqual({ clockSkewSeconds: -600 });
  expect(parseFaults([])).toEqual({});
});

test('probabilities that add up to 1 are a plan, whatever decimals do', () => {
  expect(() => parseFaults(['serverError=0.7', 'silent=0.1', 'truncated=0.2'])).not.toThrow();
});

test.each([
  ['serverEror=0.1', 'no fault "serverEror"'],
  ['__proto__=0.1', 'no fault "__proto__"'],
  ['latencyMs=1..2', 'no fault "latencyMs"'],
  ['silent', 'silent needs a probability'],
  ['silent=often', 'silent needs a probability'],
  ['silent=1.5', 'from 0 to 1, not 1.5'],
  ['latency=20', 'range of milliseconds'],
  ['clockSkew=soon', 'whole seconds'],
  ['clockSkew=500ms', 'whole seconds'],
  ['latency=1s..2s..3s', 'range of milliseconds'],
  ['clockSkewSeconds=1', 'no fault "clockSkewSeconds"'],
  ['latency=80..20', 'smaller to a larger'],
])('"%s" is refused with a sentence and the valid names', (text, sentence) => {
  expect(() => parseFaults([text])).toThrow(sentence);
  expect(() => parseFaults([text])).toThrow('rateLimited, serverError, htmlError, resetBefore');
});

test('a sum over 1 and a name given twice are refused', () => {
  expect(() => parseFaults(['silent=0.6', 'truncated=0.6'])).toThrow('add up to 1.2, more than 1. Valid names');
  expect(() => parseFaults(['silent=0.1', 'silent=0.2'])).toThrow('silent is given twice');
});
