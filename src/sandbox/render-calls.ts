import { performance } from 'node:perf_hooks';
import type { CallRecord } from './call-record.js';
import { escapeHtml } from './escape-html.js';

const SHOWN = 50;
const COLUMNS = ['#', '时间', '接口', '客户', '故障', 'HTTP', 'code', '已写入'];

/** Takes the calls so far; gives the HTML of the last 50, the newest first. Their signatures and bodies stay out. */
export function renderCalls(calls: readonly CallRecord[]): string {
  const rows = calls.slice(-SHOWN).reverse().map(renderCall);
  if (rows.length === 0) return '<section><h2>调用 <small>calls</small></h2><p>还没有调用。</p></section>';
  const head = COLUMNS.map((column) => `<th scope="col">${column}</th>`).join('');
  return `<section>
<h2>调用 <small>last ${rows.length} of ${calls.length} calls</small></h2>
<div class="scroll" tabindex="0" role="region" aria-label="调用"><table>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>
</section>`;
}

function renderCall(call: CallRecord): string {
  const cells = [
    String(call.seq),
    formatTime(call.at),
    call.endpoint,
    call.externalUserId ?? '',
    call.fault ?? '',
    String(call.httpStatus ?? '无应答'),
    String(call.code ?? ''),
    call.applied ? '✓' : '',
  ];
  const isGood = call.httpStatus === 200 && call.code === 200;
  const tds = cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('');
  return `<tr${isGood ? '' : ' class="bad"'}>${tds}</tr>`;
}

function formatTime(at: number): string {
  const local = new Date(performance.timeOrigin + at);
  const parts = [local.getHours(), local.getMinutes(), local.getSeconds()];
  const time = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return `${time}.${String(local.getMilliseconds()).padStart(3, '0')}`;
}
