import { useSearchParams } from 'wouter';
import type { ListFilter } from '../api/recordings.js';

const ALL = 'all';

/** Keeps the filter in the address, so that it survives a reload and can be shared. */
export function useListFilter(
  views: Readonly<Record<string, unknown>>,
): readonly [ListFilter, (change: Partial<ListFilter>) => void] {
  const [search, setSearch] = useSearchParams();
  const view = search.get('show') ?? ALL;
  const filter = { q: search.get('q') ?? '', view: Object.hasOwn(views, view) ? view : ALL };
  const change = (part: Partial<ListFilter>): void => {
    const next = { ...filter, ...part };
    const query = new URLSearchParams();
    if (next.q !== '') query.set('q', next.q);
    if (next.view !== ALL) query.set('show', next.view);
    setSearch(query, { replace: true });
  };
  return [filter, change];
}
