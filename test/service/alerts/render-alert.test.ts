import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Job } from '../../../src/job/job.js';
import { type Lang, message } from '../../../src/messages/message.js';
import { RunError } from '../../../src/messages/run-error.js';
import type { RunReport } from '../../../src/phases/report/report-phase.js';
import type { Reason } from '../../../src/report/reasons.js';
import { type Alert, alertOfEnd, announcement } from '../../../src/service/alerts/alert.js';
import { formatAlert } from '../../../src/service/alerts/alert-words.js';
import { disarm } from '../../../src/service/alerts/chat-text.js';
import { toMarkdown, toText } from '../../../src/service/alerts/render-alert.js';
import { anyText } from '../../helpers/any-text.js';
import { filesIn, jobThatTells, reportOf } from '../../helpers/reports.js';

const robot = '{ wecomRobot: "https://example.com" }';
const jobIn = (lang: Lang) => jobThatTells(robot, `lang: ${lang}`);
const bytes = (text: string) => Buffer.byteLength(text);

function alertOf(job: Job, end: RunReport | RunError): Alert {
  const alert = alertOfEnd(job, end);
  if (alert === null) throw new Error('nobody is told of it');
  return alert;
}

const markdownOf = (alert: Alert) => toMarkdown(formatAlert(alert), alert.state);

const phone: Reason = {
  count: 12,
  rows: [24, 25, 26, 27, 28],
  example: { column: '手机号', reason: message('cell.phone', { value: '13800138000 张三' }) },
};
const absent: Reason = {
  count: 1,
  rows: [118],
  example: { column: '企微客户ID', reason: message('contact.absent', { id: 'wmDEMOkAGzqDfglqZcr_iuNLJYMG' }) },
};
const elsewhere: Reason = {
  count: 2,
  rows: [3, 4],
  example: {
    column: '张三的列',
    reason: message('send.refused', { serverCode: '40029', serverMessage: '张三不存在' }),
  },
};

describe('an alert says what happened, how much of it, why, and what to do', () => {
  const rows = { updated: 104, unchanged: 180, invalid: 15, failed: 1 };

  test('in Chinese', async () => {
    const end = reportOf({ rows, reasons: [phone, elsewhere, absent] });
    expect(markdownOf(alertOf(await jobIn('zh'), end))).toBe(
      [
        '<font color="warning">**vip：已完成，16 行需要处理（共 300 行）**</font>',
        '运行 20261122-020000-1a2b，用时 32 秒',
        '已更新 104 · 无需更新 180 · 无效 15 · 失败 1',
        '请求：修改 300 次，读取 0 次，列表 1 次（其中重试 0 次，被限流 0 次）',
        '> 问题与解决办法：',
        '> 12 行（第 24, 25, 26, 27, 28, … 行），例如：［手机号］ “…”不是有效的电话号码：只能有数字、连字符和开头的 +，没有空格；大陆手机号为 11 位',
        '> 2 行（第 3, 4 行），例如：服务器拒绝了这一行（代码 40029）：…',
        '> 第 118 行：［企微客户ID］ “…”不是此账号的客户。请核对企微客户ID，或先在系统中添加该客户',
        '<font color="comment">下一步：按 failed.csv 中的原因处理各行，再用同一作业导入</font>',
        '<font color="comment">报告在 /srv/import/logs/vip/20261122-020000-1a2b</font>',
      ].join('\n'),
    );
  });

  test('in English, and as plain text', async () => {
    const stoppedBy = message('stop.auth', { reason: 'HTTP 401', variable: 'WEFENG_SECRET' });
    const end = reportOf({
      summary: { state: 'stopped', finishedAt: null },
      rows: { updated: 1, pending: 2 },
      stoppedBy,
    });
    expect(toText(formatAlert(alertOf(await jobIn('en'), end)))).toBe(
      [
        'vip: stopped early',
        'Run 20261122-020000-1a2b',
        'updated 1 · pending 2',
        'Calls: 3 put, 0 get, 1 list (0 of them retries, 0 rate-limited)',
        'Why: the server refused the signature or the permission (HTTP 401); every row would fail alike. Check WEFENG_SECRET and what the account may do, then resume',
        'To go on: wefeng-import resume 20261122-020000-1a2b',
        'Reports: /srv/import/logs/vip/20261122-020000-1a2b',
      ].join('\n'),
    );
  });

  test.each<[string, RunReport | RunError, string[]]>([
    ['all is well', reportOf(), ['<font color="info">**vip: done, all 3 rows updated or unchanged**</font>']],
    ['there was nothing', reportOf({ rows: {} }), ['<font color="info">**vip: done, the file has no rows**</font>']],
    [
      'a rollback',
      reportOf({ summary: { command: 'rollback' }, rows: { updated: 1, drifted: 1 } }),
      ['**vip (rollback): done, 1 of 2 rows needs a look**', 'look at the rows in failed.csv, which were not restored'],
    ],
    [
      'a limit',
      reportOf({
        summary: { state: 'planned' },
        stoppedBy: message('limit.clears', { count: 7, total: 9, enough: 7, limit: 0, runId: '20261122-020000-1a2b' }),
      }),
      [
        '**vip: over a limit, nothing sent; the plan is kept**',
        '7 values would be cleared',
        'apply 20261122-020000-1a2b',
      ],
    ],
    [
      'a refusal, without the name of the file',
      new RunError('refused', message('source.openQuote', { file: '/inbox/张三.csv', line: 12 })),
      ['<font color="warning">**vip: refused, not begun**</font>\n…: a quote that opens on line 12 is never closed'],
    ],
    [
      'a missing column, by its name: the job says it',
      new RunError(
        'refused',
        message('source.missingColumns', { file: 'f', missing: '手机号', count: 3, found: '张三, 李四' }),
      ),
      ['lacks columns that the job needs: 手机号. The file has 3: ….'],
    ],
    [
      'a busy account',
      new RunError(
        'busy',
        message('run.busy', { runId: '20261122-010000-00aa', pid: 7, host: 'h', since: '2026-11-22T01:00:00.000Z' }),
      ),
      [
        '**vip: the account is in use, not begun**',
        '20261122-010000-00aa (process 7 on h, since 2026-11-22T01:00:00.000Z)',
      ],
    ],
    [
      'a full disk that took no report',
      new RunError('stopped', message('stop.disk', { reason: 'ENOSPC' }), [
        { where: 'x', why: message('summary.resume', { command: 'wefeng-import resume 20261122-020000-1a2b' }) },
      ]),
      ['**vip: stopped early**', '(ENOSPC)', 'To go on: wefeng-import resume 20261122-020000-1a2b'],
    ],
  ])('when it is %s', async (_, end, parts) => {
    const markdown = markdownOf(alertOf(await jobIn('en'), end));
    for (const part of parts) expect(markdown).toContain(part);
  });

  test('and news of the service', async () => {
    const times = { ends: '2026-11-23 04:00:00', next: '2026-11-23 02:00:00' };
    const what = message('schedule.outlasts', { runId: '20261122-020000-1a2b', count: 90_000, ...times });
    expect(markdownOf(announcement(await jobIn('zh'), what))).toBe(
      '<font color="comment">**vip：请留意**</font>\n运行 20261122-020000-1a2b 要发送 90000 次，约 2026-11-23 04:00:00 结束，晚于下次触发时间 2026-11-23 02:00:00；到时还没结束就跳过那一次',
    );
  });
});

