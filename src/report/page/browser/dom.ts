export type Child = Node | string | null;
type Attributes = Readonly<Record<string, string>>;

/** Makes an element; texts go in as text, whatever they hold. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...present(children));
  return element;
}

/** Makes an element of a drawing. */
export function svg(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...present(children));
  return element;
}

const present = (children: readonly Child[]): (Node | string)[] =>
  children.flatMap((child) => (child === null ? [] : [child]));

/** A part of the page with a heading of its own, by which it can be found. */
export function section(id: string, heading: string, ...children: readonly Child[]): HTMLElement {
  const title = el('h2', { id: `${id}-title` }, heading);
  return el('section', { id, 'aria-labelledby': `${id}-title` }, title, ...children);
}

/** A table that scrolls by itself where it is too wide; whoever has no mouse can reach it. */
export function table(
  label: string,
  head: readonly string[],
  rows: readonly (readonly Child[])[],
  isNumber: (column: number) => boolean = (column) => column > 0,
): HTMLElement {
  const kind = (column: number): Attributes => (isNumber(column) ? { class: 'number' } : {});
  const cell = (content: Child, column: number) =>
    column === 0 ? el('th', { scope: 'row' }, content) : el('td', kind(column), content);
  return el(
    'div',
    { class: 'scroll', role: 'group', tabindex: '0', 'aria-label': label },
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, ...head.map((name, column) => el('th', { scope: 'col', ...kind(column) }, name)))),
      el('tbody', {}, ...rows.map((cells) => el('tr', {}, ...cells.map(cell)))),
    ),
  );
}

/** What is there for those who want to see more. */
export const disclosure = (summary: string, ...children: readonly Child[]): HTMLDetailsElement =>
  el('details', {}, el('summary', {}, summary), ...children);
