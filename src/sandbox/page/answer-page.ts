import type { IncomingMessage, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { Service } from '../handle-call.js';
import { readBody } from '../read-body.js';
import { type FaultForm, readFaultForm, writeFaultForm } from './fault-form.js';
import { findForgery, findStranger } from './guard-request.js';
import { stylePolicy } from './page-style.js';
import { renderPage } from './render-page.js';
import { linkTo, readView } from './view.js';

const MAX_FORM_BYTES = 8 * 1024;

const makeHeaders = () => ({
  'content-security-policy': `default-src 'none'; style-src ${stylePolicy()}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  // Not no-referrer: with it browsers send their own forms with "Origin: null".
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
});

/** Takes a request; tells whether it is for the page for people. All others are calls. */
export function isForPage({ method, url = '' }: IncomingMessage): boolean {
  return (method === 'GET' && /^\/(\?|$)/.test(url)) || /^\/faults(\?|$)/.test(url);
}

/**
 * Takes the service and a request for the page; answers it, and switches faults when it is the page's form. It is no
 * call: it is not recorded, costs no quota and draws no dice.
 */
export async function answerPage(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const stranger = findStranger(request);
  if (stranger) return sendWords(response, 403, stranger);
  if (request.url?.startsWith('/faults')) return switchFaults(service, request, response);
  sendPage(service, request, response, writeFaultForm(service.dice.plan()));
}

async function switchFaults(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') return leadBack(request, response, '');
  const refusal = findForgery(request);
  if (refusal) return sendWords(response, 403, refusal);
  const body = await readBody(request, MAX_FORM_BYTES);
  if (body.problem === 'aborted') return;
  if (body.problem || !/^application\/x-www-form-urlencoded *(;|$)/i.test(request.headers['content-type'] ?? '')) {
    return sendWords(response, 400, '没有改动：不是这个页面的表单。 Nothing was changed: not a form of this page.');
  }
  const form = readFaultForm(new URLSearchParams(body.text));
  if (!form.plan) return sendPage(service, request, response, form);
  service.dice.setPlan(form.plan);
  leadBack(request, response, '#state');
}

function leadBack(request: IncomingMessage, response: ServerResponse, anchor: string): void {
  response.writeHead(303, { ...makeHeaders(), location: linkTo('/', readView(request.url ?? '')) + anchor });
  response.end();
}

function sendPage(service: Service, request: IncomingMessage, response: ServerResponse, form: FaultForm): void {
  response.writeHead(form.plan ? 200 : 422, { ...makeHeaders(), 'content-type': 'text/html; charset=utf-8' });
  const baseUrl = `http://127.0.0.1:${request.socket.localPort}/api/v1`;
  const asked = readView(request.url ?? '');
  // A form to be corrected must stay until it is.
  const view = { ...asked, isLive: asked.isLive && form.plan !== null };
  response.end(renderPage({ service, baseUrl, form, view, now: performance.now() }));
}

function sendWords(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { ...makeHeaders(), 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${words}\n`);
}
