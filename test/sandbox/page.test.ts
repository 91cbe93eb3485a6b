import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { contactOf, get, put, SECRET, withSandbox } from './call-sandbox.js';
import { readPage, sendRaw } from './read-page.js';
import { createAccount, customField } from './sample-account.js';

test('the page says first that there are no faults, what the sandbox is and where its API is', () =>
  withSandbox({}, async (sandbox) => {
    const page = await readPage(sandbox.url);
    expect(page).toContain('<html lang="zh-CN">');
    expect(page).toContain('<title>没有故障 · 微丰沙箱</title>');
    expect(page).toContain('不会连到真实系统');
    expect(page).toContain(`<code>${sandbox.baseUrl}</code>`);
    expect(page).toContain('还没有调用。');
  }));

test('faults of the command line are on when it starts, and the page says which', () =>
  withSandbox(
    { faults: { serverError: 0.055, latencyMs: { min: 20, max: 80 }, clockSkewSeconds: -90 } },
    async (box) => {
      const page = await readPage(box.url);
      expect(page).toContain('<title>3 项故障开着 · 微丰沙箱</title>');
      expect(page).toContain('<li>服务器出错 <small lang="en">serverError</small> <b>5.5%</b></li>');
      expect(page).toContain('<b>20–80 ms</b>');
      expect(page).toContain('时钟慢 <small lang="en">clockSkew</small> <b>90 s</b>');
    },
  ));

test('the page counts calls by how they ended, and tells how much of the quota is used', () =>
  withSandbox({ rate: { limit: 2, perMs: 60_000 } }, async (sandbox) => {
    for (let count = 0; count < 3; count++) await get(sandbox, 'wm1');
    await put(sandbox, 'wm1', {}, { sign: 'x' });
    const page = await readPage(sandbox.url);
    expect(textOf(page, 'overview')).toMatch(/成功 done 2 .*被限流 limited 1 .*被拒绝 refused 1 /);
    expect(textOf(page, 'overview')).toMatch(/最近 60 秒内.*修改 put 0 \/ 2 查询 get 2 \/ 2 已用完 列表 list 0 \/ 2/);
  }));

test('looking at the page is no call: it is not recorded, costs no quota and draws no dice', async () => {
  const faults = { serverError: 0.5 };
  const look = async (looks: number) => {
    const seen: unknown[] = [];
    await withSandbox({ faults, seed: 4 }, async (sandbox) => {
      for (let count = 0; count < 12; count++) {
        for (let times = 0; times < looks; times++) await readPage(`${sandbox.url}?q=wm`);
        await get(sandbox, 'wm1');
      }
      seen.push(...sandbox.calls.map((call) => call.fault));
    });
    return seen;
  };
  expect(await look(2)).toEqual(await look(0));
});

