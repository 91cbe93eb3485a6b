/** What of the page somebody wants to see; it stands in the address. */
export interface View {
  /** Part of a contact's name or id; empty for all. */
  readonly query: string;
  /** Only contacts that a call has written to, the latest first. */
  readonly isWritten: boolean;
  /** From 1; past the end it means the last. */
  readonly page: number;
  /** Whether the page comes anew every 5 s. */
  readonly isLive: boolean;
}

/** Takes a request's target; gives the view it asks for. What it does not know is left out. */
export function readView(target: string): View {
  const parameters = new URLSearchParams(target.split('?').slice(1).join('?'));
  const page = parameters.get('page') ?? '';
  return {
    query: parameters.get('q')?.trim() ?? '',
    isWritten: parameters.get('written') === '1',
    page: /^[1-9]\d{0,8}$/.test(page) ? Number(page) : 1,
    isLive: parameters.get('refresh') === '5',
  };
}

/** Takes a path and a view; gives the address of that view. It still has to be escaped to stand in HTML. */
export function linkTo(path: string, { query, isWritten, page, isLive }: View): string {
  const parameters = new URLSearchParams();
  if (query) parameters.set('q', query);
  if (isWritten) parameters.set('written', '1');
  if (page > 1) parameters.set('page', String(page));
  if (isLive) parameters.set('refresh', '5');
  const text = parameters.toString();
  return text ? `${path}?${text}` : path;
}
