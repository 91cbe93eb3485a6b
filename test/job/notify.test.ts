import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { notifyAddressesOf } from '../../src/job/notify-addresses.js';
import { RunError } from '../../src/messages/run-error.js';
import { loadJobText, problemsOfJobText } from '../helpers/job-texts.js';

const job = (notify: string) => `name: a\nid: 客户\nfields: { mobile: 手机号 }\nnotify:\n${notify}\n`;

describe('a job names whom it tells', () => {
  test('and when, and what a webhook is sent, to the letter', async () => {
    const body =
      '      msg_type: text\n      list: [1, "{total} rows", [true, ~]]\n      deep: { content: { text: "{text}" } }';
    const text = job(`  when: problems\n  webhook:\n    url: https://example.com/hook\n    body:\n${body}`);
    expect((await loadJobText(text)).notify).toEqual({
      wecomRobot: null,
      when: 'problems',
      webhook: {
        url: 'https://example.com/hook',
        body: { msg_type: 'text', list: [1, '{total} rows', [true, null]], deep: { content: { text: '{text}' } } },
      },
    });
  });

  test('or it is refused', async () => {
    const [problem] = await problemsOfJobText(job('  when: stop'));
    expect(problem).toMatchObject({ line: 4, key: 'notify', code: 'job.nobody' });
  });

  test('and a placeholder that there is not is refused with its line, and those that there are', async () => {
    const body = '      good: "{text}"\n      list:\n        - "{job}"\n        - "{jbo} and {totl}"';
    const problems = await problemsOfJobText(job(`  webhook:\n    url: https://example.com\n    body:\n${body}`));
    expect(problems.map(({ line, key, code }) => [line, key, code])).toEqual([
      [11, 'notify.webhook.body.list.1', 'job.placeholder'],
      [11, 'notify.webhook.body.list.1', 'job.placeholder'],
    ]);
    expect(problems[0]?.words).toMatch(/\{jbo\}.*\{text\}.*\{job\}.*\{total\} \{updated\}/);
  });

  test.each([
    '  webhook: "https://example.com/k-canary"',
    '  "https://example.com/k-canary"',
    '  wecomRobot: "http://example.com/k-canary"',
    '  wecomRobot: { url: "https://example.com/k-canary" }',
    '  webhook: { url: ["https://example.com/k-canary"] }',
    '  when: always\n  wecomRobt: "https://example.com/k-canary"',
  ])('and an address that stands where none belongs is refused without being told: %s', async (notify) => {
    const problems = await problemsOfJobText(job(notify));
    expect(problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(problems)).not.toContain('canary');
  });

  test('and what is wrong with when it tells is shown', async () => {
    const [problem] = await problemsOfJobText(job('  wecomRobot: "https://example.com"\n  when: nevr'));
    expect(problem?.words).toContain('nevr');
  });

  test('and braces that are no placeholder are what they are', async () => {
    const text = job(`  webhook: { url: "https://example.com", body: '{"a": {}, "b": { "c d" }}' }`);
    expect((await loadJobText(text)).notify?.webhook?.body).toBe('{"a": {}, "b": { "c d" }}');
  });
});

// The name of the variable, as a job file writes it.
const inEnvironment = `$${'{ROBOT}'}`;

describe('an address may stand in the environment', () => {
  const addresses = async (written: string, variables: Record<string, string>) =>
    notifyAddressesOf(await loadJobText(job(`  wecomRobot: "${written}"`)), variables).wecomRobot;
  const refusal = async (written: string, variables: Record<string, string>): Promise<RunError> => {
    const outcome = await addresses(written, variables).catch((error: unknown) => error);
    if (outcome instanceof RunError) return outcome;
    throw new Error('it was accepted');
  };

  test('and is taken from there', async () => {
    const url = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k-1';
    expect(await addresses(inEnvironment, { ROBOT: url })).toBe(url);
    expect(await addresses(url, {})).toBe(url);
  });

  test.each([[{}], [{ ROBOT: '' }]])('and the variable is named when it is missing: %o', async (variables) => {
    const error = await refusal(inEnvironment, variables);
    expect(error.why).toEqual({ code: 'env.notifyMissing', params: { name: 'ROBOT', setting: 'notify.wecomRobot' } });
  });

  test.each([
    'http://example.com/k-canary',
    'ftp://127.0.0.1/k-canary',
    'k-canary',
    'https://',
    ' https://example.com/k-canary',
    'https://example.com/k canary',
    '"https://example.com/k-canary"',
    'http://127.0.0.1.example.com/k-canary',
  ])('and one that is none is refused without being told: %s', async (url) => {
    const error = await refusal(inEnvironment, { ROBOT: url });
    expect(error.why).toEqual({ code: 'env.notifyAddress', params: { name: 'ROBOT' } });
  });

  test.each(['http://127.0.0.1:9/x', 'http://localhost/x', 'http://[::1]:80/x'])('http goes to %s', async (url) => {
    expect(await addresses(inEnvironment, { ROBOT: url })).toBe(url);
  });

  test('and is used with nothing that would write it out', async () => {
    const error = await refusal('https://example.com', { NODE_DEBUG: 'http' });
    expect(error.why.code).toBe('env.debug');
  });

  test('whatever is there, nothing of it is told', async () => {
    const sound = await loadJobText(job(`  wecomRobot: "${inEnvironment}"`));
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (noise) => {
        const secret = `canary${noise}`;
        try {
          notifyAddressesOf(sound, { ROBOT: secret });
        } catch (error) {
          expect(error).toBeInstanceOf(RunError);
          expect(JSON.stringify((error as RunError).why)).not.toContain('canary');
        }
      }),
    );
  });
});
