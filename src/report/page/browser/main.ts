import { causesSection } from './causes-section.js';
import { el } from './dom.js';
import { fieldsSection } from './fields-section.js';
import { findingsSection } from './findings-section.js';
import { planSection } from './plan-section.js';
import { takeRows } from './read-rows.js';
import { createRowsSection, type RowsSection } from './rows-section.js';
import { data } from './state.js';
import { latencySection, timeSection } from './time-section.js';
import { pageHead } from './tools.js';
import { factsSection, outcomeSection, verdictSection } from './verdict-section.js';
import { say } from './words.js';

/** Builds the page from the data that lies in it. */
function build(): void {
  document.title = `${data.title} · ${data.runId}`;
  const held: { rows: RowsSection | null } = { rows: null };
  const parts = [
    verdictSection(),
    findingsSection(),
    planSection(),
    data.total > 0 ? outcomeSection((status) => held.rows?.show({ status })) : null,
    causesSection((cause) => held.rows?.show({ cause })),
    fieldsSection(),
    timeSection(),
    latencySection(),
    factsSection(),
  ];
  const main = el('main', { id: 'main', class: 'wide' }, ...parts);
  const skip = data.total > 0 ? [el('a', { class: 'skip', href: '#rows' }, say('view.skip'))] : [];
  document
    .getElementById('page')
    ?.replaceChildren(...skip, pageHead(), main, el('footer', { class: 'wide' }, say('view.footer')));
  if (data.total > 0) {
    held.rows = createRowsSection(takeRows());
    main.append(held.rows.element);
  }
}

build();
