import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { type Message, message } from '../messages/message.js';
import { refuse } from '../messages/run-error.js';

/** Where the API is and how to sign for it. The secret is never printed, logged or stored. */
export interface Account {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly secret: string;
  /** The text that is hashed: `{secret}` and `{timestamp}` stand for their values. */
  readonly signFormat: string;
  /** What its variables are called, for messages. */
  readonly variables: AccountVariables;
}

interface AccountVariables {
  readonly baseUrl: string;
  readonly secret: string;
  readonly signFormat: string;
}

export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Adds what a `.env` file in the working directory says to the environment, which wins.
 * @throws RunError when both set a variable of ours, and differ, or the file cannot be read
 */
export function readVariables(environment: Variables): Variables {
  const file = readEnvFile();
  for (const [name, value] of Object.entries(file)) {
    const set = environment[name];
    if (name.startsWith('WEFENG_') && set !== undefined && set !== value)
      throw refuse(message('env.conflict', { name }));
  }
  return { ...file, ...environment };
}

/** The folder that runs are kept in, absolute. */
export const logDirOf = (variables: Variables): string => resolve(variables.WEFENG_LOG_DIR || 'logs');

/**
 * What the variables of an account are called. Two accounts share none, since a name has hyphens and no underscores; nor
 * does one share any with the variables that are there for all.
 * @param account its name in a job; null for the one without a name
 */
export function accountVariables(account: string | null): AccountVariables {
  const prefix = account === null ? 'WEFENG' : `WEFENG_${account.toUpperCase().replaceAll('-', '_')}`;
  return { baseUrl: `${prefix}_BASE_URL`, secret: `${prefix}_SECRET`, signFormat: `${prefix}_SIGN_FORMAT` };
}

/**
 * @param account its name in a job; null for the one without a name
 * @throws RunError naming the variables that are missing or malformed, never their values
 */
export function accountOf(variables: Variables, account: string | null): Account {
  refuseTelltales(variables);
  const names = accountVariables(account);
  refuseMissing([names.baseUrl, names.secret], variables, account);
  const formatName = [names.signFormat, 'WEFENG_SIGN_FORMAT'].find((name) => variables[name]);
  return {
    baseUrl: checkBaseUrl(variables[names.baseUrl] ?? '', names.baseUrl),
    secret: checkSecret(variables[names.secret] ?? '', names.secret),
    signFormat: formatName ? checkSignFormat(variables[formatName] ?? '', formatName) : '{secret}&{timestamp}',
    variables: names,
  };
}

/**
 * Nothing secret is sent where Node itself would write it out, or would not look whom it is sent to.
 * @throws RunError naming the variable
 */
export function refuseTelltales(variables: Variables): void {
  if (variables.NODE_TLS_REJECT_UNAUTHORIZED === '0') throw refuse(message('env.tlsOff'));
  for (const [name, tells] of telltales) {
    if (tells.test(variables[name] ?? '')) throw refuse(message('env.debug', { name }));
  }
}

/** A word about a `.env` file that others than its owner have rights to; null where there is none, or no such rights. */
export function findEnvExposure(): Message | null {
  // Windows keeps rights elsewhere, and tells the same mode of every file.
  if (process.platform === 'win32') return null;
  const file = statSync('.env', { throwIfNoEntry: false });
  if (!file?.isFile() || (file.mode & 0o077) === 0) return null;
  return message('env.exposed', { mode: (file.mode & 0o777).toString(8).padStart(3, '0') });
}

// With these Node itself writes requests, and with them signatures, to the screen or to files.
const telltales = [
  ['NODE_DEBUG', /http|net|tls|stream|\*/i],
  ['NODE_OPTIONS', /trace-event|--report|heapsnapshot|heap-prof/i],
] as const;

function readEnvFile(): Variables {
  try {
    // Windows editors begin a file with a byte order mark, which would become a part of the first name.
    return parseEnv(readFileSync('.env', 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return {};
    throw refuse(message('env.file', { reason: code ?? 'error' }));
  }
}

function refuseMissing(names: readonly string[], variables: Variables, account: string | null): void {
  const name = names.filter((each) => !variables[each]).join(', ');
  if (name === '') return;
  throw refuse(account === null ? message('env.missing', { name }) : message('env.accountMissing', { name, account }));
}

function checkSecret(secret: string, name: string): string {
  if (/^[\s"'`]|[\s"'`]$|[\r\n\0]/.test(secret)) throw refuse(message('env.secret', { name }));
  return secret;
}

function checkBaseUrl(text: string, name: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain = url !== null && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!plain || !safe || /[?#\s]/.test(text)) throw refuse(message('env.baseUrl', { name }));
  return url.href.replace(/\/+$/, '');
}

/** Whether a host is this machine. */
export const isLoopback = (host: string) =>
  host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);

function checkSignFormat(format: string, name: string): string {
  const placeholders = ['{secret}', '{timestamp}'];
  if (placeholders.every((placeholder) => format.includes(placeholder))) return format;
  throw refuse(message('env.signFormat', { name, placeholders: placeholders.join(', ') }));
}
