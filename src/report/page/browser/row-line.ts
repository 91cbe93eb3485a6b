import type { PackedChange } from '../page-data.js';
import { type Child, disclosure, el } from './dom.js';
import { nameOf } from './fields-section.js';
import { icon } from './icons.js';
import { changesOf, contactOf, numberOf, type Row, statusOf, wordsOf } from './read-rows.js';
import { data, isUnmasked, maskId, maskValue } from './state.js';
import { formatLength, formatTime, say } from './words.js';

const mostChanges = 4;

/** A row of the list: where it is, how it ended, what it changed and why it did not. */
export function rowLine(row: Row): HTMLTableRowElement {
  const { status = '', label = '' } = data.statuses[statusOf(row)] ?? {};
  const badge = el('span', { class: `badge ${status}` }, icon(status), label);
  return el(
    'tr',
    { role: 'row' },
    el('th', { role: 'rowheader', scope: 'row', class: 'row-number' }, String(numberOf(row))),
    cell('contact', el('code', {}, el('bdi', {}, maskId(contactOf(row))))),
    cell('status', badge, el('small', {}, timing(row))),
    cell('what', ...changes(row), ...reasons(row)),
  );
}

const cell = (name: string, ...children: readonly Child[]): HTMLElement =>
  el('td', { role: 'cell', class: name }, ...children);

function timing({ packed }: Row): string {
  const [attempts, durationMs, finishedAt] = [packed[5], packed[6], packed[7]];
  if (attempts === 0 || finishedAt === null) return '';
  const tries = attempts > 1 ? ` · ${say('view.rows.attempts', { count: attempts })}` : '';
  return `${formatTime(finishedAt, true)} · ${formatLength(durationMs)}${tries}`;
}

function changes(row: Row): Child[] {
  const lines = changesOf(row).map(changeLine);
  const rest = lines.slice(mostChanges);
  return [
    lines.length > 0 ? el('ul', { class: 'changes' }, ...lines.slice(0, mostChanges)) : null,
    rest.length > 0
      ? disclosure(say('view.rows.more', { count: rest.length }), el('ul', { class: 'changes' }, ...rest))
      : null,
  ];
}

function changeLine([place, after, before]: PackedChange): HTMLElement {
  const field = data.fields[place];
  const name = el('span', { class: 'field' }, field ? nameOf(field) : '');
  if (after === null) {
    const words = [el('del', {}, shown(before)), ' → ', el('strong', { class: 'grave' }, say('view.rows.cleared'))];
    return el('li', { class: 'clears' }, name, el('span', { class: 'values' }, ...words));
  }
  const from = before === undefined ? [] : [before === null ? shown(before) : el('del', {}, shown(before)), ' → '];
  return el('li', {}, name, el('span', { class: 'values' }, ...from, el('ins', {}, shown(after))));
}

/** Without a baseline nobody knows what was there; that is no nothing. */
function shown(value: string | null | undefined): HTMLElement {
  if (value === null) return el('span', { class: 'nothing' }, say('view.rows.nothing'));
  return el('bdi', {}, value === undefined ? '?' : maskValue(value));
}

// What is planned for a row says more than that it is planned.
const reasons = (row: Row): Child[] =>
  wordsOf(row, isUnmasked()).map(({ cause, text }) => {
    const { column = null, isProblem = false } = data.causes[cause] ?? {};
    if (!isProblem && changesOf(row).length > 0) return null;
    const where = column === null ? null : el('b', { class: 'column' }, column);
    return el('p', { class: isProblem ? 'reason' : 'reason quiet' }, where, el('bdi', {}, text));
  });
