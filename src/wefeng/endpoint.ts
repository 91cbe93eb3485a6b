/** The calls of the API that are used; each has a quota of its own. */
export const endpoints = ['put', 'get', 'list'] as const;

export type Endpoint = (typeof endpoints)[number];
