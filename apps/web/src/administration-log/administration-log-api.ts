import { infiniteQueryOptions } from '@tanstack/react-query';
import type { AdministrationLogEntry, Page } from '@throughline/api-client';
import { downloadAdministrationLog, listAdministrationLog, listLibraryLog } from '@throughline/api-client/operations';
import { addressOf, callApi, cursorOf } from '../api/client.js';

export interface LogFilter {
  /** A category of entries; empty: all. */
  readonly kind: string;
  /** The id or the name of a user; empty: everybody. */
  readonly actor: string;
}

const queryOf = ({ kind, actor }: LogFilter) => ({ ...(kind === '' ? {} : { kind }), ...(actor === '' ? {} : { actor }) });

type ReadPage = (cursor: string, signal: AbortSignal) => Promise<Page<AdministrationLogEntry>>;

const logQuery = (queryKey: readonly string[], read: ReadPage) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ signal, pageParam }) => read(pageParam, signal),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });

export type LogPages = ReturnType<typeof logQuery>;

export const administrationLogQuery = (filter: LogFilter): LogPages =>
  logQuery(['settings', 'admin/log', filter.kind, filter.actor], (cursor, signal) =>
    callApi(listAdministrationLog, { query: { ...queryOf(filter), ...cursorOf(cursor) }, signal }),
  );

export const libraryLogQuery = (libraryId: string): LogPages =>
  logQuery(['libraries', libraryId, 'log'], (cursor, signal) =>
    callApi(listLibraryLog, { path: { id: libraryId }, query: cursorOf(cursor), signal }),
  );

export const downloadAddress = (filter: LogFilter): string => addressOf(downloadAdministrationLog, { query: queryOf(filter) });
