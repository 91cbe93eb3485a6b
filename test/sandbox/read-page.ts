import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.js';

/** Takes an address; gives the page there. */
export async function readPage(url: string): Promise<string> {
  const response = await fetch(url);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  return response.text();
}

/** Takes a sandbox and a whole HTTP request that ends its connection; gives the answer with its head. */
export async function sendRaw(sandbox: Sandbox, request: string): Promise<string> {
  const socket = connect(Number(new URL(sandbox.url).port), '127.0.0.1');
  socket.write(request);
  return text(socket);
}
