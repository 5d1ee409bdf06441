import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ListFilter } from '../api/recordings.js';
import { readListSearch } from './list-search.js';

const ALL = 'all';

/** Keeps the filter in the address, so that it survives a reload and can be shared. */
export function useListFilter(
  views: Readonly<Record<string, unknown>>,
): readonly [ListFilter, (change: Partial<ListFilter>) => void] {
  const { q = '', show = ALL } = useSearch({ strict: false });
  const navigate = useNavigate();
  const filter = { q, view: Object.hasOwn(views, show) ? show : ALL };
  const change = (part: Partial<ListFilter>): void => {
    const next = { ...filter, ...part };
    const search = readListSearch({ q: next.q, show: next.view === ALL ? '' : next.view });
    void navigate({ to: '.', search, replace: true, resetScroll: false });
  };
  return [filter, change];
}
