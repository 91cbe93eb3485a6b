import { writeFileSync, appendFileSync, existsSync } from 'node:fs';
import { test } from 'vitest';
import { createPatient, type Stage } from '../../helpers/damage.js';

function dice(seed: number) { let s = seed; return () => { s = (Math.imul(s, 1664525) + 1013904223) >>> 0; return s / 2 ** 32; }; }
const log = process.env.XLOG ?? '/tmp/exp/fuzz.log';
const from = Number(process.env.FROM ?? 0), to = Number(process.env.TO ?? 50);
test.each((process.env.STAGES ?? 'planned,stopped,killed').split(',') as Stage[])('explore %s', async (stage) => {
  const p = await createPatient(stage);
  await p.putBack();
  const good = await p.goOn();
  appendFileSync(log, `${stage} GOOD ${good.code} puts ${good.puts.length} ${good.stderr.slice(0,300)} files ${[...p.files].map(([n,c])=>n+':'+c.length)}\n`);
  const tally: Record<string, number> = {};
  for (let seed = from; seed < to; seed++) {
    await p.putBack();
    const d = dice(seed * 7919 + 13); for (let i=0;i<5;i++) d();
    const names = [...p.files.keys()].filter((n) => n !== 'run.head');
    const name = names[Math.floor(d() * names.length)]!;
    const bytes = Buffer.from(p.files.get(name)!);
    const kind = Math.floor(d() * 6);
    const at = Math.floor(d() * bytes.length);
    let out = bytes; let what = '';
    if (kind <= 1) { bytes[at] = bytes[at]! ^ (1 << Math.floor(d() * 8)); what = 'bit'; }
    if (kind === 2) { bytes[at] = Math.floor(d() * 256); what = 'byte'; }
    if (kind === 3) { bytes.fill(0, at, Math.min(bytes.length, at + 1 + Math.floor(d() * 600))); what = 'zero'; }
    if (kind === 4) { const pg = Math.floor(at / 4096) * 4096; bytes.fill(0, pg, Math.min(bytes.length, pg + 4096)); what = 'page'; }
    if (kind === 5) { out = bytes.subarray(0, at); what = 'cut'; }
    appendFileSync(log, `${stage} ${seed} ${name} ${what} ${at} ... `);
    writeFileSync(p.path(name), out);
    const r = await p.goOn(d() < 0.3 ? 'report' : p.command);
    const same = r.code === good.code && JSON.stringify(r.puts) === JSON.stringify(good.puts) && r.contacts === good.contacts;
    const first = r.stderr.split('\n').find((l) => /damaged|version|no run|internal|broke/.test(l)) ?? r.stderr.slice(0, 200);
    const verdict = same ? 'same' : r.code === 1 && /is damaged/.test(r.stderr) && r.puts.length === 0 ? 'refused' : r.code === 0 && r.puts.length === 0 ? 'report-ok' : `ODD ${r.code} puts ${r.puts.length} ${first}`;
    tally[verdict.slice(0, 60)] = (tally[verdict.slice(0, 60)] ?? 0) + 1;
    appendFileSync(log, `${verdict}${verdict==='refused' ? ' | ' + r.stderr.split('\n').filter(l=>/^ {2}(run\.|resc)/.test(l)).slice(0,9).join(' | ').slice(0,300) : ''}\n`);
  }
  appendFileSync(log, `${stage} TALLY ${JSON.stringify(tally)}\n`);
}, 1e9);
