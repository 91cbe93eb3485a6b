import { el } from './dom.js';
import { data, setUnmasked } from './state.js';
import { say } from './words.js';

const themes = ['auto', 'light', 'dark'] as const;

/** The head of the page, with the switches that go along with the reader. */
export function pageHead(): HTMLElement {
  return el(
    'header',
    { class: 'top' },
    el(
      'div',
      { class: 'wide' },
      el('h1', {}, data.title),
      el('div', { class: 'tools' }, maskSwitch(), themeChoice(), printButton()),
    ),
  );
}

function maskSwitch(): HTMLElement {
  const button = el('button', { type: 'button', role: 'switch', 'aria-checked': 'false', class: 'switch' });
  button.append(el('span', { class: 'track', 'aria-hidden': 'true' }), say('view.unmask'));
  button.addEventListener('click', () => {
    const isOn = button.getAttribute('aria-checked') !== 'true';
    button.setAttribute('aria-checked', String(isOn));
    setUnmasked(isOn);
  });
  return button;
}

function themeChoice(): HTMLElement {
  const options = themes.map((theme) => el('option', { value: theme }, say(`view.theme.${theme}`)));
  const select = el('select', { 'aria-label': say('view.theme'), class: 'theme' }, ...options);
  select.addEventListener('change', () => {
    document.documentElement.dataset.theme = select.value;
  });
  return select;
}

function printButton(): HTMLElement {
  const button = el('button', { type: 'button', class: 'print' }, say('view.print'));
  button.addEventListener('click', () => window.print());
  return button;
}
