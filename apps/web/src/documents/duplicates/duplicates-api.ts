import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import type { ComparedItem, Document } from '@throughline/api-client';
import { keepDuplicates, listDuplicates, listKeptDuplicates, showDuplicatesAgain } from '@throughline/api-client/operations';
import { performOnRecording, requestAction } from '../../actions/request-action.js';
import { callApi, cursorOf } from '../../api/client.js';
import { showRecording } from '../../api/shown-recordings.js';
import { shownDocuments } from '../shown-documents.js';

/** Read again with the lists of items, because each change of an item may change the groups. */
const duplicatesKey = ['duplicates'] as const;

const PAGE_SIZE = 20;

export const duplicatesQuery = infiniteQueryOptions({
  queryKey: [...duplicatesKey, 'groups'],
  queryFn: ({ signal, pageParam }) => callApi(listDuplicates, { query: { limit: PAGE_SIZE, ...cursorOf(pageParam) }, signal }),
  initialPageParam: '',
  getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
});

export const duplicateCountQuery = queryOptions({
  queryKey: [...duplicatesKey, 'count'],
  queryFn: async ({ signal }) => (await callApi(listDuplicates, { query: { limit: 1 }, signal })).total,
});

export const keptQuery = infiniteQueryOptions({
  queryKey: [...duplicatesKey, 'kept'],
  queryFn: ({ signal, pageParam }) =>
    callApi(listKeptDuplicates, { query: { limit: PAGE_SIZE, ...cursorOf(pageParam) }, signal }),
  initialPageParam: '',
  getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
});

type NamedItem = Pick<ComparedItem, 'id' | 'kind'>;

async function change(client: QueryClient, { id, kind }: NamedItem, action: 'delete' | 'restore'): Promise<void> {
  const asked = { action, target: null };
  if (kind === 'recording') showRecording(client, await performOnRecording(id, asked), 'command');
  else shownDocuments.show(client, await requestAction<Document>('documents', id, asked, {}), 'command');
}

/** Deletes items one after the other. Returns those that were deleted, and the problem that ended it. */
export async function deleteItems(
  client: QueryClient,
  items: readonly NamedItem[],
): Promise<{ readonly deleted: readonly NamedItem[]; readonly problem: Error | null }> {
  const deleted: NamedItem[] = [];
  try {
    for (const item of items) {
      await change(client, item, 'delete');
      deleted.push(item);
    }
    return { deleted, problem: null };
  } catch (problem) {
    return { deleted, problem: problem as Error };
  }
}

export async function restoreItems(client: QueryClient, items: readonly NamedItem[]): Promise<void> {
  for (const item of items) await change(client, item, 'restore');
}

export const keepItems = async (items: readonly NamedItem[]): Promise<string> =>
  (await callApi(keepDuplicates, { body: { ids: items.map(({ id }) => id) } })).id;

export const showAgain = async (id: string): Promise<void> => {
  await callApi(showDuplicatesAgain, { path: { id } });
};
