/** Filter of a list. The address of the page contains it. */
export interface ListFilter {
  readonly q: string;
  readonly view: string;
  /** Empty: any. */
  readonly tag: string;
}

export const NO_FILTER: ListFilter = { q: '', view: 'all', tag: '' };

export const isFiltered = ({ q, view, tag }: ListFilter): boolean => q !== '' || view !== NO_FILTER.view || tag !== '';

/** API parameters of each view that a list offers. */
export type Views = Readonly<Record<string, Readonly<Record<string, string>>>>;

const PAGE_SIZE = 50;

/** Returns the API parameters of a page of a list. */
export function listParameters({ q, view, tag }: ListFilter, views: Views, cursor: string): string {
  const query = new URLSearchParams({ limit: String(PAGE_SIZE), include: 'total', ...views[view] });
  for (const [name, value] of Object.entries({ q, tag, cursor })) if (value !== '') query.set(name, value);
  return query.toString();
}
