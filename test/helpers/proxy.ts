import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A call on its way to the sandbox, and what the sandbox has answered to it. */
interface Passage {
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly answer: string;
}

/** Answers in place of the sandbox; null lets its own answer through. */
export type Interfere = (
  passage: Passage,
  response: ServerResponse,
  request: IncomingMessage,
) => string | null | undefined;

/** A server between the program and the sandbox, which passes calls on and may tell another story. Gives its base URL. */
export async function startProxy(baseUrl: string, interfere: Interfere): Promise<string> {
  const target = new URL(baseUrl);
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method = '', url = '' } = request;
    const content = body === '' ? {} : { body, headers: { 'content-type': 'application/json' } };
    const passed = await fetch(new URL(url, target), { method, ...content });
    const answer = await passed.text();
    const told = interfere({ method, url, body, answer }, response, request);
    if (response.writableEnded || request.socket.destroyed) return;
    const { status, headers } = passed;
    const retryAfter = headers.get('retry-after');
    response.writeHead(status, {
      'content-type': 'application/json',
      ...(retryAfter ? { 'retry-after': retryAfter } : {}),
    });
    response.end(told ?? answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${target.pathname}`;
}
