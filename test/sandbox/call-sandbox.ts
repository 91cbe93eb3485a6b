import { createHash } from 'node:crypto';
import type { StoredContact } from '../../src/sandbox/account/account.js';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.js';
import { createAccount } from './sample-account.js';

export const SECRET = 'sandbox-secret-8d1f';

/** A signed request: a body that is no text is sent as JSON. */
interface Call {
  body?: unknown;
  contentType?: string;
  sign?: string;
  timestamp?: number | string;
}

/** An answer: its JSON where it is JSON. */
interface Reply {
  status: number;
  headers: Headers;
  text: string;
  json: { code?: number; message?: string; data?: Record<string, unknown> } & Record<string, unknown>;
}

/** Takes options; starts a sandbox with the contact wm1 unless they say otherwise, and closes it when the test is over. */
export async function withSandbox(
  options: Partial<SandboxOptions>,
  use: (sandbox: Sandbox) => Promise<void>,
): Promise<void> {
  const sandbox = await startSandbox({ contacts: createAccount('wm1'), secret: SECRET, ...options });
  try {
    await use(sandbox);
  } finally {
    await sandbox.close();
  }
}

/** Takes the text a signature is made of; gives its SHA-256 in lower-case hex. */
export function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Gives the time in Unix seconds. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}

/** Takes a sandbox and a path below the base; gives its signed address. */
export function signUrl(sandbox: Sandbox, path: string, call: Call = {}): string {
  const timestamp = call.timestamp ?? now();
  return `${sandbox.baseUrl}${path}?sign=${call.sign ?? hash(`${SECRET}&${timestamp}`)}&timestamp=${timestamp}`;
}

/** Takes a sandbox, an id and a body; PUTs it. */
export function put(sandbox: Sandbox, id: string, body: unknown, call: Call = {}): Promise<Reply> {
  return send(sandbox, 'PUT', `/externalContact/${id}`, { ...call, body });
}

/** Takes a sandbox and an id; GETs the contact. */
export function get(sandbox: Sandbox, id: string, call: Call = {}): Promise<Reply> {
  return send(sandbox, 'GET', `/externalContact/${id}`, call);
}

/** Takes a sandbox and a body; POSTs it to the list. */
export function list(sandbox: Sandbox, body: unknown): Promise<Reply> {
  return send(sandbox, 'POST', '/externalContact/list', { body });
}

/** Takes a sandbox and an id; gives the contact, which must be there. */
export function contactOf(sandbox: Sandbox, id: string): StoredContact {
  const contact = sandbox.contact(id);
  if (!contact) throw new Error(`no contact ${id}`);
  return contact;
}

async function send(sandbox: Sandbox, method: string, path: string, call: Call): Promise<Reply> {
  const { body, contentType = 'application/json' } = call;
  const response = await fetch(signUrl(sandbox, path, call), {
    method,
    headers: body === undefined ? {} : { 'content-type': contentType },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : {} };
}
