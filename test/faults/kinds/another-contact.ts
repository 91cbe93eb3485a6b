import type { Call } from '../call.js';

/** The body of an answer that is well formed, of the kind that the call asks for, and about somebody else. */
export function anotherContact({ endpoint, subject }: Pick<Call, 'endpoint' | 'subject'>): string {
  const contact = {
    externalUserId: `${subject.slice(0, -1)}X`,
    name: '别的客户',
    mobile: '13900000000',
    position: '别的职位',
    ...(endpoint === 'get'
      ? { customFields: [remark] }
      : { customField: JSON.stringify([remark]), customFields: null }),
  };
  return JSON.stringify({ succeed: true, code: 200, bizCode: '000000', message: 'OK', data: contact });
}

const remark = { id: 9, fieldCode: 'CustomField_9', contentType: 'text', content: '别的客户的备注' };
