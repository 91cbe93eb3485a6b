import { pageColours } from './page-colours.js';
import { pageParts } from './page-parts-style.js';
import { rowsStyle } from './rows-style.js';

/** The style of report.html and plan.html: for screens from 360 pixels on, and for paper. */
export const pageStyle = `${pageColours}
* { box-sizing: border-box; }
html { scroll-padding-top: 76px; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.6 system-ui, -apple-system, "Segoe UI",
  "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; font-variant-numeric: tabular-nums; }
.wide { max-width: 1120px; margin: 0 auto; padding: 0 24px; }
h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1 { font-size: 18px; font-weight: 650; overflow-wrap: anywhere; }
h2 { font-size: 17px; font-weight: 650; letter-spacing: .01em; }
h3 { font-size: 14px; font-weight: 650; }
small, .aside, .meaning { color: var(--faint); font-size: 13px; font-weight: 400; }
code { font: 13px/1.5 ui-monospace, "SF Mono", Consolas, "Noto Sans Mono CJK SC", monospace; overflow-wrap: anywhere; }
.icon { width: 16px; height: 16px; flex: none; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 16px; top: 16px; z-index: 3; padding: 8px 14px; background: var(--card); border-radius: 8px; }
.number { text-align: right; }
.grave { color: var(--red); }

.top { position: sticky; top: 0; z-index: 2; background: var(--card); border-bottom: 1px solid var(--line); }
.top .wide { display: flex; align-items: center; justify-content: space-between; gap: 8px 24px; min-height: 60px; padding-block: 10px; }
.tools { display: flex; align-items: center; gap: 10px; flex: none; }
button, select, input { font: inherit; font-size: 14px; color: inherit; background: var(--card);
  border: 1px solid var(--strong-line); border-radius: 8px; padding: 5px 12px; min-height: 34px; }
button { cursor: pointer; }
button:hover:not(:disabled), select:hover { border-color: var(--accent); }
button:disabled { color: var(--faint); border-color: var(--line); cursor: default; }
.switch { display: inline-flex; align-items: center; gap: 8px; border: 0; padding: 5px 0; }
.track { width: 34px; height: 20px; border-radius: 10px; background: var(--slate); position: relative; }
.track::after { content: ""; position: absolute; inset: 3px auto auto 3px; width: 14px; height: 14px; border-radius: 7px;
  background: var(--card); transition: translate .15s; }
[aria-checked="true"] .track { background: var(--accent); }
[aria-checked="true"] .track::after { translate: 14px 0; }

main.wide { display: grid; gap: 20px; padding-block: 24px 12px; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 20px 24px; min-width: 0; }
section > h2 + .aside { margin-top: 2px; }
section > h2 { margin-bottom: 14px; }
section > h2:has(+ .aside) { margin-bottom: 0; }
section > .aside { margin-bottom: 14px; }
footer.wide { color: var(--faint); font-size: 13px; padding-block: 8px 40px; }
details { margin-top: 14px; }
summary { cursor: pointer; color: var(--accent); font-size: 14px; width: fit-content; }
details > :not(summary) { margin-top: 10px; }
.scroll { overflow: auto; max-height: 70vh; border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { padding: 7px 12px; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 500; }
thead th { color: var(--faint); font-size: 13px; white-space: nowrap; background: var(--card); }
.scroll thead { position: sticky; top: 0; }
th.number, td.number { text-align: right; white-space: nowrap; }
tbody tr:last-child > * { border-bottom: 0; }
${pageParts}${rowsStyle}
@media screen and (max-width: 720px) {
  .wide { padding-inline: 16px; }
  .top { position: static; }
  .top .wide { flex-direction: column; align-items: flex-start; }
  .tools { width: 100%; flex-wrap: wrap; }
  .print { display: none; }
  section { padding: 16px; }
  html { scroll-padding-top: 12px; }
  .scroll table { font-size: 13px; }
  .scroll th, .scroll td { padding: 7px 8px; }
  .scroll thead th { font-size: 12px; }
  .key { margin-right: 4px; }
}
@media screen { .on-paper { display: none; } }
@page { margin: 14mm; }
@media print {
  body { font-size: 10.5pt; }
  .top { position: static; border: 0; }
  .tools, .skip, .filters, .pager, details:not(.cause details) summary, .cause details > :not(summary) { display: none !important; }
  .cause summary { list-style: none; color: var(--faint); }
  main.wide { display: block; padding: 0; }
  section { border: 0; border-top: 1px solid var(--strong-line); border-radius: 0; padding: 14px 0; }
  .scroll { max-height: none; border: 0; overflow: visible; }
  tr, li, figure, .verdict, .figures, .signature, #time, #latency { break-inside: avoid; }
  h2 { break-after: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .signature .blank { min-width: 45%; }
}
`;
