import type { FieldChanges } from '../page-data.js';
import { el, section } from './dom.js';
import { data } from './state.js';
import { formatCount, say } from './words.js';

const kinds = ['set', 'changed', 'cleared'] as const;

/** What was set, changed and cleared, field by field; nothing where no field was. */
export function fieldsSection(): HTMLElement | null {
  const touched = data.fields.filter((field) => sumOf(field) > 0).sort((a, b) => sumOf(b) - sumOf(a));
  if (touched.length === 0) return null;
  const most = sumOf(touched[0]);
  const title = data.plan === null ? say('view.fields') : say('view.fields.plan');
  const head = el(
    'tr',
    {},
    el('th', { scope: 'col' }, say('view.fields.field')),
    ...kinds.map((kind) =>
      el('th', { scope: 'col', class: 'number' }, el('i', { class: `key ${kind}` }), say(`view.fields.${kind}`)),
    ),
    el('td', { class: 'wide' }),
  );
  const table = el('table', {}, el('thead', {}, head), el('tbody', {}, ...touched.map((field) => line(field, most))));
  return section(
    'fields',
    title,
    el('div', { class: 'scroll', role: 'group', tabindex: '0', 'aria-label': title }, table),
  );
}

const sumOf = (field: FieldChanges | undefined): number => kinds.reduce((sum, kind) => sum + (field?.[kind] ?? 0), 0);

function line(field: FieldChanges, most: number): HTMLElement {
  const bar = el('span', { class: 'bar thin', 'aria-hidden': 'true' });
  bar.style.width = `${(sumOf(field) / most) * 100}%`;
  for (const kind of kinds.filter((each) => field[each] > 0)) {
    const part = el('span', { class: `part ${kind}` });
    part.style.flexGrow = String(field[kind]);
    bar.append(part);
  }
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, nameOf(field), field.name === null ? null : el('small', {}, field.field)),
    ...kinds.map((kind) => {
      const isGrave = kind === 'cleared' && field.cleared > 0;
      return el(
        'td',
        { class: isGrave ? 'number grave' : 'number' },
        field[kind] === 0 ? '–' : formatCount(field[kind]),
      );
    }),
    el('td', { class: 'wide' }, bar),
  );
}

/** A field as the account calls it, or as everybody does. */
export function nameOf({ field, name }: Pick<FieldChanges, 'field' | 'name'>): string {
  if (name !== null) return name;
  return data.texts[`view.field.${field}`] ?? field;
}