describe('an alert is never longer than WeCom takes', () => {
  const many = (text: string): Reason[] =>
    Array.from({ length: 100 }, (_, index) => ({
      count: 1_000_000,
      rows: [1_048_575, 1_048_576, 1_048_577, 1_048_578, 1_048_579],
      example: {
        column: index % 2 ? text : '手机号',
        reason: message('cell.declaredDate', { value: text, format: 'yyyy年M月d日' }),
      },
    }));

  test('with a hundred reasons, of which those that are left out are counted', async () => {
    for (const lang of ['zh', 'en'] as const) {
      const alert = alertOf(await jobIn(lang), reportOf({ rows: { invalid: 9 }, reasons: many('客户等级') }));
      for (const text of [markdownOf(alert), toText(formatAlert(alert))]) {
        expect(bytes(text)).toBeLessThanOrEqual(4096);
        expect(text).toContain(lang === 'zh' ? '还有 97 类，见报告' : '97 more kinds in the report');
      }
    }
  });

  test('whatever its parts hold, and however long they are; no character is cut in two', async () => {
    const jobs = [await jobIn('zh'), await jobIn('en')];
    const long = fc
      .oneof(anyText(60), fc.constantFrom('客', '👨‍👩‍👧‍👦', 'e\u0301', 'x', '🧾'))
      .chain((text) => fc.nat(200).map((times) => text.repeat(times)));
    fc.assert(
      fc.property(fc.constantFrom(...jobs), long, long, long, (job, name, column, folder) => {
        const mapping = { ...job.mapping, idColumn: column };
        const stoppedBy = message('source.missingColumns', { file: name, missing: column, count: 1, found: name });
        const example = { column, reason: message('cell.phone', { value: name }) };
        const reasons = [1, 2, 3, 4].map(() => ({ count: 1, rows: [1], example }));
        const files = { ...filesIn(folder), report: folder, failed: folder };
        const end = reportOf({ summary: { state: 'stopped', files }, rows: { failed: 4 }, reasons, stoppedBy });
        const alert = alertOf({ ...job, name, mapping }, end);
        for (const text of [markdownOf(alert), toText(formatAlert(alert))]) {
          expect(bytes(text)).toBeLessThanOrEqual(4096);
          if ((name + column + folder).isWellFormed()) expect(text.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('nothing in an alert links, mentions or marks up but what we mean to', () => {
  const hostile = '<@all>[click](https://evil.example)`x`**b**<font color="info">ok</font>@zhangsan\n# big\n> quote';

  test('whatever a job or a column is called', async () => {
    const job = { ...(await jobIn('en')), name: hostile };
    const mapping = { ...job.mapping, idColumn: hostile };
    const reasons = [{ count: 1, rows: [2], example: { column: hostile, reason: message('row.nothing') } }];
    const markdown = markdownOf(alertOf({ ...job, mapping }, reportOf({ rows: { failed: 1 }, reasons })));
    const ours = markdown
      .replace(/<font color="(?:info|comment|warning)">|<\/font>/g, '')
      .replace(/^\*\*|\*\*$/gm, '')
      .replace(/^> /gm, '');
    expect(markdown).toContain('click');
    expect(ours).not.toMatch(/[<>[\]@*`#]|:\/\//);
  });

  test('whatever it is', () => {
    fc.assert(
      fc.property(anyText(80), (text) => {
        expect(disarm(text)).not.toMatch(/[<>[\]@*`#|~\n\r\u2028\u202e]|:\/\//);
      }),
    );
  });
});
