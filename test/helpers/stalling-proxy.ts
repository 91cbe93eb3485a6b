import { connect, createServer, type Socket } from 'node:net';
import { listenOn } from './api-server.js';

/** A TCP proxy that passes on the first bytes of each connection, and then takes no more until it is released. */
export interface StallingProxy {
  readonly port: number;
  /** How many connections have stalled. */
  stalled(): number;
  /** Passes on all that it was sent, and all that may still come. Resolves when every connection has ended. */
  release(): Promise<void>;
}

/** @param passed how many bytes of a client go through before its connection stalls */
export async function startStallingProxy(target: number, passed: number): Promise<StallingProxy> {
  const held = new Set<Socket>();
  const ended: Promise<void>[] = [];
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    let bytes = 0;
    client.on('data', (chunk) => {
      upstream.write(chunk);
      bytes += chunk.length;
      if (bytes < passed || held.has(client)) return;
      held.add(client);
      client.pause();
    });
    client.on('end', () => upstream.end());
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    upstream.pipe(client);
    ended.push(new Promise((resolve) => client.once('close', () => resolve())));
  });
  const { port } = await listenOn(server);
  return {
    port,
    stalled: () => held.size,
    async release() {
      for (const client of held) client.resume();
      await Promise.all(ended);
    },
  };
}
