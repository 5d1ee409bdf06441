import { queryOptions } from '@tanstack/react-query';
import type { AccountDeletion } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi, callList, previewApi } from '../api/client.js';
import type { LibraryChoice } from './deletion-choices.js';

/** The id of the user whose account is deleted; absent: one's own. */
export type DeletedUser = string | undefined;

/** Never cached: the choices must fit the present libraries. */
export const previewQuery = (user: DeletedUser) =>
  queryOptions({
    queryKey: ['settings', 'deletion', user ?? '', 'preview'],
    queryFn: ({ signal }) =>
      user === undefined
        ? previewApi(api.deleteMyAccount, { body: {}, signal })
        : previewApi(api.deleteAccount, { path: { id: user }, body: {}, signal }),
    gcTime: 0,
    // A new preview while somebody fills in the form could take a choice away.
    refetchOnWindowFocus: false,
  });

export interface DeletionRequest {
  readonly confirm: string;
  readonly libraries: readonly LibraryChoice[];
  readonly immediately: boolean;
}

export const requestDeletion = (user: DeletedUser, body: DeletionRequest): Promise<AccountDeletion> =>
  user === undefined ? callApi(api.deleteMyAccount, { body }) : callApi(api.deleteAccount, { path: { id: user }, body });

export const cancelDeletion = (user: string): Promise<void> => callApi(api.cancelAccountDeletion, { path: { id: user } });

const POLL_MS = 5_000;

export const deletionsQuery = queryOptions({
  queryKey: ['settings', 'admin/deletions'],
  queryFn: ({ signal }) => callList(api.listAccountDeletions, { signal }),
  refetchInterval: ({ state: { data } }) => (data?.some(({ state }) => state !== 'done') === true ? POLL_MS : false),
});
