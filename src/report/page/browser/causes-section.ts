import type { Cause } from '../page-data.js';
import { disclosure, el, section } from './dom.js';
import { data, followed, isUnmasked, maskId, maskWords, onMasking } from './state.js';
import { formatCount, say } from './words.js';

const mostCauses = 30;

/** Why rows are not done, the commonest first; nothing where all are. */
export function causesSection(onCause: (cause: number) => void): HTMLElement | null {
  const problems = data.causes
    .map((cause, place) => ({ cause, place }))
    .filter(({ cause }) => cause.isProblem)
    .sort((a, b) => b.cause.count - a.cause.count);
  if (problems.length === 0) return null;
  const most = problems[0]?.cause.count ?? 1;
  const items = problems.map(({ cause, place }) => item(cause, most, () => onCause(place)));
  const rest = items.slice(mostCauses);
  return section(
    'causes',
    say('view.causes'),
    el('p', { class: 'aside' }, say('view.causes.aside')),
    el('ol', { class: 'causes' }, ...items.slice(0, mostCauses)),
    rest.length > 0
      ? disclosure(say('view.causes.more', { count: rest.length }), el('ol', { class: 'causes' }, ...rest))
      : null,
  );
}

function item(cause: Cause, most: number, onShow: () => void): HTMLElement {
  const { column, count, examples } = cause;
  const share = el('span', { class: 'share', 'aria-hidden': 'true' });
  share.style.width = `${Math.max(1, (count / most) * 100)}%`;
  const rows = examples.map(({ row }) => row).join(', ') + (count > examples.length ? ', …' : '');
  const show = el('button', { type: 'button', class: 'quiet' }, say('view.causes.show', { count: formatCount(count) }));
  show.addEventListener('click', onShow);
  return el(
    'li',
    {},
    el('div', { class: 'tally' }, el('strong', {}, formatCount(count)), ' ', say('view.rows.unit', { count }), share),
    el(
      'div',
      { class: 'cause' },
      el('p', {}, column === null ? null : el('b', { class: 'column' }, column), headline(cause)),
      disclosure(say('view.causes.examples', { rows }), exampleList(examples), show),
    ),
  );
}

/** What happened, then what to do about it. With the values where they are to be seen and all rows have the same. */
function headline({ words, count }: Cause): HTMLElement {
  const element = el('span', {});
  const render = () => element.replaceChildren(...sentences(isUnmasked() && count === 1 ? words.plain : words.masked));
  onMasking(render);
  render();
  return element;
}

/** A first sentence shorter than this is none: a value, and the colon after it. */
const shortest = 8;

function sentences(words: string): HTMLElement[] {
  const text = words.slice(0, 1).toUpperCase() + words.slice(1);
  const end = /[。；：]|[.;:] /.exec(text.slice(shortest))?.index;
  if (end === undefined) return [el('strong', {}, text)];
  const [what, cure] = [text.slice(0, end + shortest + 1), text.slice(end + shortest + 1)];
  return [el('strong', {}, what), el('span', { class: 'fix' }, ` ${cure.trim()}`)];
}

const exampleList = (examples: Cause['examples']): HTMLElement =>
  el(
    'ul',
    { class: 'examples' },
    ...examples.map(({ row, contact, words }) =>
      el(
        'li',
        {},
        el('span', { class: 'row-number' }, say('view.rows.number', { row })),
        el(
          'code',
          {},
          followed(() => maskId(contact)),
        ),
        el(
          'span',
          {},
          followed(() => maskWords(words)),
        ),
      ),
    ),
  );
