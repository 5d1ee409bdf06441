import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import type { AllowedAction, Document } from '@throughline/api-client';
import { acceptDocument as acceptOperation, getDocument, listDocuments } from '@throughline/api-client/operations';
import { callApi, cursorOf } from '../api/client.js';
import type { ActionInput } from '../actions/action-definition.js';
import { requestAction } from '../actions/request-action.js';
import { meQuery } from '../api/me.js';
import { acceptDocument } from './accept-document.js';
import type { ItemsSearch } from '../list/items-search.js';
import { shownDocuments } from './shown-documents.js';

const { known } = shownDocuments;

export const documentQuery = (id: string) =>
  queryOptions({
    queryKey: shownDocuments.keyOf(id),
    queryFn: async ({ signal }) => {
      const startedAt = performance.now();
      return known.take(await callApi(getDocument, { path: { id }, signal }), startedAt);
    },
  });

const PAGE_SIZE = 50;

export const documentsQuery = ({ kind: _kind, ...search }: ItemsSearch) =>
  infiniteQueryOptions({
    queryKey: [...shownDocuments.listsKey, search],
    queryFn: async ({ signal, pageParam }) => {
      const query = { ...search, limit: PAGE_SIZE, ...cursorOf(pageParam) };
      const startedAt = performance.now();
      const page = await callApi(listDocuments, { query, signal });
      return { ...page, items: page.items.map((one) => known.take(one, startedAt)) };
    },
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });

/** A key of its own: live updates would take accepted documents out of the list, to which a person may go back. */
const reviewKey = ['review'] as const;

/** The documents whose fields wait for a person. */
export const reviewQuery = infiniteQueryOptions({
  queryKey: [...reviewKey, 'list'],
  queryFn: async ({ signal, pageParam }) => {
    const query = { unsure: true, limit: 50, include: 'total', ...cursorOf(pageParam) } as const;
    const startedAt = performance.now();
    const page = await callApi(listDocuments, { query, signal });
    return { ...page, items: page.items.map((one) => known.take(one, startedAt)) };
  },
  initialPageParam: '',
  getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  // Each review begins with what waits then, and keeps its order.
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
});

/** Counts the documents whose fields wait for a person. */
export const reviewCountQuery = queryOptions({
  queryKey: [...reviewKey, 'count'],
  queryFn: async ({ signal }) =>
    (await callApi(listDocuments, { query: { unsure: true, limit: 1, include: 'total' }, signal })).total ?? 0,
});

export const performOnDocument = (id: string, action: AllowedAction, input: ActionInput | undefined): Promise<Document> =>
  requestAction<Document>('documents', id, action, { input });

/** Files the document that the person sees as reviewed. The page then has its newest version, also after a refusal. */
export const acceptSeen = (client: QueryClient, seen: Document): Promise<Document> =>
  acceptDocument(seen, client.getQueryData(meQuery.queryKey)?.id, {
    send: (revision) => callApi(acceptOperation, { path: { id: seen.id }, headers: { 'If-Match': `"${revision}"` } }),
    read: async () => {
      const newest = await callApi(getDocument, { path: { id: seen.id } });
      shownDocuments.show(client, newest, 'command');
      return newest;
    },
  });
