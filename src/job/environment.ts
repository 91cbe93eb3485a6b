import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { message } from '../messages/message.js';
import { refuse } from '../messages/run-error.js';

/** Where the API is and how to sign for it. The secret is never printed, logged or stored. */
export interface Account {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly secret: string;
  /** The text that is hashed: `{secret}` and `{timestamp}` stand for their values. */
  readonly signFormat: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

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

/** @throws RunError naming the variable that is missing or malformed, never its value */
export function accountOf(variables: Variables): Account {
  if (variables.NODE_TLS_REJECT_UNAUTHORIZED === '0') throw refuse(message('env.tlsOff'));
  for (const [name, tells] of telltales) {
    if (tells.test(variables[name] ?? '')) throw refuse(message('env.debug', { name }));
  }
  return {
    baseUrl: checkBaseUrl(need(variables, 'WEFENG_BASE_URL')),
    secret: checkSecret(need(variables, 'WEFENG_SECRET')),
    signFormat: checkSignFormat(variables.WEFENG_SIGN_FORMAT || '{secret}&{timestamp}'),
  };
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

function need(variables: Variables, name: string): string {
  const value = variables[name];
  if (value === undefined || value === '') throw refuse(message('env.missing', { name }));
  return value;
}

function checkSecret(secret: string): string {
  if (/^[\s"'`]|[\s"'`]$|[\r\n\0]/.test(secret)) throw refuse(message('env.secret'));
  return secret;
}

function checkBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain = url !== null && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!plain || !safe || /[?#\s]/.test(text)) throw refuse(message('env.baseUrl'));
  return url.href.replace(/\/+$/, '');
}

const isLoopback = (host: string) => host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);

function checkSignFormat(format: string): string {
  const placeholders = ['{secret}', '{timestamp}'];
  if (placeholders.every((placeholder) => format.includes(placeholder))) return format;
  throw refuse(message('env.signFormat', { placeholders: placeholders.join(', ') }));
}
