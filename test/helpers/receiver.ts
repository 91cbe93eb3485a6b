import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** One message, as it arrived. */
interface Received {
  readonly path: string;
  readonly type: string | undefined;
  readonly text: string;
}

/** Whoever is told of the ends of runs: a server that keeps what it gets. */
export interface Receiver {
  /** An address with a key in it, as that of a robot. */
  readonly url: string;
  readonly received: Received[];
  /** The markdown of the messages to a robot. */
  markdown(): string[];
}

export const robotKey = 'canary-robot-key-91c4';

type Reply = (response: ServerResponse, message: number, request: IncomingMessage) => void;

/** What a robot says when all is well. */
export const accept: Reply = (response) => void response.end('{"errcode":0,"errmsg":"ok"}');

/** Starts a receiver that answers as `reply` says; it is gone when the test is over. */
export async function startReceiver(reply: Reply = accept): Promise<Receiver> {
  const received: Received[] = [];
  const sockets = new Set<Socket>();
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    received.push({ path: request.url ?? '', type: request.headers['content-type'], text });
    reply(response, received.length, request);
  });
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/cgi-bin/webhook/send?key=${robotKey}`,
    received,
    markdown: () => received.map(({ text }) => JSON.parse(text).markdown.content),
  };
}
