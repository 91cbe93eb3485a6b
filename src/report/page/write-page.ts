import { createHash } from 'node:crypto';
import { say } from '../../messages/message.js';
import type { Report } from '../report.js';
import { createReportFile, orDiscard } from '../report-file.js';
import type { RowFile } from '../row-file.js';
import { isPlanToSend } from '../run-state.js';
import type { Summary } from '../summary.js';
import { describeRun, type RunFacts } from './describe-run.js';
import { countLatency } from './latency.js';
import { countedIn, createRowPacker } from './pack-rows.js';
import { pageScript, pageStyle } from './page-files.js';
import { countTimeline } from './timeline.js';

const open: Report['open'] = (path, { run, total, facts }) => openPage(path, run, total, facts);

/** plan.html, of a plan that may still be sent; it stays when the plan is sent. */
export const planPage: Report = { id: 'page', file: 'plan.html', when: isPlanToSend, open };

/** report.html, but of a plan. */
export const reportPage: Report = { id: 'page', file: 'report.html', when: (run) => !isPlanToSend(run), open };

/**
 * Writes a page as its rows come: its rows first, many to an element, what is counted over them at the end, and the
 * script that shows it all after that. One file without a link, in which nothing runs but this script.
 * @param run what is known of the run before its rows are
 */
async function openPage(
  path: string,
  run: Pick<Summary, 'command' | 'state'>,
  total: number,
  facts: RunFacts,
): Promise<RowFile> {
  const file = createReportFile(path);
  const packer = createRowPacker({ total, most: facts.mostRows }, countedIn(isPlanToSend(run)), facts.lang);
  const timeline = countTimeline();
  await orDiscard(file, () => file.write(head(facts)));
  return {
    discard: file.discard,
    add(rows) {
      const chunk = packer.pack(rows);
      if (chunk.rows.length > 0) file.write(`${dataElement('class="rows"', chunk)}\n`);
      // Of a row that took no call the time says nothing but when the plan was made.
      for (const { result } of rows) {
        if (result.finishedAt !== null && result.attempts > 0) timeline.addRow(Date.parse(result.finishedAt));
      }
    },
    finish({ summary, calls }) {
      const latency = countLatency();
      for (const call of calls()) {
        timeline.addCall(call);
        latency.add(call.endpoint, call.durationMs);
      }
      const counted = { timeline: timeline.timeline(), latency: latency.latencies() };
      const rows = { causes: packer.causes(), fields: packer.fields() };
      const data = describeRun(summary, facts, { ...counted, ...rows }, packer.packed());
      file.write(
        `${dataElement('id="data"', data)}\n<script type="module">${pageScript()}</script>\n</body>\n</html>\n`,
      );
      file.finish();
    },
  };
}

/** Data within a script element that is none: nothing in it can end the element or begin another. */
const dataElement = (attribute: string, data: unknown): string =>
  `<script type="application/json" ${attribute}>${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`;

// What comes of data is put in by the script, as text: here are only words of the program's own.
function head({ lang }: RunFacts): string {
  const policy = [
    "default-src 'none'",
    `script-src '${hash(pageScript())}'`,
    `style-src '${hash(pageStyle())}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>wefeng-import</title>
<style>${pageStyle()}</style>
</head>
<body>
<noscript><p>${say(lang, 'page.noScript')}</p></noscript>
<div id="page"></div>
`;
}

const hash = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;
