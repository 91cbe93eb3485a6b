import type { Finding } from '../../src/checkup/finding.js';
import type { Change, Problem, RowResult } from '../../src/contact/row.js';
import type { RowStatus } from '../../src/contact/row-status.js';
import { message } from '../../src/messages/message.js';
import type { StoredRow } from '../../src/store/run-data.js';
import type { Call } from '../../src/wefeng/client.js';
import type { MadeRun } from './make-run.js';

export type Lang = 'zh' | 'en';

const header = ['企微客户ID', '手机号', '客户等级', '备注'];
const start = Date.parse('2026-11-22T02:00:00.000+08:00');
const surnames = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨'];
const notes = ['喜欢靠窗的位置', '生日当天要打电话', '只要发票', '不接电话，发消息', '已拉群', '团购转来'];
const pick = <Item>(items: readonly Item[], index: number): Item => items[index % items.length] as Item;

/** Numbers that look thrown, the same each time. */
function throwDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export const idOf = (index: number): string =>
  `wmQ7d${(index * 7919 + 1_000_003).toString(36).padStart(8, 'x')}${'AbCdEf'[index % 6]}Zq9LmT`;

export const storedRow = (index: number): StoredRow => {
  const mobile = `139${String(10_000_000 + index * 37).slice(0, 8)}`;
  return {
    row: index + 2,
    line: index + 2,
    contact: idOf(index),
    cells: [idOf(index), mobile, 'VIP', pick(notes, index)],
  };
};

function changesOf(index: number, clears: boolean): Change[] {
  const changes: Change[] = [
    {
      field: 'mobile',
      name: null,
      before: `138${String(20_000_000 + index * 91).slice(0, 8)}`,
      after: storedRow(index).cells[1] ?? '',
    },
    {
      field: 'CustomField_2485',
      name: '客户等级',
      before: index % 3 ? '普通' : null,
      after: pick(['VIP', '黄金会员', '至尊会员'], index),
    },
    { field: 'remarkName', name: null, before: null, after: `${pick(surnames, index)}先生-团购` },
    { field: 'CustomField_5827', name: '备注', before: pick(notes, index + 1), after: pick(notes, index) },
    { field: 'CustomField_2769', name: '地区', before: '湖北省/宜昌市', after: '湖北省/武汉市' },
  ];
  const kept = changes.filter((_, place) => (index + place) % 3 !== 0 || place === index % 5);
  return clears
    ? [...kept.slice(0, 2), { field: 'address', name: null, before: `武汉市锦鲤街${index}号`, after: null }]
    : kept;
}

const problem = (column: string | null, reason: Problem['reason']): Problem => ({ column, reason });

/** What may be wrong with a row, the commonest first. */
const troubles: readonly { status: RowStatus; of: (index: number) => Problem }[] = [
  { status: 'invalid', of: (index) => problem('企微客户ID', message('contact.absent', { id: idOf(index) })) },
  { status: 'invalid', of: (index) => problem('手机号', message('cell.phone', { value: `1380013${index}` })) },
  { status: 'invalid', of: (index) => problem('企微客户ID', message('contact.absent', { id: idOf(index) })) },
  {
    status: 'failed',
    of: () => problem(null, message('send.refused', { serverCode: '4032', serverMessage: '手机号已被其他客户使用' })),
  },
  {
    status: 'invalid',
    of: (index) => problem(null, message('duplicate.rejected', { rows: `${index + 2}, ${index + 40}` })),
  },
  {
    status: 'drifted',
    of: () => problem(null, message('drift.field', { field: '客户等级', planned: '普通', found: 'VIP' })),
  },
  { status: 'unknown', of: () => problem(null, message('send.unanswered', { last: 'ETIMEDOUT' })) },
  {
    status: 'unverified',
    of: () => problem(null, message('send.unverified', { field: '备注', sent: '只要发票', stored: '只要发票 ' })),
  },
  { status: 'failed', of: () => problem(null, message('send.exhausted', { attempts: 6, last: 'HTTP 502' })) },
];

const iso = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().replace('Z', '+08:00');

interface Mix {
  readonly count: number;
  /** Of so many rows, one has a trouble; none where it is 0. */
  readonly troubleEvery: number;
  /** Of so many rows, one changes. */
  readonly changeEvery: number;
  /** How many rows are settled; the rest is pending. */
  readonly settled: number;
}

const same = problem(null, message('row.same'));

/** Rows that were sent one after another, 60 a minute, and the calls that this took. */
function send({ count, troubleEvery, changeEvery, settled }: Mix) {
  const sender = createSender();
  const results: RowResult[] = [];
  const troubleOf = (index: number) => {
    const isTroubled = troubleEvery > 0 && index % troubleEvery === troubleEvery - 1;
    return isTroubled ? pick(troubles, Math.floor(index / troubleEvery)) : null;
  };
  for (let index = 0; index < settled && index < count; index++) {
    const trouble = troubleOf(index);
    const isSame = trouble === null && index % changeEvery !== 0;
    const status = isSame ? 'unchanged' : (trouble?.status ?? 'updated');
    const problems = isSame ? [same] : trouble ? [trouble.of(index)] : [];
    if (index === Math.floor(settled / 2)) sender.pause();
    results.push({ row: index + 2, status, problems, ...sender.settle(index, status) });
  }
  return { calls: sender.calls, results, ends: sender.now() };
}

