import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { StoredContact } from './account/account.js';
import { listChanges } from './account/list-changes.js';
import type { Store } from './account/store.js';
import { type Answer, refuse, refuseHttp } from './answer.js';
import { type CallRecord, recordArrival } from './call-record.js';
import { checkSignature, type SignatureRule } from './check-signature.js';
import type { createDice } from './faults.js';
import { forgeAnswer } from './forge-answer.js';
import { getContact } from './get-contact.js';
import { listContacts } from './list-contacts.js';
import { parseBody } from './parse-body.js';
import { putContact } from './put-contact.js';
import { type Body, readBody } from './read-body.js';
import { findRoute, type Route } from './route.js';
import { resetConnection, sendAnswer } from './send-answer.js';
import type { Rate, SlidingWindow } from './sliding-window.js';

/** What every call works with. */
export interface Service {
  store: Store;
  signature: SignatureRule;
  rate: Rate;
  windows: Record<'put' | 'get' | 'list', SlidingWindow>;
  dice: ReturnType<typeof createDice>;
  calls: CallRecord[];
}

/**
 * Takes the service, a request to the API with its response, and its arrival (performance.now, ms); records the call,
 * checks it (signature, quota, dice, body, in this order), does it and answers it.
 */
export async function handleCall(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
  at: number,
): Promise<void> {
  const route = findRoute(request.method ?? '', request.url ?? '');
  const call = recordArrival(service.calls, at, route, service.dice.now());
  // Decided before the body is read: quota and dice go by the order of arrival.
  const refusal = refuseArrival(service, route, call);
  const draw = refusal ? { fault: null, share: 0, latencyMs: 0 } : service.dice.draw();
  call.fault = draw.fault;
  const body = await readBody(request);
  call.body = body.text;
  if (draw.latencyMs > 0) await wait(draw.latencyMs, undefined, { ref: false });
  if (draw.fault === 'silent') return;
  call.ms = performance.now() - call.at;
  if (body.problem === 'aborted') return;
  if (draw.fault === 'resetBefore') return resetConnection(response);
  const answer = refusal ?? forgeAnswer(draw, call, service.store) ?? doCall(service.store, call, request, body);
  response.setHeader('date', new Date(service.dice.now()).toUTCString());
  sendAnswer(response, answer, call);
}

function refuseArrival(service: Service, route: Route, call: CallRecord): Answer | null {
  if (route.endpoint === 'other') return refuseHttp(404, '接口不存在');
  const problem = checkSignature(service.signature, route, call.skewSeconds);
  if (problem) return refuseHttp(401, problem);
  const waitMs = service.windows[route.endpoint].admit(call.at);
  if (waitMs === 0) return null;
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return refuseHttp(429, `超出调用频率限制,请在 ${seconds} 秒后重试`, { 'retry-after': String(seconds) });
}

function doCall(store: Store, call: CallRecord, request: IncomingMessage, body: Body): Answer {
  if (body.problem === 'tooLarge') return refuseHttp(413, '请求体超过 1 MiB');
  if (body.problem === 'notUtf8') return refuse(400, '请求体不是 UTF-8 编码');
  const id = call.externalUserId ?? '';
  const disguise = call.fault === 'wrongContact' ? disguiseContact(store, id) : {};
  if (call.endpoint === 'get') return getContact(store, id, disguise);
  const parsed = parseBody(request.headers['content-type'], body.text);
  if (typeof parsed === 'string') return refuse(400, parsed);
  if (call.endpoint === 'list') return listContacts(store, parsed);
  const before = store.contacts.get(id);
  const answer = putContact(store, id, parsed, disguise);
  call.applied = answer.code === 200;
  if (call.applied) noteWrite(store, call, before);
  return answer;
}

function noteWrite(store: Store, { seq, at, externalUserId }: CallRecord, before: StoredContact | undefined): void {
  const after = store.contacts.get(externalUserId ?? '');
  if (!before || !after) return;
  // A retry that stores the same again must not hide what the first try changed.
  if (store.writes.has(after.externalUserId) && listChanges({ before, after }).length === 0) return;
  // Taken out first: a map keeps a key where it first came in.
  store.writes.delete(after.externalUserId);
  store.writes.set(after.externalUserId, { seq, at, before, after });
}

function disguiseContact(store: Store, id: string): Partial<StoredContact> {
  for (const other of store.contacts.values()) {
    if (other.externalUserId !== id) return { externalUserId: other.externalUserId, name: other.name };
  }
  return { externalUserId: `${id}_other` };
}
