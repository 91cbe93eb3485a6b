import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listenOn } from './api-server.js';

/** One PUT on its way. */
export interface LatePut {
  readonly contact: string;
  /** Counts the PUTs of this contact, from 1. */
  readonly attempt: number;
  /** Delivers it to the sandbox; gives its answer as it came. */
  readonly deliver: () => Promise<{ status: number; text: string }>;
  /** Drops the connection of the program: it learns nothing. */
  readonly drop: () => void;
  readonly answer: (passed: { status: number; text: string }) => void;
}

/** A server before the sandbox that lets each PUT go as `handle` says, and passes on all other calls. Gives its base URL. */
export async function startLateProxy(baseUrl: string, handle: (put: LatePut) => void | Promise<void>): Promise<string> {
  const target = new URL(baseUrl);
  const attempts = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    const { method = '', url = '' } = request;
    const deliver = () => pass(new URL(url, target), method, body);
    const answer = reply(response);
    if (method !== 'PUT') return answer(await deliver());
    const contact = /externalContact\/([\w-]+)/.exec(url)?.[1] ?? '';
    const attempt = (attempts.get(contact) ?? 0) + 1;
    attempts.set(contact, attempt);
    await handle({ contact, attempt, deliver, answer, drop: () => void request.socket.destroy() });
  });
  const { port } = await listenOn(server);
  return `http://127.0.0.1:${port}${target.pathname}`;
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}

async function pass(url: URL, method: string, body: string) {
  const content = body === '' ? {} : { body, headers: { 'content-type': 'application/json' } };
  const passed = await fetch(url, { method, ...content });
  return { status: passed.status, text: await passed.text() };
}

const reply =
  (response: ServerResponse) =>
  ({ status, text }: { status: number; text: string }) => {
    if (response.destroyed) return;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(text);
  };