test('a call is told with its fault, its answer in words, and whether it was written', () =>
  withSandbox({}, async (sandbox) => {
    await put(sandbox, 'wm1', {});
    sandbox.setFaults({ truncated: 1 });
    await put(sandbox, 'wm1', {}).catch(() => undefined);
    await get(sandbox, 'wm9', { sign: 'x' });
    const rows = [...(await readPage(sandbox.url)).matchAll(/<tr role="row"><td.*/g)].map(([row]) =>
      escapeControls(row),
    );
    expect(rows[0]).toMatch(/#3 查询 get wm9 被拒绝 签名错误 401 401 [\d.]+$/);
    expect(rows[1]).toMatch(
      /#2 修改 put 心乱如麻 wm1 回答不完整 truncated 出错 （处理了，回答只发了一半） 200 – [\d.]+ ✓ 已写入$/,
    );
    expect(rows[2]).toMatch(/#1 修改 put 心乱如麻 wm1 成功 200 200 [\d.]+ ✓ 已写入$/);
  }));

test('the page shows neither the secret nor a signature', () =>
  withSandbox({ faults: { businessError: 1 } }, async (sandbox) => {
    await put(sandbox, 'wm1', {});
    const page = await readPage(sandbox.url);
    expect(page).not.toContain(SECRET);
    expect(page).not.toContain(sandbox.calls[0]?.sign);
    expect(page).toContain('系统繁忙,请稍后再试(mobile=13300000000, sign=…)');
  }));

test('contacts have custom fields by name and label, and what the last write changed', () =>
  withSandbox({}, async (sandbox) => {
    const body = { mobile: '13900000000', customFields: [customField(2769, [4, 5]), customField(3000, [1, 2])] };
    await put(sandbox, 'wm1', body);
    await put(sandbox, 'wm1', body);
    const contacts = textOf(await readPage(sandbox.url), 'contacts');
    expect(contacts).toMatch(/最近改了 5 个字段 \S+ #1 /);
    expect(contacts).toContain('手机 mobile 13300000000 → 改为 13900000000');
    expect(contacts).toContain('客户等级 CustomField_2485 普通 1 → 改为 （无）');
    expect(contacts).toContain('地区 CustomField_2769 湖北省 / 武汉市 [4,5]');
    expect(contacts).toContain('兴趣 CustomField_3000 茶、酒 [1,2]');
  }));

test('hostile values are shown as text, and no script or foreign address could run', () =>
  withSandbox({}, async (sandbox) => {
    const hostile = `<script>alert("1")</script>'&`;
    const fields = [...contactOf(sandbox, 'wm1').customFields, customField(5828, hostile)];
    const odd = { id: 1, fieldCode: '<b x>', contentType: 'text', content: { '<i x>': 1 } };
    const contact = { externalUserId: '<img src=x>', name: hostile, '<u x>': hostile };
    sandbox.setContact({ ...contact, customFields: [...fields, odd] });
    await get(sandbox, encodeURIComponent('"><svg onload=x>'));
    const page = await readPage(`${sandbox.url}?q=${encodeURIComponent('"><script>')}`);
    const all = await readPage(sandbox.url);
    expect(`${page}${all}`).not.toMatch(/<(script|img|b x|i x|u x|svg onload)/);
    expect(page).toContain('value="&quot;&gt;&lt;script&gt;"');
    expect(all).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;');
  }));

test('marks that turn the direction, and control characters, are named and end with their value', () =>
  withSandbox({}, async (sandbox) => {
    sandbox.setContact({ externalUserId: 'wm1', name: '\u202Egpj.exe\u0000', remarkDesc: 'a\nb', customFields: [] });
    const page = await readPage(sandbox.url);
    expect(page).toContain(
      '<h3><bdi><span class="unseen">U+202E</span>gpj.exe<span class="unseen">U+0000</span></bdi></h3>',
    );
    expect(page).toContain('<bdi>a\nb</bdi>');
  }));

test('a long value is cut, and it says how long it is', () =>
  withSandbox({}, async (sandbox) => {
    await put(sandbox, 'wm1', { address: '😀'.repeat(5000) });
    const page = await readPage(sandbox.url);
    expect(page).toContain(`${'😀'.repeat(300)}</bdi><small>…（共 5,000 字）</small>`);
    expect(page).not.toContain('😀'.repeat(301));
  }));

test('contacts are searched by name and id in either case, and paged', () => {
  const contacts = createAccount(...Array.from({ length: 250 }, (_, index) => `wmX${index}`));
  return withSandbox({ contacts }, async (sandbox) => {
    const search = async (query: string) => textOf(await readPage(`${sandbox.url}?${query}`), 'contacts');
    expect(await search('')).toMatch(/第 1–20 位，共 250 位.*第 1 \/ 13 页 下一页 next 最后一页$/);
    expect(await search('page=13')).toContain('第 241–250 位，共 250 位');
    expect(await search('page=99')).toContain('第 241–250 位，共 250 位');
    expect(await search('page=-1')).toContain('第 1–20 位，共 250 位');
    expect(await search('q=WMx24')).toContain('共 11 位（全部 250 位）');
    expect(await search(`q=${encodeURIComponent('乱如')}&page=2`)).toContain('第 21–40 位，共 250 位');
    expect(await search('q=nobody')).toContain('250 位客户中没有符合的。');
    for (const id of ['wmX7', 'wmX9', 'wmX7']) await put(sandbox, id, { address: id + sandbox.calls.length });
    expect(await search('written=1')).toMatch(/共 2 位（全部 250 位）.*wmX7.*wmX9/);
  });
});

test('100,000 contacts make a page no larger than 20 do, and it comes at once', () => {
  const contacts = createAccount(...Array.from({ length: 100_000 }, (_, index) => `wm${index}`));
  return withSandbox({ contacts }, async (sandbox) => {
    const start = performance.now();
    const page = await readPage(`${sandbox.url}?q=wm9`);
    expect(performance.now() - start).toBeLessThan(2000);
    expect(page.length).toBeLessThan(100_000);
    expect(page).toContain('共 11,111 位（全部 100,000 位）');
  });
});

test('the page keeps to the last 50 calls, the newest first', () =>
  withSandbox({}, async (sandbox) => {
    for (let count = 0; count < 60; count++) await get(sandbox, 'wm1', { sign: 'x' });
    const page = await readPage(sandbox.url);
    expect([...page.matchAll(/<small>#(\d+)<\/small><\/td>/g)].map(([, seq]) => Number(seq))).toEqual(
      Array.from({ length: 50 }, (_, index) => 60 - index),
    );
    expect(page).toContain('共 60 次，这里是最近 50 次');
  }));

test('it reloads by itself only when asked to, and then holds no form that could be lost', () =>
  withSandbox({}, async (sandbox) => {
    expect(await readPage(sandbox.url)).not.toContain('http-equiv');
    const page = await readPage(`${sandbox.url}?q=wm&refresh=5`);
    expect(page).toContain('<meta http-equiv="refresh" content="5">');
    expect(page).not.toContain('<input');
    expect(page).toContain('href="/?q=wm">停止自动刷新');
  }));

test('the policy lets in this style alone: no script, no picture, no form to elsewhere, no frame', () =>
  withSandbox({}, async (sandbox) => {
    const response = await fetch(sandbox.url);
    const [, style = ''] = /<style>(.*)<\/style>/s.exec(await response.text()) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(response.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
  }));

test.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', 'localhost.evil.example:4600', '', '10.0.0.1'])(
  'under the host name "%s" there is no page: a foreign name may have been made to lead here',
  (host) =>
    withSandbox({}, async (sandbox) => {
      const answer = await sendRaw(sandbox, `GET / HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 403 /);
      expect(answer).toContain('这个页面只能用 127.0.0.1 或 localhost 打开');
      expect(answer).not.toContain('心乱如麻');
    }),
);

test('as localhost it opens too', () =>
  withSandbox({}, async (sandbox) => {
    const { port } = new URL(sandbox.url);
    const answer = await sendRaw(sandbox, `GET / HTTP/1.1\r\nhost: localhost:${port}\r\nconnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  }));

/** The words of a part of the page. */
function textOf(page: string, id: string): string {
  return escapeControls(new RegExp(`<section id="${id}".*?</section>`, 's').exec(page)?.[0] ?? '');
}

function escapeControls(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
