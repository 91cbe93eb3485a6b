/** The style of the list of rows: a table where there is room for one, else a card to a row. */
export const rowsStyle = `
.filters { display: grid; gap: 12px; }
.chips { display: flex; flex-wrap: wrap; gap: 8px; }
.chip { display: inline-flex; align-items: center; gap: 7px; border-radius: 17px; border-color: var(--line); background: var(--card); }
.chip[aria-pressed="true"] { border-color: var(--accent); background: var(--accent-soft); box-shadow: inset 0 0 0 1px var(--accent); }
.chip small { font-weight: 600; }
.sign { display: grid; }
.fields { display: flex; flex-wrap: wrap; gap: 10px 20px; }
.fields label { display: flex; align-items: center; gap: 8px; flex: 1 1 260px; min-width: 0; }
.fields label span { color: var(--faint); font-size: 13px; flex: none; }
.fields input, .fields select { width: 100%; min-width: 0; }
p.tally { color: var(--faint); font-size: 13px; margin: 14px 0 6px; }
.note { background: var(--amber-soft); border-left: 4px solid var(--amber); border-radius: 4px; padding: 10px 14px; margin-bottom: 14px; }
table.rows { table-layout: fixed; }
table.rows thead th { border-bottom-color: var(--strong-line); }
thead .row { width: 74px; } thead .contact { width: 176px; } thead .status { width: 190px; }
.rows td { overflow-wrap: anywhere; }
.rows td.status small { display: block; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.badge { display: inline-flex; align-items: center; gap: 7px; font-weight: 600; }
.changes li { display: grid; grid-template-columns: minmax(84px, 26%) 1fr; gap: 12px; padding: 1px 0; }
.changes .field { color: var(--faint); }
.changes del { text-decoration: none; color: var(--faint); }
.changes ins { text-decoration: none; font-weight: 600; }
.clears { background: var(--red-soft); border-radius: 4px; margin: 0 -6px; padding-inline: 6px !important; }
.clears del { text-decoration: line-through; color: var(--red); }
.nothing { color: var(--faint); }
.reason { padding: 1px 0; }
.reason.quiet { color: var(--faint); }
.what details { margin-top: 4px; }
.pager { display: flex; align-items: center; justify-content: center; gap: 16px; margin-top: 16px; font-size: 14px; }
.pager[hidden] { display: none; }
@media screen and (max-width: 720px) {
  table.rows, .rows tbody { display: block; }
  .rows thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .rows tr { display: grid; grid-template-columns: auto 1fr; gap: 2px 12px; padding: 12px 0; border-bottom: 1px solid var(--line); }
  .rows th, .rows td { border: 0; padding: 0; }
  .rows .row-number::before { content: "# "; }
  .rows .contact { text-align: right; }
  .rows .status, .rows .what { grid-column: 1 / -1; }
  .rows .status small { display: inline !important; margin-left: 10px; }
  .changes li { grid-template-columns: 92px 1fr; }
  .fields label { flex-basis: 100%; }
}
`;
