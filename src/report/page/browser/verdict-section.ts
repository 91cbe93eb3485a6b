import { el, section } from './dom.js';
import { icon } from './icons.js';
import { data, followed, maskWords, occurredStatuses } from './state.js';
import { formatCount, formatShare, say } from './words.js';

/** The first that is seen: did it work, how many of what, what must I do. */
export function verdictSection(): HTMLElement {
  const { tone, title, sentence, steps } = data.verdict;
  const { stoppedBy } = data;
  return el(
    'section',
    { id: 'verdict', class: `verdict ${tone}`, 'aria-labelledby': 'verdict-title' },
    el(
      'div',
      { class: 'judgement' },
      el('span', { class: 'seal' }, icon(tone, 24)),
      el('div', {}, el('h2', { id: 'verdict-title' }, title), el('p', {}, sentence)),
    ),
    stoppedBy &&
      el(
        'p',
        { class: 'stopped-by' },
        el('strong', {}, say('view.why')),
        followed(() => maskWords(stoppedBy)),
      ),
    el(
      'div',
      { class: 'steps' },
      el('h3', {}, say('view.next')),
      el('ol', {}, ...steps.map(({ text, command }) => el('li', {}, text, command && el('code', {}, command)))),
    ),
  );
}

/** Every row has its place in the bar, however few there are of a kind. */
export function outcomeSection(onStatus: (status: number) => void): HTMLElement {
  const { total } = data;
  const bar = el('div', { class: 'bar', 'aria-hidden': 'true' });
  for (const { status, count } of occurredStatuses) {
    const part = el('span', { class: `part ${status}` });
    part.style.flexGrow = String(count);
    bar.append(part);
  }
  const cards = occurredStatuses.map(({ status, label, meaning, count, place }) => {
    const card = el(
      'button',
      { type: 'button', class: `card ${status}`, title: say('view.rows.show') },
      el('span', { class: 'name' }, icon(status), label),
      el('span', { class: 'count' }, formatCount(count), el('small', {}, formatShare(count, total))),
      el('span', { class: 'meaning' }, meaning),
    );
    card.addEventListener('click', () => onStatus(place));
    return el('li', {}, card);
  });
  const rows = say('view.rows.total', { count: formatCount(total) });
  return section(
    'outcome',
    data.plan === null ? say('view.outcome') : say('view.outcome.plan'),
    el('p', { class: 'aside' }, rows),
    bar,
    el('ul', { class: 'cards' }, ...cards),
  );
}

export function factsSection(): HTMLElement {
  const facts = data.facts.map(([label, words]) =>
    el(
      'div',
      {},
      el('dt', {}, label),
      el(
        'dd',
        {},
        followed(() => maskWords(words)),
      ),
    ),
  );
  const notes = data.notes.map((note) =>
    el(
      'li',
      {},
      followed(() => maskWords(note)),
    ),
  );
  return section(
    'facts',
    say('view.facts'),
    el('dl', { class: 'facts' }, ...facts),
    notes.length > 0 ? el('ul', { class: 'notes' }, ...notes) : null,
  );
}
