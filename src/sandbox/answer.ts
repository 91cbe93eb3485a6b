import { writeJson } from './json.js';

/** An HTTP answer before it is sent. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  text: string;
  /** The `code` of its JSON; null when it is no JSON. */
  code: number | null;
  /** What it says in words; null when it is no JSON. */
  message: string | null;
}

/** Takes the data, and what stands before it beyond the usual; gives the answer of a success. Section 1.1.7. */
export function accept(data: unknown, extra: Record<string, unknown> = {}): Answer {
  return answerJson(200, { succeed: true, code: 200, bizCode: '000000', message: 'OK', ...extra, data });
}

/** Takes a code and a Chinese sentence; gives the business error: HTTP 200, as the document has only body codes (1.1.3). */
export function refuse(code: number, message: string): Answer {
  const bizCode = String(code).padStart(6, '0');
  return answerJson(200, { succeed: false, code, bizCode, message, data: null });
}

/** Takes an HTTP status and a Chinese sentence; gives the answer whose HTTP status and body code are both that. */
export function refuseHttp(status: number, message: string, headers: Record<string, string> = {}): Answer {
  const answer = refuse(status, message);
  return { ...answer, status, headers: { ...answer.headers, ...headers } };
}

function answerJson(status: number, body: { code: number; message: string } & Record<string, unknown>): Answer {
  const headers = { 'content-type': 'application/json;charset=UTF-8' };
  return { status, headers, text: writeJson(body), code: body.code, message: body.message };
}
