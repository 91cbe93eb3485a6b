import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  accountVariables,
  findEnvExposure,
  logDirOf,
  accountOf as namedAccountOf,
  readVariables,
} from '../../src/job/environment.js';
import { isAccountName } from '../../src/job/schema.js';
import { formatMessage } from '../../src/messages/message.js';
import { RunError } from '../../src/messages/run-error.js';
import { makeTempFolder } from '../helpers/temp-folder.js';

const sound = { WEFENG_BASE_URL: 'https://sub.wefeng360.com/api/v1', WEFENG_SECRET: 'canary-0f5e' };

const accountOf = (variables: Record<string, string | undefined>) => namedAccountOf(variables, null);

const refusalOf = (work: () => unknown): RunError => {
  try {
    work();
  } catch (error) {
    if (error instanceof RunError && error.ending === 'refused') return error;
    throw error;
  }
  throw new Error('accepted');
};

const codeOf = (variables: Record<string, string | undefined>): string =>
  refusalOf(() => accountOf({ ...sound, ...variables })).why.code;

test('an account is its address, its secret and how they are signed', () => {
  expect(accountOf(sound)).toEqual({
    baseUrl: 'https://sub.wefeng360.com/api/v1',
    secret: 'canary-0f5e',
    signFormat: '{secret}&{timestamp}',
    variables: { baseUrl: 'WEFENG_BASE_URL', secret: 'WEFENG_SECRET', signFormat: 'WEFENG_SIGN_FORMAT' },
  });
});

