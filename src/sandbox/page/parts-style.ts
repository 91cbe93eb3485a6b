/** The style of the page's parts. */
export const PARTS_STYLE = `
.verdict { border-color: var(--c); background: var(--soft); padding: 24px; }
.verdict small { color: inherit; opacity: .8; }
.judgement { display: flex; gap: 16px; align-items: center; }
.judgement h2 { font-size: 24px; line-height: 1.3; margin: 0; }
.seal { display: grid; place-items: center; width: 48px; height: 48px; border-radius: 24px; background: var(--c);
  color: var(--on-colour); flex: none; }
.attention .seal { border-radius: 12px; }
.seal .icon { width: 28px; height: 28px; }
.active { display: flex; flex-wrap: wrap; align-items: flex-start; justify-content: space-between; gap: 10px 20px; margin-top: 16px; }
.active ul { display: flex; flex-wrap: wrap; gap: 8px; flex: 1 1 300px; }
.active li { background: var(--card); border: 1px solid var(--c); border-radius: 17px; padding: 3px 14px; font-size: 14px; }
.active b { margin-left: 4px; }
.about { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 24px; margin-top: 18px; padding-top: 14px;
  border-top: 1px solid var(--line); font-size: 14px; }
.about code { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 1px 8px; user-select: all; }

.figures, .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 10px; margin-bottom: 20px; }
.cards { grid-template-columns: repeat(auto-fill, minmax(170px, 1fr)); }
.figures > div, .card { border: 1px solid var(--line); border-radius: 10px; padding: 10px 14px; }
.figures dt { font-weight: 600; font-size: 14px; }
.card .name { flex-wrap: wrap; gap: 0 7px !important; }
.card { display: flex; flex-direction: column; gap: 1px; }
.card .name, .badge { display: inline-flex; align-items: center; gap: 7px; font-weight: 600; }
.name .icon, .badge .icon { background: var(--c); color: var(--on-colour); border-radius: 5px; }
.count { font-size: 26px; font-weight: 650; line-height: 1.35; letter-spacing: -.01em; }
.meaning { line-height: 1.45; }
#overview h3 { margin-bottom: 8px; }
h3 .aside { margin-left: 8px; }
.quotas { display: grid; gap: 6px; }
.quotas li { display: grid; grid-template-columns: 84px 1fr 130px; align-items: center; gap: 14px; font-size: 14px; }
.quotas span:last-child { text-align: right; }
.bar { width: 100%; height: 8px; border-radius: 4px; background: var(--sunk); fill: var(--accent); }
.full .bar { fill: var(--amber); }
.full b { color: var(--amber); }

.presets { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; padding-bottom: 16px; border-bottom: 1px solid var(--line); }
.presets button { padding-inline: 10px; }
.presets > span { font-size: 14px; font-weight: 600; }
fieldset { border: 0; min-width: 0; margin-top: 16px; }
legend { padding: 0; margin-bottom: 10px; font-size: 14px; font-weight: 650; }
.faults { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); gap: 10px; }
.fault { display: grid; grid-template-columns: 1fr auto; gap: 2px 12px; align-content: start; align-items: center;
  border: 1px solid var(--line); border-radius: 10px; padding: 10px 14px; }
.fault.on { border-color: var(--amber); box-shadow: inset 3px 0 var(--amber); }
.fault label { font-weight: 600; font-size: 14px; }
.fault > p { grid-column: 1 / -1; }
.amount { font-size: 14px; color: var(--faint); white-space: nowrap; }
.amount input { width: 84px; text-align: right; color: var(--ink); }
[aria-invalid] { border: 2px solid var(--red); }
.problem { color: var(--red); font-size: 14px; font-weight: 600; }
.problem small { display: block; line-height: 1.4; }
.problem::before { content: "✕ "; }
.refusal, .note { margin-top: 16px; padding: 10px 14px; background: var(--red-soft); border-left: 4px solid var(--red); border-radius: 4px; }
.refusal p + p { color: var(--red); font-weight: 600; }
.refusal small { color: inherit; }
.note { background: var(--amber-soft); border-color: var(--amber); }
.apply { display: flex; align-items: center; gap: 14px; margin-top: 16px; }

table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { padding: 7px 10px; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { color: var(--faint); font-size: 13px; font-weight: 500; white-space: nowrap; border-bottom-color: var(--strong-line); }
tbody tr:last-child > * { border-bottom: 0; }
.calls { table-layout: fixed; }
th.time { width: 122px; } th.endpoint { width: 64px; } th.met { width: 112px; } th.number { width: 56px; } th.code { width: 66px; } th.written { width: 86px; }
th.outcome { width: 19%; }
.calls .number { text-align: right; }
.calls td { overflow-wrap: anywhere; }
.calls .time small, .calls .contact small, .calls .outcome small, .calls .met small { display: block; line-height: 1.4; }
.calls .contact small { font-size: 12px; }
.calls .contact a { text-decoration: none; }
.calls .contact a:hover { text-decoration: underline; }
.tag { font-weight: 600; }
.written { color: var(--good); font-weight: 600; }
th.written { color: var(--faint); font-weight: 500; }

.search { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 14px; font-size: 14px; }
.search [type=search] { flex: 1 1 220px; max-width: 420px; min-width: 0; }
.check { display: inline-flex; align-items: center; gap: 6px; }
.check input { min-height: 0; width: 16px; height: 16px; }
p.tally { color: var(--faint); font-size: 13px; margin: 14px 0 8px; }
.tally small { margin-left: 10px; }
.tally a { margin-left: 10px; }
.people { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 330px), 1fr)); gap: 12px; align-items: start; }
article { border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px; min-width: 0; }
article h3 { font-size: 16px; overflow-wrap: anywhere; }
.id { color: var(--faint); font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; margin-bottom: 8px; }
article dl > div { display: grid; grid-template-columns: minmax(90px, 36%) 1fr; gap: 10px; padding: 3px 0;
  border-top: 1px solid var(--line); font-size: 14px; }
dt, dd { overflow-wrap: anywhere; }
article dt { color: var(--faint); }
article dt small { display: block; font-size: 12px; line-height: 1.3; }
article dd { white-space: pre-wrap; }
.write { background: var(--accent-soft); border-radius: 8px; padding: 8px 12px; margin-bottom: 10px; font-size: 14px; }
.changes li { padding: 3px 0; overflow-wrap: anywhere; }
.changes .field { display: block; font-size: 13px; }
.changes .field, .changes del, .write small { color: var(--faint); }
.changes del { text-decoration: none; }
.changes ins { text-decoration: none; font-weight: 600; }
.clears { background: var(--red-soft); border-radius: 4px; margin: 0 -6px; padding-inline: 6px !important; }
.clears del { text-decoration: line-through; color: var(--red); }
.pager { justify-content: center; margin-top: 16px; }
@media screen and (max-width: 1000px) {
  .calls, .calls tbody { display: block; }
  .calls thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .calls tr { display: flex; flex-wrap: wrap; gap: 2px 14px; padding: 10px 0; border-bottom: 1px solid var(--line); }
  .calls td { border: 0; padding: 0; }
  .calls td:empty { display: none; }
  .calls small { display: inline !important; }
  .calls .contact, .calls .outcome { flex: 1 1 100%; }
  .calls .time { flex: 1; }
  .calls td.number::before { content: attr(data-label) " "; color: var(--faint); font-size: 13px; }
}
@media screen and (max-width: 720px) {
  .verdict { padding: 18px 16px; }
  .judgement { align-items: flex-start; gap: 12px; }
  .judgement h2 { font-size: 20px; }
  .seal { width: 40px; height: 40px; }
  .figures, .cards { grid-template-columns: 1fr 1fr; }
  h3 .aside { display: block; margin: 0; }
  .quotas li { grid-template-columns: 64px 1fr 100px; gap: 8px; }
}
`;
