import { infiniteQueryOptions } from '@tanstack/react-query';
import type { AdministrationLogEntry, Page } from '@throughline/api-types';
import { API, requestApi } from '../api/client.js';

export interface LogFilter {
  /** A category of entries; empty: all. */
  readonly kind: string;
  /** The id or the name of a user; empty: everybody. */
  readonly actor: string;
}

const queryOf = ({ kind, actor }: LogFilter): URLSearchParams =>
  new URLSearchParams({ ...(kind === '' ? {} : { kind }), ...(actor === '' ? {} : { actor }) });

const logQuery = (queryKey: readonly string[], path: string, filter: URLSearchParams) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams(filter);
      if (pageParam !== '') query.set('cursor', pageParam);
      const text = query.toString();
      return requestApi<Page<AdministrationLogEntry>>(`${path}${text === '' ? '' : `?${text}`}`, { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });

export type LogPages = ReturnType<typeof logQuery>;

export const administrationLogQuery = (filter: LogFilter): LogPages =>
  logQuery(['settings', 'admin/log', filter.kind, filter.actor], 'admin/log', queryOf(filter));

export const libraryLogQuery = (libraryId: string): LogPages =>
  logQuery(['libraries', libraryId, 'log'], `libraries/${libraryId}/log`, new URLSearchParams());

export const downloadAddress = (filter: LogFilter): string => {
  const text = queryOf(filter).toString();
  return `${API}/admin/log/download${text === '' ? '' : `?${text}`}`;
};
