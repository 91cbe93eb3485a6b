import { el } from './dom.js';
import { icon } from './icons.js';
import { data, occurredStatuses } from './state.js';
import { formatCount, say } from './words.js';

/** Which rows somebody wants to see; null is all. */
export interface Wanted {
  readonly status: number | null;
  readonly cause: number | null;
  /** In lower case. */
  readonly text: string;
}

interface Filters {
  readonly element: HTMLElement;
  readonly wanted: () => Wanted;
  readonly want: (wanted: Partial<Wanted>) => void;
  /** Begins with what most want to see. */
  readonly begin: () => void;
  readonly focus: () => void;
}

/** The statuses to choose from, the reasons, and what to look for; `onChange` follows each choice. */
export function createFilters(onChange: () => void): Filters {
  let wanted: Wanted = { status: null, cause: null, text: '' };
  const search = el('input', {
    type: 'search',
    placeholder: say('view.search.hint'),
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const reasons = reasonSelect();
  const chips = statusChips((status) => want({ status }));
  function want(change: Partial<Wanted>): void {
    wanted = { ...wanted, ...change };
    chips.update(wanted.status);
    reasons.value = wanted.cause === null ? '' : String(wanted.cause);
    onChange();
  }
  search.addEventListener('input', () => want({ text: search.value.trim().toLowerCase() }));
  reasons.addEventListener('change', () => want({ cause: reasons.value === '' ? null : Number(reasons.value) }));
  const field = (label: string, input: HTMLElement) => el('label', {}, el('span', {}, label), input);
  return {
    element: el(
      'div',
      { class: 'filters', role: 'search' },
      chips.element,
      el('div', { class: 'fields' }, field(say('view.search'), search), field(say('view.reason'), reasons)),
    ),
    wanted: () => wanted,
    want(change) {
      search.value = '';
      want({ status: null, cause: null, text: '', ...change });
    },
    begin: () => want({ status: data.plan === null ? null : usualStatus() }),
    focus: () => search.focus({ preventScroll: true }),
  };
}

/** Of a plan it is what would be sent. */
function usualStatus(): number | null {
  const place = data.statuses.findIndex(({ status, count }) => status === 'toSend' && count > 0);
  return place < 0 ? null : place;
}

function statusChips(onStatus: (status: number | null) => void) {
  const chip = (status: number | null, ...content: (Node | string)[]) => {
    const button = el('button', { type: 'button', class: 'chip' }, ...content);
    button.addEventListener('click', () => onStatus(status));
    return { status, button };
  };
  const chips = [
    chip(null, say('view.rows.all'), el('small', {}, formatCount(data.total))),
    ...occurredStatuses.map(({ status, label, count, place }) =>
      chip(place, el('span', { class: `sign ${status}` }, icon(status)), label, el('small', {}, formatCount(count))),
    ),
  ];
  return {
    element: el(
      'div',
      { class: 'chips', role: 'group', 'aria-label': say('view.status') },
      ...chips.map(({ button }) => button),
    ),
    update(wanted: number | null) {
      for (const { status, button } of chips) button.setAttribute('aria-pressed', String(status === wanted));
    },
  };
}

function reasonSelect(): HTMLSelectElement {
  const options = data.causes.map(({ column, words, count }, place) => {
    const short = words.masked.length > 60 ? `${words.masked.slice(0, 60)}…` : words.masked;
    const text = `${column === null ? '' : `[${column}] `}${short} (${formatCount(count)})`;
    return { count, option: el('option', { value: String(place) }, text) };
  });
  const sorted = options.sort((a, b) => b.count - a.count).map(({ option }) => option);
  return el('select', {}, el('option', { value: '' }, say('view.reason.all')), ...sorted);
}
