/** The style of the parts of a page, but for its rows. */
export const pageParts = `
.verdict { border-color: var(--c); background: linear-gradient(var(--soft), var(--soft)) no-repeat 0 0 / 100% 100%; padding: 24px; }
.judgement { display: flex; gap: 16px; align-items: center; }
.judgement h2 { font-size: 24px; line-height: 1.3; }
.seal { display: grid; place-items: center; width: 48px; height: 48px; border-radius: 24px; background: var(--c);
  color: var(--on-colour); flex: none; }
.seal .icon { width: 28px; height: 28px; stroke-width: 2.2; }
.stopped .seal { border-radius: 14px; }
.attention .seal { border-radius: 12px; }
.plan .seal { border-radius: 8px; }
.stopped-by { margin-top: 16px; padding: 10px 14px; background: var(--card); border-left: 4px solid var(--c); border-radius: 4px; }
.stopped-by strong { margin-right: 10px; }
.steps { margin-top: 18px; padding-top: 14px; border-top: 1px solid var(--line); }
.steps ol { counter-reset: step; margin-top: 6px; }
.steps li { counter-increment: step; display: flex; flex-wrap: wrap; gap: 2px 10px; padding: 3px 0 3px 28px; position: relative; }
.steps li::before { content: counter(step); position: absolute; left: 0; top: 6px; width: 19px; height: 19px; border-radius: 10px;
  background: var(--card); border: 1px solid var(--strong-line); font-size: 12px; line-height: 17px; text-align: center; }
.steps li:only-child { padding-left: 0; }
.steps li:only-child::before { display: none; }
.steps code { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 1px 8px; user-select: all; }

.bar { display: flex; gap: 2px; height: 18px; overflow: hidden; border-radius: 6px; margin-bottom: 16px; }
.part { flex: 1 1 0; min-width: 5px; background: var(--c); }
.bar.thin { height: 10px; border-radius: 3px; margin: 6px 0; min-width: 6px; }
.bar.thin .part { min-width: 2px; }
.set { --c: var(--good); } .changed { --c: var(--accent); } .cleared { --c: var(--red); }
.cleared.part, .key.cleared { background: repeating-linear-gradient(135deg, var(--c) 0 3px, var(--red-soft) 3px 5px); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(170px, 1fr)); gap: 10px; }
.cards li { display: flex; }
.card { width: 100%; text-align: left; display: flex; flex-direction: column; gap: 1px; padding: 12px 14px; border-color: var(--line);
  border-radius: 10px; }
.card .name { display: flex; align-items: center; gap: 7px; font-weight: 600; }
.name .icon, .badge .icon, .sign .icon { background: var(--c); color: var(--on-colour); border-radius: 5px; width: 18px; height: 18px; }
.count { font-size: 26px; font-weight: 650; line-height: 1.35; letter-spacing: -.01em; }
.count small { margin-left: 8px; letter-spacing: 0; }
.card .meaning { line-height: 1.45; }

.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(180px, 1fr)); gap: 10px; margin-bottom: 20px; }
.figures > div { border: 1px solid var(--line); border-radius: 10px; padding: 12px 14px; }
.figures dt { font-weight: 600; }
.figures .grave { border-color: var(--red); background: var(--red-soft); }
.figures .grave .meaning { color: inherit; }
#plan h3 { margin-bottom: 8px; }
.over { color: var(--red); } .over::before { content: "✕ "; }
.over, .within { white-space: nowrap; }
.within { font-weight: 500; } .within::before { content: "✓ "; color: var(--good); }
.signature { display: flex; flex-wrap: wrap; gap: 14px 40px; margin-top: 20px; padding-top: 16px; border-top: 1px dashed var(--strong-line); }
.signature dt { color: var(--faint); font-size: 13px; }
.signature .checksum { font-weight: 650; }
.blank { min-width: 180px; flex: 1; }
.blank dd { border-bottom: 1px solid var(--strong-line); height: 24px; }

.causes > li { display: grid; grid-template-columns: 104px 1fr; gap: 4px 20px; padding: 14px 0; border-top: 1px solid var(--line); }
.causes .tally strong { font-size: 20px; font-weight: 650; }
.share { display: block; height: 6px; border-radius: 3px; background: var(--orange); margin-top: 4px; }
.findings > li { padding: 10px 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.cause { min-width: 0; overflow-wrap: anywhere; }
.cause details { margin-top: 6px; }
.cause strong { font-weight: 600; }
.fix { color: var(--faint); }
.column { display: inline-block; font-size: 13px; font-weight: 600; background: var(--sunk); border-radius: 5px; padding: 0 7px; margin-right: 8px; }
.examples li { display: grid; grid-template-columns: 84px minmax(120px, 200px) 1fr; gap: 2px 14px; padding: 4px 0; font-size: 14px; }
.row-number { color: var(--faint); white-space: nowrap; }
button.quiet { color: var(--accent); }

#fields th small { display: block; }
#fields td.wide { width: 42%; vertical-align: middle; }
.key { display: inline-block; width: 11px; height: 11px; border-radius: 3px; background: var(--c); margin-right: 7px; vertical-align: -1px; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 20px; font-size: 13px; margin-bottom: 6px; }
.legend b { margin-left: 7px; font-weight: 650; }
.key.rows { --c: var(--area); } .key.put { --c: var(--accent); } .key.get { --c: var(--good); } .key.list { --c: var(--violet); }
.key.put, .key.get, .key.list { height: 0; border-top: 3px solid var(--c); background: none; border-radius: 0; vertical-align: 4px; width: 18px; }
.key.get { border-top-style: dashed; } .key.list { border-top-style: dotted; }
.key.retries { --c: var(--slate); border-radius: 6px; }
.key.limited { --c: var(--amber); clip-path: polygon(50% 0, 100% 100%, 0 100%); border-radius: 0; }
svg[role=img] { display: block; width: 100%; height: auto; }
.grid { stroke: var(--line); stroke-width: 1; }
.tick { fill: var(--faint); font-size: 12px; }
.tick.over { fill: var(--ink); paint-order: stroke; stroke: var(--card); stroke-width: 5px; stroke-linejoin: round; }
.area { fill: var(--area); }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; }
.line.put { stroke: var(--accent); } .line.get { stroke: var(--good); stroke-dasharray: 6 3; } .line.list { stroke: var(--violet); stroke-dasharray: 2 3; }
.quota { stroke: var(--ink); stroke-width: 1.2; stroke-dasharray: 5 4; }
.quota-label { fill: var(--ink); font-size: 12px; font-weight: 600; }
.pause { fill: url(#hatch); } #hatch path { stroke: var(--strong-line); stroke-width: 1.2; }
.limited { fill: var(--amber); } .retry { fill: var(--slate); }
.small-charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr)); gap: 20px 36px; }
.small-charts figure { max-width: 340px; }
figcaption { font-size: 13px; color: var(--faint); margin-bottom: 8px; }
figcaption b { color: var(--ink); margin-right: 10px; font-size: 14px; }
rect.call { fill: var(--accent); } rect.call.slow { fill: var(--amber); }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); gap: 10px 32px; }
.facts dt { color: var(--faint); font-size: 13px; }
.facts dd { overflow-wrap: anywhere; }
.notes { margin-top: 14px; padding-top: 12px; border-top: 1px solid var(--line); font-size: 14px; color: var(--faint); }
@media screen and (max-width: 720px) {
  .verdict { padding: 18px 16px; }
  .judgement { align-items: flex-start; gap: 12px; }
  .judgement h2 { font-size: 20px; }
  .seal { width: 40px; height: 40px; }
  .cards { grid-template-columns: 1fr 1fr; }
  .causes > li { grid-template-columns: 1fr; }
  .share { max-width: 140px; }
  .examples li { grid-template-columns: auto 1fr; }
  .examples li span:last-child { grid-column: 1 / -1; }
  #fields td.wide, #fields thead .wide { display: none; }
  #fields .key { display: none; }
  #fields th, #fields td { padding-inline: 6px; }
  #fields th small { font-size: 12px; }
}
`;
