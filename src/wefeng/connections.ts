import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type RequestOptions } from 'node:https';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** The connections of one account, by the protocol of its address. */
export interface Connections {
  /** Kept open between calls. */
  readonly kept: Agents;
  /** Each for one call alone. */
  readonly fresh: Agents;
  close(): void;
}

interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

/** @param mostKept how many connections may be open between calls */
export function openConnections(mostKept: number): Connections {
  const kept = openAgents({ keepAlive: true, maxSockets: mostKept });
  const fresh = openAgents({ keepAlive: false });
  for (const agent of [kept.http, kept.https]) agent.on('free', guardIdle);
  const all = [kept.http, kept.https, fresh.http, fresh.https];
  return {
    kept,
    fresh,
    close() {
      for (const agent of all) agent.destroy();
    },
  };
}

const openAgents = (options: { keepAlive: boolean; maxSockets?: number }): Agents => ({
  http: new HttpAgent(options),
  https: new ResettableHttpsAgent(options),
});

// A TLS socket cannot be reset; the TCP socket under it can.
const tcpUnder = new WeakMap<Duplex, Socket>();
const secured = new WeakSet<Duplex>();

class ResettableHttpsAgent extends HttpsAgent {
  override createConnection(options: RequestOptions) {
    const tcp = connect(options as NetConnectOpts);
    const secure = super.createConnection(Object.assign({}, options, { socket: tcp }));
    if (secure) tcpUnder.set(secure, tcp);
    secure?.once('secureConnect', () => secured.add(secure));
    return secure;
  }
}

/**
 * Calls `use` when a request may be written to a connection: in the tick in which the connection is ready. One that was
 * used before is first listened to for a turn: the server may have closed it, or sent what nobody asked for.
 */
export function whenReady(socket: Socket, use: () => void): void {
  socket.off('data', closeIdle);
  const isSecure = tcpUnder.has(socket);
  const isReady = isSecure ? secured.has(socket) : !socket.connecting;
  // The first turn may be in the middle of one: what came before it is seen in the second at the latest.
  if (isReady) setImmediate(() => setImmediate(use));
  else socket.once(isSecure ? 'secureConnect' : 'connect', use);
}

/**
 * Breaks a connection so that nothing more of what was written to it leaves this machine. One that is only closed is
 * still delivered by the kernel, for minutes, even after this process has ended.
 *
 * Call it from a timer or setImmediate: inside a callback of the TLS socket it crashes Node.
 */
export function resetConnection(socket: Socket): void {
  (tcpUnder.get(socket) ?? socket).resetAndDestroy();
}

/** Bytes that come while no call is under way answer nothing: they must not answer the next call. */
function guardIdle(socket: Socket): void {
  socket.on('data', closeIdle);
}

function closeIdle(this: Socket): void {
  this.destroy();
}
