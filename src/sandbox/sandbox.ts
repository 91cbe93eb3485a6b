import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { SandboxAccount, StoredContact } from './account/account.js';
import { createStore } from './account/store.js';
import type { CallRecord } from './call-record.js';
import { createDice, type FaultPlan } from './faults.js';
import { handleCall, type Service } from './handle-call.js';
import { answerPage, isForPage } from './page/answer-page.js';
import { createWindow, type Rate } from './sliding-window.js';

export interface SandboxOptions {
  contacts: SandboxAccount;
  secret: string;
  /** The port on 127.0.0.1. Default 0: the system chooses a free one. */
  port?: number;
  /** For each endpoint on its own, in a sliding window over arrivals; default 60 in 60,000 ms. */
  rate?: Rate;
  faults?: FaultPlan;
  /** Default 1: the same seed and the same sequence of calls meet the same faults. */
  seed?: number;
  /** The text whose hash is the signature; default `{secret}&{timestamp}`. */
  signFormat?: string;
  /** Default 300. */
  maxSkewSeconds?: number;
}

export interface Sandbox {
  /** http://127.0.0.1:PORT/api/v1 */
  baseUrl: string;
  /** The page for people. */
  url: string;
  contact(id: string): StoredContact | undefined;
  contacts(): StoredContact[];
  /** Every arrival in order, the refused ones too. */
  calls: readonly CallRecord[];
  /** Replaces the plan of faults while it runs; the sequence of draws goes on. */
  setFaults(plan: FaultPlan): void;
  /** Stores a contact as it is, new or in place of the old one: an edit by "people". */
  setContact(contact: StoredContact): void;
  /** Ends it and every open connection. */
  close(): Promise<void>;
}

/**
 * Takes the account and how to behave; gives the running sandbox, a local API that does what the document says.
 * Rejects when the port is taken, or when the plan of faults is wrong.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const service = createService(options);
  const server = await listen(service, options.port ?? 0);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const { contacts } = service.store;
  return {
    baseUrl: `${url}api/v1`,
    url,
    contact: (id) => contacts.get(id),
    contacts: () => [...contacts.values()],
    calls: service.calls,
    setFaults: (plan) => service.dice.setPlan(plan),
    setContact: (contact) => void contacts.set(contact.externalUserId, contact),
    close: () => closeServer(server),
  };
}

function createService(options: SandboxOptions): Service {
  const { contacts, secret, signFormat = '{secret}&{timestamp}', maxSkewSeconds = 300 } = options;
  const { rate = { limit: 60, perMs: 60_000 }, faults = {}, seed = 1 } = options;
  return {
    store: createStore(contacts),
    rate,
    signature: { secret, signFormat, maxSkewSeconds },
    windows: { put: createWindow(rate), get: createWindow(rate), list: createWindow(rate) },
    dice: createDice(faults, seed),
    calls: [],
  };
}

async function listen(service: Service, port: number): Promise<Server> {
  const server = createServer((request, response) => handleRequest(service, request, response));
  // Node's 5 s would cut idle clients off between two windows of quota; gateways keep them about this long.
  server.keepAliveTimeout = 65_000;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function handleRequest(service: Service, request: IncomingMessage, response: ServerResponse): void {
  const at = performance.now();
  // A client that leaves while it is answered must not end the process.
  response.on('error', () => undefined);
  const answer = isForPage(request) ? answerPage : handleCall;
  answer(service, request, response, at).catch(() => response.destroy());
}

async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}
