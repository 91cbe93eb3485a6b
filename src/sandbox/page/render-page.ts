import type { Service } from '../handle-call.js';
import type { FaultForm } from './fault-form.js';
import { pageStyle } from './page-style.js';
import { renderCalls } from './render-calls.js';
import { renderContacts } from './render-contacts.js';
import { renderFaults } from './render-faults.js';
import { renderOverview } from './render-overview.js';
import { listActive, renderState } from './render-state.js';
import { escapeHtml, inEnglish } from './show-text.js';
import { linkTo, type View } from './view.js';

/** What the page is made of. */
export interface PageInput {
  readonly service: Service;
  readonly baseUrl: string;
  readonly form: FaultForm;
  readonly view: View;
  /** performance.now, ms. */
  readonly now: number;
}

/** Takes what there is to show; gives the page for people, whole. Without secret and signatures, and without scripts. */
export function renderPage(input: PageInput): string {
  const { service, baseUrl, form, view, now } = input;
  const plan = service.dice.plan();
  const head = `${renderState(plan, baseUrl, view)}\n${renderOverview(service, now)}`;
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${view.isLive ? '<meta http-equiv="refresh" content="5">\n' : ''}<title>${nameState(form, listActive(plan).length)} · 微丰沙箱</title>
<style>${pageStyle()}</style>
</head>
<body>
<a class="skip" href="#main">跳到内容 ${inEnglish('skip to content')}</a>
${renderTop(view)}
<main class="wide" id="main">
${form.problems.size > 0 ? `${renderFaults(form, view)}\n${head}` : `${head}\n${renderFaults(form, view)}`}
${renderCalls(service)}
${renderContacts(service.store, view)}
</main>
<footer class="wide"><p>只在这台机器上（127.0.0.1）；签名和密钥不在这个页面上。${inEnglish('On this machine only; neither signatures nor the secret are on this page.')}</p></footer>
</body>
</html>
`;
}

function nameState(form: FaultForm, active: number): string {
  if (form.problems.size > 0) return '没有改动，请改正';
  return active === 0 ? '没有故障' : `${active} 项故障开着`;
}

function renderTop(view: View): string {
  const again = escapeHtml(linkTo('/', view));
  const other = escapeHtml(linkTo('/', { ...view, isLive: !view.isLive }));
  return `<header class="top"><div class="wide">
<h1>微丰沙箱 ${inEnglish('Sandbox')}</h1>
<nav aria-label="本页">
<a href="#faults">故障 ${inEnglish('faults')}</a>
<a href="#calls">调用 ${inEnglish('calls')}</a>
<a href="#contacts">客户 ${inEnglish('contacts')}</a>
<a class="button" href="${again}">刷新 ${inEnglish('reload')}</a>
<a class="button" href="${other}">${view.isLive ? `停止自动刷新 ${inEnglish('stop')}` : `每 5 秒刷新 ${inEnglish('every 5 s')}`}</a>
</nav>
</div></header>`;
}
