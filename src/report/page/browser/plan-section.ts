import type { LimitUse, PlanFacts } from '../page-data.js';
import { el, section, table } from './dom.js';
import { data } from './state.js';
import { formatCount, say } from './words.js';

/** What the one who signs off a plan must know of it; nothing where there is none. */
export function planSection(): HTMLElement | null {
  const { plan } = data;
  if (plan === null) return null;
  const { toSend, clears, duration, pace, checksum, limits } = plan;
  return section(
    'plan',
    say('view.plan'),
    el(
      'dl',
      { class: 'figures' },
      figure(say('view.plan.toSend'), formatCount(toSend), say('view.plan.calls', { pace })),
      clearsFigure(clears),
      duration === null ? null : figure(say('view.plan.duration'), duration, say('view.plan.durationText')),
    ),
    limits.length > 0 ? el('h3', {}, say('view.plan.limits')) : null,
    limits.length > 0 ? limitTable(limits) : null,
    signature(data.runId, checksum),
  );
}

function clearsFigure(clears: PlanFacts['clears']): HTMLElement {
  const label = say('view.plan.clears');
  if (clears === null) return figure(label, say('view.plan.unknown'), say('view.plan.replaces'), true);
  const words = clears > 0 ? say('view.plan.clearsText') : say('view.plan.noClears');
  return figure(label, formatCount(clears), words, clears > 0);
}

const figure = (label: string, value: string, words: string, isGrave = false): HTMLElement =>
  el(
    'div',
    isGrave ? { class: 'grave' } : {},
    el('dt', {}, label),
    el('dd', { class: 'count' }, value),
    el('dd', { class: 'meaning' }, words),
  );

const limitTable = (limits: readonly LimitUse[]): HTMLElement =>
  table(
    say('view.plan.limits'),
    [say('view.plan.limit'), say('view.plan.found'), say('view.plan.allowed'), say('view.plan.verdict')],
    limits.map(({ label, limit, count, total, isOver }) => [
      label,
      formatUse(count, total),
      limit ?? say('view.plan.unlimited'),
      count === null || limit === null
        ? '–'
        : el('strong', { class: isOver ? 'over' : 'within' }, isOver ? say('view.plan.over') : say('view.plan.within')),
    ]),
    (column) => column === 1 || column === 2,
  );

function formatUse(count: LimitUse['count'], total: LimitUse['total']): string {
  if (count === null) return say('view.plan.unknown');
  return total === null
    ? formatCount(count)
    : say('view.plan.of', { count: formatCount(count), total: formatCount(total) });
}

/** Whoever signs names the plan by its checksum, which is told again when it is sent. */
const signature = (runId: string, checksum: PlanFacts['checksum']): HTMLElement =>
  el(
    'dl',
    { class: 'signature' },
    el('div', {}, el('dt', {}, say('view.plan.run')), el('dd', {}, el('code', {}, runId))),
    checksum === null
      ? null
      : el(
          'div',
          {},
          el('dt', {}, say('view.plan.checksum')),
          el('dd', {}, el('code', { class: 'checksum' }, checksum)),
        ),
    el('div', { class: 'blank' }, el('dt', {}, say('view.plan.reviewer')), el('dd', {})),
    el('div', { class: 'blank' }, el('dt', {}, say('view.plan.date')), el('dd', {})),
  );
