import type { Store } from '../account/store.js';
import type { CallRecord } from '../call-record.js';
import type { Service } from '../handle-call.js';
import { FAULT_WORDS } from './fault-words.js';
import { icon } from './icon.js';
import { judgeCall, OUTCOME_WORDS, wordAnswer } from './judge-call.js';
import { ENDPOINT_NAMES } from './render-overview.js';
import { escapeHtml, inEnglish, showText } from './show-text.js';
import { showCount, showTime } from './show-time.js';

const SHOWN = 50;
const COLUMNS = [
  ['time', '时间'],
  ['endpoint', '接口'],
  ['contact', '客户'],
  ['met', '故障'],
  ['outcome', '结果'],
  ['number', 'HTTP'],
  ['number code', 'code'],
  ['number', '毫秒'],
  ['written', '写入'],
] as const;

/** Takes the service; gives the last 50 calls, the newest first. Their signatures and bodies stay out. */
export function renderCalls({ calls, store }: Pick<Service, 'calls' | 'store'>): string {
  const rows = calls.slice(-SHOWN).reverse();
  const total = showCount(calls.length);
  return `<section id="calls" aria-labelledby="calls-title">
<h2 id="calls-title">最近的调用 ${inEnglish('last calls')}</h2>
${rows.length === 0 ? '<p class="aside">还没有调用。</p>' : `<p class="aside">共 ${total} 次，这里是最近 ${rows.length} 次，新的在前。${inEnglish(`The last ${rows.length} of ${total}.`)}</p>\n${renderTable(rows, store)}`}
</section>`;
}

// With its roles named: where the rows are laid out as cards, browsers would take them for no table.
function renderTable(rows: readonly CallRecord[], store: Store): string {
  const head = COLUMNS.map(([name, title]) => `<th scope="col" role="columnheader" class="${name}">${title}</th>`);
  return `<table class="calls" role="table" aria-labelledby="calls-title">
<thead role="rowgroup"><tr role="row">${head.join('')}</tr></thead>
<tbody role="rowgroup">
${rows.map((call) => renderCall(call, store)).join('\n')}
</tbody>
</table>`;
}

function renderCall(call: CallRecord, store: Store): string {
  const cells = [
    `${showTime(call.at)} <small>#${call.seq}</small>`,
    `${ENDPOINT_NAMES[call.endpoint]} ${inEnglish(call.endpoint)}`,
    renderContact(call, store),
    call.fault ? `<span class="tag">${FAULT_WORDS[call.fault].name} ${inEnglish(call.fault)}</span>` : '',
    renderOutcome(call),
    String(call.httpStatus ?? '–'),
    String(call.code ?? '–'),
    call.ms === null ? '–' : call.ms.toFixed(call.ms < 10 ? 1 : 0),
    call.applied ? '✓ 已写入' : '',
  ];
  const tds = cells.map((cell, index) => renderCell(cell, index));
  return `<tr role="row">${tds.join('')}</tr>`;
}

function renderCell(html: string, index: number): string {
  const [name, title] = COLUMNS[index] ?? [];
  const label = name?.startsWith('number') ? ` data-label="${title}"` : '';
  return `<td role="cell" class="${name}"${label}>${html}</td>`;
}

function renderContact({ externalUserId: id }: CallRecord, store: Store): string {
  if (id === null) return '';
  const name = store.contacts.get(id)?.name;
  const link = `/?${new URLSearchParams({ q: id })}#contacts`;
  const shown =
    typeof name === 'string' && name !== '' ? `${showText(name)} <small>${showText(id)}</small>` : showText(id);
  return `<a href="${escapeHtml(link)}">${shown}</a>`;
}

function renderOutcome(call: CallRecord): string {
  const outcome = judgeCall(call);
  const words = outcome === 'done' ? '' : wordAnswer(call);
  return `<span class="badge ${outcome}">${icon(outcome)}${OUTCOME_WORDS[outcome].name.zh}</span> <small>${showText(words)}</small>`;
}
