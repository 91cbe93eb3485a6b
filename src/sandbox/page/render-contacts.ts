import type { FieldDefinition, StoredContact } from '../account/account.js';
import { type FieldChange, listChanges } from '../account/list-changes.js';
import type { Store, Write } from '../account/store.js';
import { showFieldName } from './field-name.js';
import { type FoundContacts, findContacts, PAGE_SIZE } from './find-contacts.js';
import { escapeHtml, inEnglish, showText } from './show-text.js';
import { showCount, showTime } from './show-time.js';
import { showValue } from './show-value.js';
import { linkTo, type View } from './view.js';

/** Takes the store and a view; gives its contacts a page at a time: custom fields by name, and what was written last. */
export function renderContacts(store: Store, view: View): string {
  const found = findContacts(store, view);
  return `<section id="contacts" aria-labelledby="contacts-title">
<h2 id="contacts-title">客户 ${inEnglish('contacts')}</h2>
${view.isLive ? '' : `${renderSearch(view)}\n`}<p class="tally">${describeFound(found, store, view)}</p>
<div class="people">
${found.contacts.map((contact) => renderContact(store, contact)).join('\n')}
</div>
${renderPager(found, view)}
</section>`;
}

function renderSearch({ query, isWritten }: View): string {
  return `<form class="search" role="search" action="/#contacts" autocomplete="off">
<label for="q">姓名或 ID ${inEnglish('name or id')}</label>
<input type="search" id="q" name="q" value="${escapeHtml(query)}">
<label class="check"><input type="checkbox" name="written" value="1"${isWritten ? ' checked' : ''}> 只看写入过的 ${inEnglish('written to')}</label>
<button>查找 ${inEnglish('search')}</button>
</form>`;
}

function describeFound({ total, page, contacts }: FoundContacts, store: Store, view: View): string {
  const all = showCount(store.contacts.size);
  const isAll = view.query === '' && !view.isWritten;
  const back = isAll
    ? ''
    : ` <a href="${escapeHtml(linkTo('/', { ...view, query: '', isWritten: false, page: 1 }))}#contacts">看全部</a>`;
  if (total === 0) return `${all} 位客户中没有符合的。${inEnglish(`None of ${all} fits.`)}${back}`;
  const from = (page - 1) * PAGE_SIZE;
  const range = `${showCount(from + 1)}–${showCount(from + contacts.length)}`;
  const among = isAll ? '' : `（全部 ${all} 位）`;
  if (contacts.length === total)
    return `共 ${showCount(total)} 位${among}${inEnglish(`all ${showCount(total)}`)}${back}`;
  return `第 ${range} 位，共 ${showCount(total)} 位${among}${inEnglish(`${range} of ${showCount(total)}`)}${back}`;
}

function renderContact(store: Store, contact: StoredContact): string {
  const { externalUserId, name, customFields, ...standard } = contact;
  const rows = Object.entries(standard).filter(([, value]) => value !== null && value !== undefined);
  const write = store.writes.get(externalUserId);
  return `<article>
<h3>${typeof name === 'string' && name !== '' ? showText(name) : '（无名）'}</h3>
<p class="id">${showText(externalUserId)}</p>
${write ? renderWrite(store, write) : ''}<dl>
${rows.map(([code, value]) => renderField(code, value)).join('\n')}
${customFields.map(({ fieldCode, content }) => renderField(fieldCode, content, store.fields.get(fieldCode))).join('\n')}
</dl>
</article>`;
}

function renderField(code: string, value: unknown, field?: FieldDefinition): string {
  return `<div><dt>${showFieldName(code, field)}</dt><dd>${showValue(value, field)}</dd></div>`;
}

function renderWrite(store: Store, write: Write): string {
  const changes = listChanges(write);
  return `<div class="write"><p>${changes.length === 0 ? '写入过，值没有变' : `<b>最近改了 ${changes.length} 个字段</b>`} <small>${showTime(write.at)} #${write.seq}</small></p>
${changes.length === 0 ? '' : `<ul class="changes">${changes.map((change) => renderChange(change, store.fields.get(change.code))).join('')}</ul>`}</div>
`;
}

function renderChange({ code, before, after }: FieldChange, field: FieldDefinition | undefined): string {
  const isCleared = after === undefined || after === null || after === '';
  return `<li${isCleared ? ' class="clears"' : ''}><span class="field">${showFieldName(code, field)}</span>
<span><del>${showValue(before, field)}</del> <span aria-hidden="true">→</span><span class="unheard">改为</span> <ins>${showValue(after, field)}</ins></span></li>`;
}

function renderPager({ page, pages }: FoundContacts, view: View): string {
  if (pages === 1) return '';
  const link = (to: number, words: string, isThere: boolean): string =>
    isThere ? `<a class="button" href="${escapeHtml(linkTo('/', { ...view, page: to }))}#contacts">${words}</a>` : '';
  return `<nav class="pager" aria-label="客户翻页">
${link(1, '第一页', page > 2)}${link(page - 1, `上一页 ${inEnglish('previous')}`, page > 1)}
<span>第 ${showCount(page)} / ${showCount(pages)} 页</span>
${link(page + 1, `下一页 ${inEnglish('next')}`, page < pages)}${link(pages, '最后一页', page < pages - 1)}
</nav>`;
}
