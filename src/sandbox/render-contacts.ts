import type { FieldDefinition, FieldOption, StoredContact, StoredCustomField } from './account.js';
import { escapeHtml } from './escape-html.js';
import { writeJson } from './json.js';
import type { Store } from './store.js';

const SHOWN = 200;

/** Takes the store; gives the HTML of its first 200 contacts: the fields that are set, custom fields by their names. */
export function renderContacts(store: Store): string {
  const cards = [...store.contacts.values()].slice(0, SHOWN).map((contact) => renderContact(store, contact));
  return `<section>
<h2>客户 <small>first ${cards.length} of ${store.contacts.size} contacts</small></h2>
<div class="cards">
${cards.join('\n')}
</div>
</section>`;
}

function renderContact(store: Store, contact: StoredContact): string {
  const { externalUserId, name, customFields, ...standard } = contact;
  const rows = Object.entries(standard).filter(([, value]) => value !== null && value !== undefined);
  return `<article>
<h3>${escapeHtml(String(name ?? '(无名)'))}</h3>
<p class="id">${escapeHtml(externalUserId)}</p>
<dl>
${rows.map(([field, value]) => renderRow(field, showValue(value))).join('\n')}
${customFields.map((field) => renderCustomField(store.fields.get(field.fieldCode), field)).join('\n')}
</dl>
</article>`;
}

function renderCustomField(definition: FieldDefinition | undefined, field: StoredCustomField): string {
  const labels = findLabels(definition?.optionList ?? [], field.content);
  const value = showValue(field.content);
  return renderRow(definition?.name ?? field.fieldCode, labels ? `${labels} (${value})` : value);
}

function renderRow(label: string, value: string): string {
  return `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd></div>`;
}

function showValue(value: unknown): string {
  return typeof value === 'string' ? value : writeJson(value);
}

// Each key of a chain is looked up among the children of the one before it; without children the level stays.
function findLabels(options: readonly FieldOption[], content: unknown): string {
  let level = options;
  const keys: unknown[] = Array.isArray(content) ? content : [content];
  const labels = keys.map((key) => {
    const option = level.find((candidate) => String(candidate.key) === String(key));
    if (option?.subOptionList?.length) level = option.subOptionList;
    return option?.value;
  });
  return labels.filter((label) => label !== undefined).join(' / ');
}
