import { expect, test } from 'vitest';
import { contactOf, get, put, SECRET, withSandbox } from './call-sandbox.js';
import { createAccount, customField } from './sample-account.js';

test('the page shows contacts with custom fields by name and label, and the calls', () =>
  withSandbox({}, async (sandbox) => {
    await put(sandbox, 'wm1', { customFields: [customField(2769, [4, 5]), customField(3000, [1, 2])] });
    const page = await readPage(sandbox.url);
    expect(page).toContain('<html lang="zh">');
    expect(page).toContain('<dt>地区</dt><dd>湖北省 / 武汉市 ([4,5])</dd>');
    expect(page).toContain('<dt>兴趣</dt><dd>茶 / 酒 ([1,2])</dd>');
    expect(page).toContain('<td>put</td><td>wm1</td><td></td><td>200</td><td>200</td><td>✓</td>');
    expect(sandbox.calls).toHaveLength(1);
  }));

test('the page shows neither the secret nor a signature', () =>
  withSandbox({ faults: { businessError: 1 } }, async (sandbox) => {
    await put(sandbox, 'wm1', {});
    const page = await readPage(sandbox.url);
    expect(page).not.toContain(SECRET);
    expect(page).not.toContain(sandbox.calls[0]?.sign);
    expect(page).toContain('businessError');
  }));

test('hostile values are shown as text, and no script or foreign address could run', () =>
  withSandbox({}, async (sandbox) => {
    const hostile = `<script>alert("1")</script>'&`;
    const fields = [...contactOf(sandbox, 'wm1').customFields, customField(5828, hostile)];
    const odd = { id: 1, fieldCode: '<b>', contentType: 'text', content: { '<i>': 1 } };
    sandbox.setContact({
      externalUserId: '<img src=x>',
      name: hostile,
      '<u>': hostile,
      customFields: [...fields, odd],
    });
    await get(sandbox, encodeURIComponent('<svg>'));
    const page = await readPage(sandbox.url);
    expect(page).not.toMatch(/<(script|img|b>|i>|u>|svg)/);
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;');
    const policy = (await fetch(sandbox.url)).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'; style-src 'unsafe-inline'");
  }));

test('the page keeps to 200 contacts and 50 calls and says how many there are', () =>
  withSandbox(
    { contacts: createAccount(...Array.from({ length: 250 }, (_, index) => `wm${index}`)) },
    async (sandbox) => {
      for (let count = 0; count < 60; count++) await get(sandbox, 'wm0', { sign: 'x' });
      const page = await readPage(`${sandbox.url}?reload`);
      expect(page.match(/<article>/g)).toHaveLength(200);
      expect(page.match(/<td>get<\/td>/g)).toHaveLength(50);
      expect(page).toContain('first 200 of 250 contacts');
      expect(page).toContain('last 50 of 60 calls');
    },
  ));

async function readPage(url: string): Promise<string> {
  const response = await fetch(url);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  return response.text();
}
