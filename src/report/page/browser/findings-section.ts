import { el, section } from './dom.js';
import { data, followed, maskWords } from './state.js';
import { say } from './words.js';

/** What the check-up of the file has found; nothing where it found nothing, or where rows were sent already. */
export function findingsSection(): HTMLElement | null {
  const { findings } = data;
  if (findings.length === 0) return null;
  const items = findings.map(({ words, cure }) =>
    el(
      'li',
      {},
      followed(() => maskWords(words)),
      cure === null ? null : el('p', { class: 'aside' }, cure),
    ),
  );
  return section(
    'findings',
    say('view.findings'),
    el('p', { class: 'aside' }, say('view.findings.aside')),
    el('ul', { class: 'findings' }, ...items),
  );
}