describe('the address of the API', () => {
  test.each([
    ['https://sub.wefeng360.com/api/v1/', 'https://sub.wefeng360.com/api/v1'],
    ['https://sub.wefeng360.com/api/v1//', 'https://sub.wefeng360.com/api/v1'],
    ['https://crm.example.com:8443/prefix/api/v1', 'https://crm.example.com:8443/prefix/api/v1'],
    ['https://sub.wefeng360.com', 'https://sub.wefeng360.com'],
    ['http://localhost:3000/api/v1', 'http://localhost:3000/api/v1'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://127.8.9.1:3000', 'http://127.8.9.1:3000'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
  ])('%s is taken', (given, baseUrl) => {
    expect(accountOf({ ...sound, WEFENG_BASE_URL: given }).baseUrl).toBe(baseUrl);
  });

  test.each([
    'http://sub.wefeng360.com/api/v1',
    'http://10.0.0.1/api/v1',
    'http://169.254.169.254/latest',
    'http://0.0.0.0/',
    'http://localhost.example.com/',
    'http://127.0.0.1.example.com/',
    'http://127.evil.example/',
    'https://user:password@sub.wefeng360.com/api/v1',
    'https://user@sub.wefeng360.com/api/v1',
    'https://sub.wefeng360.com/api/v1?x=1',
    'https://sub.wefeng360.com/api/v1?',
    'https://sub.wefeng360.com/api/v1#x',
    'https://sub.wefeng360.com/api/v1#',
    'https://sub.wefeng360.com/api/v1 ',
    ' https://sub.wefeng360.com/api/v1',
    'https://sub.wefeng360.com/api\n/v1',
    'sub.wefeng360.com/api/v1',
    'ftp://sub.wefeng360.com/',
    'file:///etc/passwd',
    'https://',
    'javascript:1',
  ])('%j is refused', (given) => {
    expect(codeOf({ WEFENG_BASE_URL: given })).toBe('env.baseUrl');
  });

  test('is told to be missing by name', () => {
    const error = refusalOf(() => accountOf({ ...sound, WEFENG_BASE_URL: '' }));
    expect(error.why).toEqual({ code: 'env.missing', params: { name: 'WEFENG_BASE_URL' } });
  });
});

describe('the secret', () => {
  test.each(['canary', 'a b', "it's", '密钥', '0', 'a\tb', '$X', 'ends#'])('%j is taken as it is', (secret) => {
    expect(accountOf({ ...sound, WEFENG_SECRET: secret }).secret).toBe(secret);
  });

  test.each([
    ' canary-77',
    'canary-77 ',
    '"canary-77"',
    "'canary-77'",
    '`canary-77`',
    'canary-77\n',
    'canary\n-77',
    'canary-77\r',
    'canary\0-77',
    '\uFEFFcanary-77',
    '\u00A0canary-77',
  ])('%j is refused, and not a part of it is printed', (secret) => {
    const error = refusalOf(() => accountOf({ ...sound, WEFENG_SECRET: secret }));
    expect(error.why.code).toBe('env.secret');
    const told = [
      inspect(error, { depth: 9, showHidden: true }),
      JSON.stringify(error),
      formatMessage(error.why, 'zh'),
    ].join();
    expect(told).not.toContain('canary');
    expect(told).not.toContain('-77');
  });

  test.each([undefined, ''])('%j is missing', (secret) => {
    const error = refusalOf(() => accountOf({ ...sound, WEFENG_SECRET: secret }));
    expect(error.why).toEqual({ code: 'env.missing', params: { name: 'WEFENG_SECRET' } });
  });

  test('does not appear when it is the address that is wrong, nor do credentials in the address', () => {
    const error = refusalOf(() => accountOf({ ...sound, WEFENG_BASE_URL: 'https://user:canary-pw@x.example/' }));
    expect(inspect(error, { depth: 9 })).not.toMatch(/canary/);
  });
});

describe('the format of the signature', () => {
  test('is what the tenant says', () => {
    expect(accountOf({ ...sound, WEFENG_SIGN_FORMAT: '{timestamp}:{secret}' }).signFormat).toBe('{timestamp}:{secret}');
    expect(accountOf({ ...sound, WEFENG_SIGN_FORMAT: '' }).signFormat).toBe('{secret}&{timestamp}');
  });

  test.each(['{secret}', '{timestamp}', 'canary-0f5e&{timestamp}'])('%j would not sign anything', (format) => {
    const error = refusalOf(() => accountOf({ ...sound, WEFENG_SIGN_FORMAT: format }));
    expect(error.why.code).toBe('env.signFormat');
    expect(inspect(error, { depth: 9 })).not.toContain('canary');
  });
});

describe('an environment that would give the signature away is refused', () => {
  test('certificate checks turned off', () => {
    expect(codeOf({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toBe('env.tlsOff');
    expect(accountOf({ ...sound, NODE_TLS_REJECT_UNAUTHORIZED: '1' }).secret).toBe('canary-0f5e');
  });

  test.each(['http', 'HTTP', 'https', 'net,tls', 'stream', 'fs,http2', '*', 'h*'])('NODE_DEBUG=%s', (debug) => {
    expect(codeOf({ NODE_DEBUG: debug })).toBe('env.debug');
  });

  test('NODE_DEBUG of what never sees a request is no matter', () => {
    expect(accountOf({ ...sound, NODE_DEBUG: 'module,timers' }).secret).toBe('canary-0f5e');
  });
});

test('runs are kept in the folder that the environment names, or in logs', () => {
  expect(logDirOf({})).toBe(join(process.cwd(), 'logs'));
  expect(logDirOf({ WEFENG_LOG_DIR: '' })).toBe(join(process.cwd(), 'logs'));
  expect(logDirOf({ WEFENG_LOG_DIR: 'runs' })).toBe(join(process.cwd(), 'runs'));
  expect(logDirOf({ WEFENG_LOG_DIR: '/var/wefeng' })).toBe('/var/wefeng');
});

describe('the .env file of the working directory', () => {
  test('is read, comments and quotes included', () => {
    const read = readIn('# account\nWEFENG_BASE_URL=https://a.example/api\nWEFENG_SECRET="s e"\n');
    expect(read()).toEqual({ WEFENG_BASE_URL: 'https://a.example/api', WEFENG_SECRET: 's e' });
  });

  test('may be missing', () => {
    const read = readIn(null, { WEFENG_SECRET: 'from-outside' });
    expect(read()).toEqual({ WEFENG_SECRET: 'from-outside' });
  });

  test('may say the same as the environment', () => {
    const read = readIn('WEFENG_SECRET=same\n', { WEFENG_SECRET: 'same' });
    expect(read().WEFENG_SECRET).toBe('same');
  });

  test.each([
    ['other', 'canary-file'],
    ['', 'canary-file'],
  ])('may not differ from the environment (%j), and neither secret is printed', (outside, inFile) => {
    const read = readIn(`WEFENG_SECRET=${inFile}\n`, { WEFENG_SECRET: outside });
    const error = refusalOf(read);
    expect(error.why).toEqual({ code: 'env.conflict', params: { name: 'WEFENG_SECRET' } });
    expect(inspect(error, { depth: 9 })).not.toMatch(/canary|other/);
  });

  test('yields to the environment in what is not ours', () => {
    const read = readIn('LANG=en\n', { LANG: 'zh_CN.UTF-8' });
    expect(read().LANG).toBe('zh_CN.UTF-8');
  });

  test('is refused when it cannot be read', () => {
    const read = readIn(null);
    mkdirSync('.env');
    expect(refusalOf(read).why).toEqual({ code: 'env.file', params: { reason: 'EISDIR' } });
  });

  test('with Windows line ends and a byte order mark gives the same values', () => {
    const read = readIn('\uFEFFWEFENG_SECRET=abc\r\nWEFENG_BASE_URL=https://a.example/api\r\n');
    expect(read()).toEqual({ WEFENG_SECRET: 'abc', WEFENG_BASE_URL: 'https://a.example/api' });
  });
});

describe('the accounts of jobs that name theirs', () => {
  const shop = { WEFENG_SHOP_2_BASE_URL: 'https://two.wefeng360.com/api/v1', WEFENG_SHOP_2_SECRET: 'canary-two' };
  const shopOf = (variables: Record<string, string>) => namedAccountOf({ ...sound, ...shop, ...variables }, 'shop-2');

  test('take the variables of that name, and nothing of the account without one', () => {
    expect(shopOf({})).toMatchObject({ baseUrl: 'https://two.wefeng360.com/api/v1', secret: 'canary-two' });
    expect(namedAccountOf({ ...sound, ...shop }, null)).toMatchObject({ baseUrl: sound.WEFENG_BASE_URL });
  });

  test('sign as their own variable says, else as the common one, else as usual', () => {
    const [own, common] = ['{timestamp}#{secret}', '{secret}-{timestamp}'];
    expect(shopOf({ WEFENG_SHOP_2_SIGN_FORMAT: own, WEFENG_SIGN_FORMAT: common }).signFormat).toBe(own);
    expect(shopOf({ WEFENG_SIGN_FORMAT: common }).signFormat).toBe(common);
    expect(shopOf({ WEFENG_SHOP_2_SIGN_FORMAT: '' }).signFormat).toBe('{secret}&{timestamp}');
  });

  test('are told by name what is missing, all of it, though the account without a name has it', () => {
    expect(refusalOf(() => namedAccountOf(sound, 'shop-2')).why).toEqual({
      code: 'env.accountMissing',
      params: { account: 'shop-2', name: 'WEFENG_SHOP_2_BASE_URL, WEFENG_SHOP_2_SECRET' },
    });
    expect(refusalOf(() => shopOf({ WEFENG_SHOP_2_SECRET: '' })).why.params.name).toBe('WEFENG_SHOP_2_SECRET');
  });

  test.each([
    ['WEFENG_SHOP_2_BASE_URL', 'http://canary.example/', 'env.baseUrl'],
    ['WEFENG_SHOP_2_SECRET', ' canary-three', 'env.secret'],
    ['WEFENG_SHOP_2_SIGN_FORMAT', 'canary', 'env.signFormat'],
    ['WEFENG_SIGN_FORMAT', 'canary', 'env.signFormat'],
  ])('are told by name that %s is malformed, and not what it holds', (name, value, code) => {
    const error = refusalOf(() => shopOf({ [name]: value }));
    expect(error.why).toMatchObject({ code, params: { name } });
    expect(formatMessage(error.why, 'zh')).toContain(name);
    expect(inspect(error, { depth: 9 })).not.toContain('canary');
  });

  test('may not differ between the environment and .env', () => {
    const read = readIn('WEFENG_SHOP_2_SECRET=canary-file\n', { WEFENG_SHOP_2_SECRET: 'canary-outside' });
    const error = refusalOf(read);
    expect(error.why).toEqual({ code: 'env.conflict', params: { name: 'WEFENG_SHOP_2_SECRET' } });
    expect(inspect(error, { depth: 9 })).not.toContain('canary');
  });

  const common = ['WEFENG_BASE_URL', 'WEFENG_SECRET', 'WEFENG_SIGN_FORMAT', 'WEFENG_LOG_DIR'];
  const part = fc.stringMatching(/^[a-z0-9]{1,3}$/);
  const anyName = fc
    .tuple(fc.constantFrom('base', 'sign', 'log', 'secret', 'a', 'a1'), fc.array(part, { maxLength: 3 }))
    .map((parts) => parts.flat().join('-'))
    .filter(isAccountName);

  test('share no variable with each other, nor with what is there for all, whatever they are called', () => {
    fc.assert(
      fc.property(anyName, anyName, (one, other) => {
        const names = [one, other].flatMap((name) => Object.values(accountVariables(name)));
        const all = one === other ? names.slice(3) : names;
        expect(new Set([...all, ...common]).size).toBe(all.length + common.length);
        for (const name of all) expect(name).toMatch(/^WEFENG_[A-Z][A-Z0-9_]*$/);
      }),
    );
  });

  test.each(['a_b', 'A', '1a', 'a--b', 'a-', '', '客户'])('cannot be called %j', (name) => {
    expect(isAccountName(name)).toBe(false);
  });
});

describe.runIf(process.platform !== 'win32')('a .env file that others have rights to', () => {
  test.each([
    [0o644, '644'],
    [0o640, '640'],
    [0o602, '602'],
    [0o620, '620'],
  ])('of mode %o is told of, with its mode and what to do', (mode, told) => {
    readIn('WEFENG_SECRET=canary\n');
    chmodSync('.env', mode);
    const exposure = findEnvExposure();
    expect(exposure).toEqual({ code: 'env.exposed', params: { mode: told } });
    expect(exposure && formatMessage(exposure, 'zh')).toContain('chmod 600 .env');
  });

  test.each([0o600, 0o400])('is not one of mode %o', (mode) => {
    readIn('WEFENG_SECRET=canary\n');
    chmodSync('.env', mode);
    expect(findEnvExposure()).toBe(null);
  });

  test('is not one that is not there', () => {
    readIn(null);
    expect(findEnvExposure()).toBe(null);
  });
});

/** The variables in a folder with this .env file and an environment of these, for one test. */
function readIn(envFile: string | null, environment: Record<string, string> = {}) {
  const before = process.cwd();
  onTestFinished(() => process.chdir(before));
  const folder = makeTempFolder();
  if (envFile !== null) writeFileSync(join(folder, '.env'), envFile);
  process.chdir(folder);
  return () => readVariables(environment);
}
