import { createHash } from 'node:crypto';
import { PAGE_COLOURS } from './page-colours.js';
import { PARTS_STYLE } from './parts-style.js';

/** The style of the sandbox's page: that of the product's reports, from 360 pixels on. */
export const PAGE_STYLE = `${PAGE_COLOURS}
* { box-sizing: border-box; }
html { scroll-padding-top: 76px; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.6 system-ui, -apple-system, "Segoe UI",
  "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; font-variant-numeric: tabular-nums; }
.wide { max-width: 1120px; margin: 0 auto; padding: 0 24px; }
h1, h2, h3, p, ul, dl, dd, fieldset { margin: 0; padding: 0; }
ul { list-style: none; }
h1 { font-size: 18px; font-weight: 650; }
h2 { font-size: 17px; font-weight: 650; letter-spacing: .01em; margin-bottom: 14px; }
h2:has(+ .aside) { margin-bottom: 2px; }
h2 + .aside { margin-bottom: 14px; }
h3 { font-size: 14px; font-weight: 650; }
small, .aside, .meaning { color: var(--faint); font-size: 13px; font-weight: 400; }
code { font: 13px/1.5 ui-monospace, "SF Mono", Consolas, "Noto Sans Mono CJK SC", monospace; overflow-wrap: anywhere; }
a { color: var(--accent); }
.icon { width: 18px; height: 18px; flex: none; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 16px; top: 16px; z-index: 3; padding: 8px 14px; background: var(--card); border-radius: 8px; }
.unheard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.unseen { font-size: 11px; padding: 0 4px; border: 1px solid var(--strong-line); border-radius: 4px; color: var(--faint); }
.nothing { color: var(--faint); }

.top { position: sticky; top: 0; z-index: 2; background: var(--card); border-bottom: 1px solid var(--line); }
.top .wide { display: flex; align-items: center; justify-content: space-between; gap: 8px 24px; min-height: 60px; padding-block: 10px; }
nav { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; font-size: 14px; }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
button, input, .button { font: inherit; font-size: 14px; color: inherit; background: var(--card);
  border: 1px solid var(--strong-line); border-radius: 8px; padding: 5px 12px; min-height: 34px; }
button { cursor: pointer; }
button:hover, .button:hover { border-color: var(--accent); text-decoration: none; }
.main { background: var(--accent); border-color: var(--accent); color: var(--on-colour); font-weight: 600; padding-inline: 20px; }
.main small { color: inherit; }

main.wide { display: grid; gap: 20px; padding-block: 24px 12px; }
main > * { min-width: 0; }
section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 20px 24px; }
footer.wide { color: var(--faint); font-size: 13px; padding-block: 8px 40px; }
${PARTS_STYLE}
@media screen and (max-width: 720px) {
  .wide { padding-inline: 16px; }
  .top { position: static; }
  .top .wide { flex-direction: column; align-items: flex-start; }
  section { padding: 16px; }
  html { scroll-padding-top: 12px; }
}
@media print { .top { position: static; } nav, form, .skip { display: none !important; } }
`;

/** What a content security policy calls this style and no other. */
export const STYLE_POLICY = `'sha256-${createHash('sha256').update(PAGE_STYLE).digest('base64')}'`;
