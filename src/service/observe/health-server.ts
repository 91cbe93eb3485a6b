import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, isIP } from 'node:net';
import { message } from '../../messages/message.js';
import { type RunError, refuse } from '../../messages/run-error.js';
import type { Metrics } from './metrics.js';

/** What the service says of itself and of its jobs. Times are ISO 8601. */
export interface HealthReport {
  /**
   * `starting` until it has its jobs; `attention` while something of a job waits for a person or for another try;
   * `stopping` once it has been told to stop.
   */
  readonly status: 'starting' | 'ok' | 'attention' | 'stopping';
  readonly brokenJobFiles: number;
  readonly jobs: readonly {
    readonly name: string;
    readonly state: 'idle' | 'waiting' | 'running';
    readonly next: string | null;
    /** The last end that this process has seen. */
    readonly lastEnd: { readonly at: string; readonly outcome: string } | null;
    /** What is not settled: what it is and why, by codes, the run, what may be typed, and since when it is known. */
    readonly troubles: readonly {
      readonly code: string;
      readonly reason: string | null;
      readonly run: string | null;
      readonly next: string | null;
      readonly since: string;
    }[];
  }[];
}

export interface HealthServer {
  /** Where it listens, with a slash at the end. */
  readonly url: string;
  /** Ends it within a second, whoever is connected. */
  close(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

const longestRequestMs = 5000;
const closingGraceMs = 300;

/**
 * Tells whoever asks by HTTP how the service is: `/healthz` (200, or 503 while it is starting or stopping) and `/metrics`.
 * @param address port 0 takes any free one
 * @throws RunError when the address cannot be used
 */
export async function startHealthServer(
  address: { readonly host: string; readonly port: number },
  metrics: Pick<Metrics, 'render'>,
  health: () => Promise<HealthReport>,
): Promise<HealthServer> {
  const server = createServer({
    headersTimeout: longestRequestMs,
    requestTimeout: longestRequestMs,
    connectionsCheckingInterval: 1000,
    maxHeaderSize: 8192,
  });
  server.maxConnections = 64;
  await listen(server, address);
  // A machine that has no handle left must not end the service.
  server.on('error', () => {});
  const isAnswered = createHostCheck(address.host, server);
  server.on('request', (request, response) => {
    response.on('error', () => {});
    answer(request, isAnswered, metrics, health)
      .catch(() => plainReply(500, 'internal error'))
      .then((reply) => send(response, request, reply));
  });
  return { url: urlOf(server), close: () => close(server) };
}

async function listen(server: Server, address: { readonly host: string; readonly port: number }): Promise<void> {
  try {
    server.listen(address);
    await once(server, 'listening');
  } catch (error) {
    throw whyNot(address, (error as NodeJS.ErrnoException).code ?? 'error');
  }
}

function whyNot({ host, port }: { readonly host: string; readonly port: number }, reason: string): RunError {
  if (reason === 'EADDRINUSE') return refuse(message('health.portTaken', { host, port }));
  if (reason === 'EACCES') return refuse(message('health.portRefused', { port }));
  return refuse(message('health.noAddress', { host, reason }));
}

async function answer(
  request: IncomingMessage,
  isAnswered: (host: string | undefined) => boolean,
  metrics: Pick<Metrics, 'render'>,
  health: () => Promise<HealthReport>,
): Promise<Reply> {
  if (!isAnswered(request.headers.host)) return plainReply(421, 'not the host of this address');
  const [path] = (request.url ?? '').split('?');
  if (path !== '/healthz' && path !== '/metrics') return plainReply(404, 'there are /healthz and /metrics');
  if (request.method !== 'GET' && request.method !== 'HEAD') return plainReply(405, 'GET or HEAD');
  if (path === '/metrics') return { status: 200, ...(await metrics.render()) };
  const report = await health();
  // What waits for a person is not mended by starting the service again.
  const status = report.status === 'ok' || report.status === 'attention' ? 200 : 503;
  return { status, contentType: 'application/json; charset=utf-8', text: `${JSON.stringify(report)}\n` };
}

const plainReply = (status: number, words: string): Reply => ({
  status,
  contentType: 'text/plain; charset=utf-8',
  text: `${words}\n`,
});

function send(response: ServerResponse, { method }: IncomingMessage, { status, contentType, text }: Reply): void {
  const headers = {
    'content-type': contentType,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // One request a connection: nobody holds one open, and a body that nobody reads is cut off.
    connection: 'close',
    ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
  };
  response.writeHead(status, headers).end(method === 'HEAD' ? undefined : text);
}

/**
 * Whether a request by this Host is answered. On loopback a page of the Internet whose name leads here is not: only the
 * names of this machine are. No Host at all is that of a simple client, never of a browser.
 */
function createHostCheck(bound: string, server: Server): (host: string | undefined) => boolean {
  const { address } = addressOf(server);
  const isLoopback = /^(?:::ffff:)?127\.|^::1$/.test(address);
  const names = new Set(['localhost', '127.0.0.1', '[::1]', inUrl(bound), inUrl(address)]);
  return (host) => !isLoopback || host === undefined || names.has(host.toLowerCase().replace(/:\d+$/, ''));
}

const addressOf = (server: Server): AddressInfo => server.address() as AddressInfo;

const inUrl = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host.toLowerCase());

function urlOf(server: Server): string {
  const { address, port } = addressOf(server);
  return `http://${inUrl(address)}:${port}/`;
}

/** Answers that are under way get a moment, connections without a request none. */
async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const patience = setTimeout(() => server.closeAllConnections(), closingGraceMs);
  await closed;
  clearTimeout(patience);
}
