/** The style of the sandbox's page: light and dark, from phones to desktops. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1d2129; --faint: #5c6470; --line: #dfe3e8; --card: #fff; --ground: #f5f6f8;
  --bad: #b3261e; --accent: #0b63c5; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8eb; --faint: #9ea7b3; --line: #363c45; --card: #1e2228; --ground: #14171b;
    --bad: #ff8a80; --accent: #7ab8ff; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1200px; padding: 24px 16px 48px; background: var(--ground); color: var(--ink);
  font: 15px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
h1 { font-size: 24px; margin: 0; }
h2 { font-size: 18px; margin: 32px 0 12px; }
h3 { font-size: 16px; margin: 0; overflow-wrap: anywhere; }
p { margin: 4px 0; }
small { color: var(--faint); font-size: 13px; font-weight: 400; }
dl, dd { margin: 0; }
.totals { display: flex; flex-wrap: wrap; gap: 12px; margin-top: 16px; }
.totals div { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 8px 16px; }
.totals dd { font-size: 22px; font-weight: 600; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.scroll:focus-visible { outline: 2px solid var(--accent); }
table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; }
th, td { padding: 6px 12px; text-align: left; white-space: nowrap; border-bottom: 1px solid var(--line); }
th { color: var(--faint); font-weight: 600; }
tbody tr:last-child td { border-bottom: 0; }
.bad td:nth-child(n + 5):nth-child(-n + 7) { color: var(--bad); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr)); gap: 12px; }
article { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px; min-width: 0; }
.id { color: var(--faint); font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; margin: 0 0 8px; }
article dl div { display: grid; grid-template-columns: minmax(96px, 38%) 1fr; gap: 8px; padding: 3px 0;
  border-top: 1px solid var(--line); font-size: 14px; }
dt { color: var(--faint); overflow-wrap: anywhere; }
dd { overflow-wrap: anywhere; white-space: pre-wrap; }
`;
