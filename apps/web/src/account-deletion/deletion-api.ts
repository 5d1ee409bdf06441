import { queryOptions } from '@tanstack/react-query';
import type { AccountDeletion, DeletionPreview } from '@throughline/api-types';
import { requestApi } from '../api/client.js';
import type { LibraryChoice } from './deletion-choices.js';

/** The path of the deletion of one's own account. */
export const OWN_DELETION = 'me/deletion';

/** Never cached: the choices must fit the present libraries. */
export const previewQuery = (path: string) =>
  queryOptions({
    queryKey: ['settings', path, 'preview'],
    queryFn: ({ signal }) => requestApi<DeletionPreview>(`${path}?dry_run=true`, { method: 'POST', body: {}, signal }),
    gcTime: 0,
    // A new preview while somebody fills in the form could take a choice away.
    refetchOnWindowFocus: false,
  });

export interface DeletionRequest {
  readonly confirm: string;
  readonly libraries: readonly LibraryChoice[];
  readonly immediately: boolean;
}

export const requestDeletion = (path: string, body: DeletionRequest): Promise<AccountDeletion> =>
  requestApi(path, { method: 'POST', body });

export const deletionOf = (user: string): string => `admin/users/${user}/deletion`;
export const cancelDeletion = (user: string): Promise<void> => requestApi(deletionOf(user), { method: 'DELETE' });

const POLL_MS = 5_000;

export const deletionsQuery = queryOptions({
  queryKey: ['settings', 'admin/deletions'],
  queryFn: async ({ signal }) =>
    (await requestApi<{ readonly items: readonly AccountDeletion[] }>('admin/deletions', { signal })).items,
  refetchInterval: ({ state: { data } }) => (data?.some(({ state }) => state !== 'done') === true ? POLL_MS : false),
});
