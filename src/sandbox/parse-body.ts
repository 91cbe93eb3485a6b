import { isObject, parseJson } from './json.js';

/** Takes a Content-Type and a body; gives the JSON object in it, or the problem as a Chinese sentence. Section 1.1.5. */
export function parseBody(contentType: string | undefined, text: string): Record<string, unknown> | string {
  if (!/^application\/json *(;|$)/i.test(contentType ?? '')) {
    return `Content-Type 必须是 application/json,收到:${contentType ?? '无'}`;
  }
  try {
    const value = parseJson(text);
    return isObject(value) ? value : '请求体必须是 JSON 对象';
  } catch (error) {
    return `请求体不是合法的 JSON:${error instanceof Error ? error.message : error}`;
  }
}
