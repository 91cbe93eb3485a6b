import type { PageData, Worded } from '../page-data.js';
import { el } from './dom.js';

/** Takes the data out of the page: afterwards nothing of a customer is in it but what is shown. */
function takeData(): PageData {
  const element = document.getElementById('data');
  const taken = JSON.parse(element?.textContent ?? '') as PageData;
  element?.remove();
  return taken;
}

export const data = takeData();

/** The statuses that occurred, each with its place; in a plan first what is to be sent. */
export const occurredStatuses = data.statuses
  .map((status, place) => ({ ...status, place }))
  .filter(({ count }) => count > 0)
  .sort((a, b) => Number(b.status === 'toSend') - Number(a.status === 'toSend'));

let isShown = false;
const watchers: (() => void)[] = [];

/** Whether personal data is to be seen. */
export const isUnmasked = (): boolean => isShown;

export function setUnmasked(shown: boolean): void {
  isShown = shown;
  for (const watch of watchers) watch();
}

export const onMasking = (watch: () => void): void => void watchers.push(watch);

const hidden = '••••';

/** An id: enough of it to find it again by somebody who knows it. */
export const maskId = (id: string): string => {
  if (isShown) return id;
  return looksLikeId(id) ? `${id.slice(0, 2)}****${id.slice(-4)}` : hidden;
};

// Digits alone are no id but a phone or a number of a person; so is all that the grammar of ids does not take.
const looksLikeId = (id: string): boolean => /^[\w-]{12,64}$/.test(id) && /[a-z]/i.test(id);

export const maskValue = (value: string): string => (isShown ? value : hidden);

export const maskWords = ({ plain, masked }: Worded): string => (isShown ? plain : masked);

/** A text that follows the switch by itself; for parts of the page that stay. */
export function followed(text: () => string): HTMLElement {
  const element = el('bdi', {}, text());
  onMasking(() => {
    element.textContent = text();
  });
  return element;
}
