import { el, section } from './dom.js';
import { createFilters, type Wanted } from './filters.js';
import { hasCause, matches, type Row, statusOf } from './read-rows.js';
import { rowLine } from './row-line.js';
import { data, isUnmasked, onMasking } from './state.js';
import { formatCount, say } from './words.js';

const pageRows = 50;
/** On paper there are no pages to turn. */
const printedRows = 2000;

export interface RowsSection {
  readonly element: HTMLElement;
  /** Shows nothing but what is wanted, and goes there. */
  readonly show: (wanted: Partial<Wanted>) => void;
}

/** All rows that the page holds: searched, filtered, and shown a page at a time. */
export function createRowsSection(rows: readonly Row[]): RowsSection {
  let found = rows;
  let page = 0;
  const body = el('tbody', { role: 'rowgroup' });
  const tally = el('p', { class: 'tally', role: 'status' });
  const pager = createPager((to) => {
    page = to;
    render();
    element.scrollIntoView();
  });
  const filters = createFilters(() => {
    found = rows.filter((row) => isWanted(row, filters.wanted()));
    page = 0;
    render();
  });
  const render = () => renderFrom(page * pageRows, pageRows);
  function renderFrom(first: number, most: number): void {
    const shown = found.slice(first, first + most);
    body.replaceChildren(...shown.map(rowLine));
    const counts = {
      from: formatCount(first + 1),
      to: formatCount(first + shown.length),
      count: formatCount(found.length),
    };
    tally.textContent = found.length === 0 ? say('view.rows.none') : say('view.rows.shown', counts);
    pager.update(page, Math.ceil(found.length / pageRows));
  }
  onMasking(render);
  addEventListener('beforeprint', () => renderFrom(0, printedRows));
  addEventListener('afterprint', render);
  const note = data.leftOut === null ? null : el('p', { class: 'note' }, data.leftOut);
  const element = section(
    'rows',
    say('view.rows'),
    note,
    maskedNote(),
    filters.element,
    tally,
    listOf(body),
    pager.element,
  );
  filters.begin();
  return {
    element,
    show(wanted) {
      filters.want(wanted);
      element.scrollIntoView();
      filters.focus();
    },
  };
}

/** Whoever signs what is printed is told that it lacks the values. */
function maskedNote(): HTMLElement {
  const note = el('p', { class: 'note on-paper' }, say('view.print.masked'));
  onMasking(() => {
    note.hidden = isUnmasked();
  });
  return note;
}

function isWanted(row: Row, { status, cause, text }: Wanted): boolean {
  if (status !== null && statusOf(row) !== status) return false;
  if (cause !== null && !hasCause(row, cause)) return false;
  return text === '' || matches(row, text, isUnmasked());
}

// On a narrow screen its style makes cards of the rows, which would take their roles from them.
const listOf = (body: HTMLElement): HTMLElement =>
  el(
    'table',
    { role: 'table', class: 'rows', 'aria-label': say('view.rows') },
    el(
      'thead',
      { role: 'rowgroup' },
      el(
        'tr',
        { role: 'row' },
        ...(['row', 'contact', 'status', 'what'] as const).map((name) =>
          el('th', { role: 'columnheader', scope: 'col', class: name }, say(`view.head.${name}`)),
        ),
      ),
    ),
    body,
  );

function createPager(onPage: (page: number) => void) {
  const button = (text: string, step: number) => {
    const made = el('button', { type: 'button' }, text);
    made.addEventListener('click', () => onPage(at + step));
    return made;
  };
  let at = 0;
  const [back, forth] = [button(say('view.rows.back'), -1), button(say('view.rows.forth'), 1)];
  const words = el('span', {});
  const element = el('nav', { class: 'pager', 'aria-label': say('view.rows.pages') }, back, words, forth);
  return {
    element,
    update(page: number, pages: number) {
      at = page;
      back.disabled = page === 0;
      forth.disabled = page >= pages - 1;
      element.hidden = pages < 2;
      words.textContent = say('view.rows.page', { page: formatCount(page + 1), pages: formatCount(pages) });
    },
  };
}
