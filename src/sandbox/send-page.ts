import type { ServerResponse } from 'node:http';
import type { Service } from './handle-call.js';
import { PAGE_STYLE } from './page-style.js';
import { renderCalls } from './render-calls.js';
import { renderContacts } from './render-contacts.js';

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Takes the service and a response; sends the page for people: contacts and calls, without secret and signatures. */
export function sendPage(service: Service, response: ServerResponse): void {
  const { store, calls } = service;
  response.writeHead(200, HEADERS);
  response.end(`<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>微丰沙箱 · Sandbox</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>微丰沙箱 <small>Sandbox</small></h1>
<p>本机演练用接口,不会连到真实系统。<small>A local rehearsal API. Reload to see the latest.</small></p>
<dl class="totals">
<div><dt>客户 <small>contacts</small></dt><dd>${store.contacts.size}</dd></div>
<div><dt>自定义字段 <small>custom fields</small></dt><dd>${store.fields.size}</dd></div>
<div><dt>调用 <small>calls</small></dt><dd>${calls.length}</dd></div>
</dl>
</header>
<main>
${renderCalls(calls)}
${renderContacts(store)}
</main>
</body>
</html>
`);
}
