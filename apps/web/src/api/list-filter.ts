/** Filter of a list. The address of the page contains it. */
export interface ListFilter {
  readonly q: string;
  readonly view: string;
  /** Empty: any. */
  readonly tag: string;
}

export const NO_FILTER: ListFilter = { q: '', view: 'all', tag: '' };

export const isFiltered = ({ q, view, tag }: ListFilter): boolean => q !== '' || view !== NO_FILTER.view || tag !== '';

/** The query of each view that a list offers. */
export type Views<Query = object> = Readonly<Record<string, Query>>;

const PAGE_SIZE = 50;

const notEmpty = (values: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

/** Returns the conditions of a filter, as a query or a body has them. */
export const conditionsOf = <Query>({ q, view, tag }: ListFilter, views: Views<Query>): Partial<Query> & object => ({
  ...(views[view] as Partial<Query>),
  ...notEmpty({ q, tag }),
});

export const pageQuery = <Query>(filter: ListFilter, views: Views<Query>, cursor: string) => ({
  ...conditionsOf(filter, views),
  limit: PAGE_SIZE,
  include: 'total' as const,
  ...notEmpty({ cursor }),
});
