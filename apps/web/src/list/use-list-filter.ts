import { useNavigate, useSearch } from '@tanstack/react-router';
import { NO_FILTER, type ListFilter, type Views } from '../api/list-filter.js';
import { readListSearch } from './list-search.js';

/** Keeps the filter in the address, so that it survives a reload and can be shared. */
export function useListFilter(views: Views): readonly [ListFilter, (change: Partial<ListFilter>) => void] {
  const { q = '', show = NO_FILTER.view, tag = '' } = useSearch({ strict: false });
  const navigate = useNavigate();
  const filter = { q, view: Object.hasOwn(views, show) ? show : NO_FILTER.view, tag };
  const change = (part: Partial<ListFilter>): void => {
    const next = { ...filter, ...part };
    const search = readListSearch({ ...next, show: next.view === NO_FILTER.view ? '' : next.view });
    void navigate({ to: '.', search, replace: true, resetScroll: false });
  };
  return [filter, change];
}
