import type { StandardFieldName } from '../../fields/field.js';
import { accountVariables } from '../../job/environment.js';
import type { Job } from '../../job/job.js';
import { cause } from '../../messages/cause.js';
import { type Message, message } from '../../messages/message.js';
import { stop } from '../../messages/run-error.js';
import type { BaselineTools } from './baseline-tools.js';
import { type FirstPage, readFirstPage, readSecondPage, whyStopped } from './list-contacts.js';
import type { MissingPage } from './list-pager.js';
import { sizeAfter } from './page-size.js';
import { isGetThere } from './probe-get.js';

/** How the baseline is read, and why so. */
export type Way =
  | { readonly kind: 'list'; readonly first: FirstPage; readonly why: Message }
  | { readonly kind: 'get'; readonly isThere: boolean; readonly why: Message };

/**
 * Reads the first page of the list; by its total, `auto` takes what costs fewer calls.
 * @throws RunError when the run must stop; the signal's reason when it is stopping
 */
export async function chooseWay(contacts: number, tools: BaselineTools, stopping: AbortSignal): Promise<Way> {
  const { job, client } = tools;
  const first = await findFirst(contacts, tools, stopping);
  if (first.kind !== 'page') return goWithoutList(first, contacts, job);
  const { page, missing } = first;
  const count = page.items.length;
  // All there is stands on the page that is missing.
  if (missing && count === 0) return getInstead(missing, contacts);
  const costs = { contacts, total: page.total, pages: countPages(first, job) };
  if (job.baseline === 'list') return { kind: 'list', first, why: message('baseline.listOnly', costs) };
  const unshown = count > 0 ? findUnshown(job, page.shown) : [];
  const list: Way = { kind: 'list', first, why: message('baseline.list', costs) };
  // One page is read already. The contacts of a page that is missing are read by GET in any case.
  const more = missing ? costs.pages - 2 + missing.place.pageSize : costs.pages - 1;
  if (unshown.length === 0 && contacts >= more) return list;
  if (unshown.length === 0) return { kind: 'get', isThere: false, why: message('baseline.get', costs) };
  if (!(await isGetThere(first, client, stopping))) return list;
  const why = message('baseline.getForFields', { contacts, fields: unshown.join(', ') });
  return { kind: 'get', isThere: true, why };
}

/** How many pages there are in all: those that follow may be smaller. */
function countPages({ place: { pageNum }, page }: FirstPage, { api }: Job): number {
  const size = page.items.length || api.pageSize;
  const left = Math.max(0, page.total - pageNum * size);
  return pageNum + Math.ceil(left / (sizeAfter(size, page.bytes, pageNum * size) ?? size));
}

/** The standard fields of the job that an interface does not tell of any contact. */
export const findUnshown = ({ mapping }: Job, shown: ReadonlySet<StandardFieldName>): StandardFieldName[] =>
  mapping.fields.flatMap(({ field }) => (field.kind === 'standard' && !shown.has(field.name) ? [field.name] : []));

/** The first page; or the second, where the first is broken and GET alone would cost more. */
async function findFirst(
  contacts: number,
  { job, pager }: BaselineTools,
  stopping: AbortSignal,
): Promise<FirstPage | MissingPage> {
  const first = await readFirstPage(pager, stopping);
  if (first.kind !== 'broken' || (job.baseline === 'auto' && contacts <= first.place.pageSize)) return first;
  const second = await readSecondPage(pager, first, stopping);
  return second.kind === 'page' ? second : first;
}

function goWithoutList(first: MissingPage, contacts: number, { baseline, account }: Job): Way {
  if (baseline !== 'list') return getInstead(first, contacts);
  if (first.kind === 'tooLong') throw stop(whyStopped(first));
  const reason = cause('cause.list', { reason: first.reason });
  throw stop(message('stop.noQuery', { reason, variable: accountVariables(account).baseUrl }));
}

const getInstead = ({ reason }: MissingPage, contacts: number): Way => ({
  kind: 'get',
  isThere: false,
  why: message('baseline.getInstead', { contacts, reason }),
});
