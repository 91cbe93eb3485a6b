import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Json } from '../../src/fields/json.js';
import { type Call, type Client, type ClientSettings, createClient } from '../../src/wefeng/client.js';
import { createRateLimit } from '../../src/wefeng/rate-limit.js';

/** Opens a server on a free port of this machine, until the test is over. */
export async function listenOn(server: Server): Promise<{ port: number }> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port };
}

const listen = async (server: Server): Promise<string> => `http://127.0.0.1:${(await listenOn(server)).port}/api/v1`;

/** A server that answers as `answer` says; gives its base URL. */
export const listenHttp = (answer: RequestListener): Promise<string> => listen(createHttpServer(answer));

/** A server that answers each request with these bytes, HTTP or not. */
export function listenRaw(answer: (socket: Socket, request: number) => void): Promise<string> {
  let requests = 0;
  return listen(createServer((socket) => socket.on('error', () => {}).on('data', () => answer(socket, ++requests))));
}

/** One request, as a server got it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly sign: string;
  readonly timestamp: string;
  readonly type: string | null;
  readonly body: string;
}

/** A server that writes down what it is asked, and gives everybody the same good answer. */
export async function listenAndWriteDown(answer: string): Promise<{ baseUrl: string; seen: SeenRequest[] }> {
  const seen: SeenRequest[] = [];
  const baseUrl = await listenHttp(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { pathname: path, searchParams } = new URL(request.url ?? '', 'http://x');
    const [sign, timestamp] = [searchParams.get('sign') ?? '', searchParams.get('timestamp') ?? ''];
    seen.push({
      method: request.method ?? '',
      path,
      sign,
      timestamp,
      type: request.headers['content-type'] ?? null,
      body,
    });
    response.end(answer);
  });
  return { baseUrl, seen };
}

/** The contacts of a page that was accepted, parsed; none where it was not. */
export const contactsOf = (outcome: Awaited<ReturnType<Client['list']>>): Json[] =>
  outcome.kind === 'accepted' ? outcome.data.items.map((item) => item.read()) : [];

/** A client of this server, and the calls and clocks that it tells of; but for `limits`, its quotas do not limit. */
export function connect(
  baseUrl: string,
  { attempts = 2, timeoutMs = 2000, graceMs = 15_000, ...more }: Partial<ClientSettings> = {},
  limits: Partial<Record<Call['endpoint'], number>> = {},
  onCall: (call: Call) => void = () => {},
): { client: Client; calls: Call[]; clocks: number[] } {
  const calls: Call[] = [];
  const clocks: number[] = [];
  const settings: ClientSettings = {
    baseUrl,
    secret: 'abc',
    signFormat: '{secret}&{timestamp}',
    timeoutMs,
    concurrency: 8,
    attempts,
    graceMs,
    variables: { baseUrl: 'WEFENG_BASE_URL', secret: 'WEFENG_SECRET' },
    codes: new Map(),
    getPath: '/externalContact/:externalUserID',
    listPath: '/externalContact/list',
    ...more,
  };
  const { put = 1000, get = 1000, list = 1000 } = limits;
  const rates = {
    put: createRateLimit(put, 1000),
    get: createRateLimit(get, 1000),
    list: createRateLimit(list, 1000),
  };
  const client = createClient(
    settings,
    rates,
    (call) => {
      calls.push(call);
      onCall(call);
    },
    (ahead) => clocks.push(ahead),
  );
  onTestFinished(() => client.close());
  return { client, calls, clocks };
}