function createSender() {
  const dice = throwDice(7);
  const calls: Call[] = [listCall(0), listCall(900)];
  let at = start + 4000;
  const call = (): { attempts: number; durationMs: number } => {
    const durationMs = 120 + dice() ** 4 * 2400;
    const put = { endpoint: 'put', startedAt: at, durationMs } as const;
    const isRetried = dice() < 0.04;
    if (isRetried) calls.push({ ...put, isRetry: false, outcome: dice() < 0.5 ? 'rateLimited' : 'retry' });
    calls.push({ ...put, startedAt: at + (isRetried ? 900 : 0), isRetry: isRetried, outcome: 'accepted' });
    return { attempts: isRetried ? 2 : 1, durationMs };
  };
  return {
    calls,
    now: () => iso(at),
    /** A while in which the server refuses everything. */
    pause() {
      at += 150_000;
    },
    settle(index: number, status: RowStatus) {
      if (['unchanged', 'invalid'].includes(status)) {
        return { changes: [], attempts: 0, durationMs: 0, finishedAt: iso(start + 3500) };
      }
      const { attempts, durationMs } = call();
      const isWritten = status === 'updated' || status === 'unverified';
      const changes = isWritten ? changesOf(index, index % 29 === 0) : [];
      const finishedAt = iso(at + durationMs);
      at += 1010 + dice() * 140;
      return { changes, attempts, durationMs, finishedAt };
    },
  };
}

const listCall = (after: number): Call => ({
  endpoint: 'list',
  isRetry: false,
  startedAt: start + 1200 + after,
  durationMs: 640,
  outcome: 'accepted',
});

const notesOf = [message('baseline.list', { pages: 2, total: 1840, contacts: 1200 })];

function sent(lang: Lang, mix: Mix, record: MadeRun['record'], more = ''): MadeRun {
  const { calls, results, ends } = send(mix);
  const rows = Array.from({ length: mix.count }, (_, index) => storedRow(index));
  return {
    job: `lang: ${lang}\n${more}`,
    header,
    rows,
    results,
    calls,
    record: { notes: notesOf, finishedAt: ends, ...record },
  };
}

const stoppedBy = message('stop.auth', { reason: 'HTTP 401', variable: 'WEFENG_SECRET' });

/** Rows of the largest run. FULL=1: as many as a page may hold. */
export const manyRows = process.env.FULL ? 100_000 : 20_000;

/** Runs as they may end, for those who look at their pages. */
export const sampleRuns: Readonly<Record<string, (lang: Lang) => MadeRun>> = {
  fine: (lang) => sent(lang, { count: 1200, troubleEvery: 0, changeEvery: 2, settled: 1200 }, {}),
  failed: (lang) => sent(lang, { count: 1200, troubleEvery: 23, changeEvery: 2, settled: 1200 }, { blankRows: 3 }),
  stopped: (lang) =>
    sent(
      lang,
      { count: 1200, troubleEvery: 41, changeEvery: 2, settled: 420 },
      { state: 'stopped', phase: 'send', stoppedBy },
    ),
  plan: planOf,
  many: (lang) => sent(lang, { count: manyRows, troubleEvery: 97, changeEvery: 50, settled: manyRows }, {}),
};

const findingsOf: readonly Finding[] = [
  {
    code: 'scientific',
    column: '手机号',
    count: 2,
    rows: [24, 70],
    params: {},
    examples: [{ value: '1.38E+10', hint: null }],
  },
  {
    code: 'unmatchedLabel',
    column: '客户等级',
    count: 7,
    rows: [75, 81, 90, 102, 133],
    params: { kinds: 1 },
    examples: [{ value: '黄金会员卡', hint: message('finding.hint.nearest', { nearest: '黄金会员', count: 7 }) }],
  },
  { code: 'unmapped', column: null, count: 2, rows: [], examples: [], params: { names: '性别, 生日' } },
];

/** A plan in which something is cleared, and some rows are wrong. */
function planOf(lang: Lang): MadeRun {
  const rows = Array.from({ length: 640 }, (_, index) => storedRow(index));
  const planned = rows.flatMap(({ row }, index) =>
    index % 3 === 0 ? [{ row, changes: changesOf(index, index % 27 === 0) }] : [],
  );
  const results = rows.flatMap(({ row }, index): RowResult[] => {
    const base = { row, changes: [], attempts: 0, durationMs: 0, finishedAt: iso(start + 3500) };
    if (index % 3 === 0) return [];
    if (index % 53 === 1) return [{ ...base, status: 'invalid', problems: [pick(troubles, index % 3).of(index)] }];
    return [{ ...base, status: 'unchanged', problems: [same] }];
  });
  const clears = planned.flatMap(({ changes }) => changes).filter(({ after }) => after === null).length;
  const plan = { toSend: planned.length, clears, fields: [], examples: [] };
  return {
    header,
    rows,
    results,
    planned,
    calls: [listCall(0), listCall(900)],
    job: `lang: ${lang}\nlimits: { invalid: 10%, clears: 40, changed: 50% }`,
    record: {
      command: 'plan',
      state: 'planned',
      phase: 'send',
      begun: false,
      plan,
      findings: findingsOf,
      notes: notesOf,
      finishedAt: iso(start + 4000),
    },
  };
}
