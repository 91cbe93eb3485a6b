/** How many calls an endpoint takes within a window. */
export interface Quota {
  readonly limit: number;
  readonly perMs: number;
}

export type Endpoint = 'put' | 'get' | 'list';

export type Quotas = Readonly<Record<Endpoint, Quota>>;
