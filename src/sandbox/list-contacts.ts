import { describeContact } from './account/describe-contact.js';
import { describeValue } from './account/describe-value.js';
import type { Store } from './account/store.js';
import { type Answer, accept, refuse } from './answer.js';

const MAX_PAGE_SIZE = 1000;

/** Takes the store and a body `{pageNum, pageSize}` (from 1; size up to 1,000); gives that page in the store's order. */
export function listContacts(store: Store, body: Record<string, unknown>): Answer {
  const { pageNum, pageSize, ...others } = body;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return refuse(400, `未知参数 ${unknown},值 ${describeValue(others[unknown])}`);
  if (!isCount(pageNum, Number.MAX_SAFE_INTEGER)) return refuseParameter('pageNum', pageNum, '应为从 1 开始的整数');
  if (!isCount(pageSize, MAX_PAGE_SIZE))
    return refuseParameter('pageSize', pageSize, `应为 1 到 ${MAX_PAGE_SIZE} 的整数`);
  const from = (pageNum - 1) * pageSize;
  const page = [...store.contacts.values()].slice(from, from + pageSize);
  const paging = { pageNum, pageSize, total: store.contacts.size };
  return accept(
    page.map((contact) => describeContact(store, contact)),
    { paging },
  );
}

function isCount(value: unknown, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max;
}

function refuseParameter(name: string, value: unknown, wanted: string): Answer {
  return refuse(400, `参数 ${name} 的值 ${describeValue(value ?? null)} 不正确:${wanted}`);
}
