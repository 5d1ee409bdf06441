import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { AllowedAction, Document, Page } from '@throughline/api-types';
import { requestApi } from '../api/client.js';
import { requestAction, type ActionInput } from '../api/commands.js';
import { ItemCache } from '../api/item-cache.js';

const PAGE_SIZE = 50;
const path = (id: string): string => `documents/${encodeURIComponent(id)}`;

export const shownDocuments = new ItemCache<Document>('document', 'documents');
const { known } = shownDocuments;

export const documentQuery = (id: string) =>
  queryOptions({
    queryKey: shownDocuments.keyOf(id),
    queryFn: async ({ signal }) => {
      const startedAt = performance.now();
      return known.take(await requestApi<Document>(path(id), { signal }), startedAt);
    },
  });

export interface DocumentFilter {
  readonly q: string;
  readonly view: string;
}

/** API parameters of each view that the page offers. */
export const DOCUMENT_VIEWS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  all: {},
  moving: { status: 'processing' },
  waiting: { waiting: 'true' },
  paused: { on_pause: 'true' },
  failed: { status: 'failed' },
  completed: { status: 'completed' },
  deleted: { deleted: 'true' },
};

export const documentsQuery = ({ q, view }: DocumentFilter) =>
  infiniteQueryOptions({
    queryKey: [...shownDocuments.listsKey, { q, view }],
    queryFn: async ({ signal, pageParam }) => {
      const query = new URLSearchParams({ limit: String(PAGE_SIZE), include: 'total', ...DOCUMENT_VIEWS[view] });
      if (q !== '') query.set('q', q);
      if (pageParam !== '') query.set('cursor', pageParam);
      const startedAt = performance.now();
      const page = await requestApi<Page<Document>>(`documents?${query.toString()}`, { signal });
      return { ...page, items: page.items.map((one) => known.take(one, startedAt)) };
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });

export const performOnDocument = (id: string, action: AllowedAction, input: ActionInput | undefined): Promise<Document> =>
  requestAction<Document>('documents', id, action, input === undefined ? {} : { input });
