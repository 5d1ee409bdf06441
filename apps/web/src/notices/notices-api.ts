import { queryOptions } from '@tanstack/react-query';
import type { NoticeKind, Notices } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi } from '../api/client.js';
import { ifMatch } from '../api/revised.js';

export const NOTICE_KINDS = ['failed', 'attention', 'quota'] as const satisfies readonly NoticeKind[];

const CONFIRMING_MS = 3_000;

export const noticesQuery = queryOptions({
  queryKey: ['settings', 'notices'],
  queryFn: ({ signal }) => callApi(api.getNotices, { signal }),
  // The link of the mail opens elsewhere, so only polling shows the new state.
  refetchInterval: ({ state }) => (state.data?.state === 'unconfirmed' ? CONFIRMING_MS : false),
});

export interface NoticesChange {
  readonly email: string;
  readonly kinds: readonly NoticeKind[];
}

export const saveNotices = (read: Notices, body: NoticesChange): Promise<Notices> =>
  callApi(api.changeNotices, { body, headers: ifMatch(read) });
export const turnNoticesOff = (read: Notices): Promise<void> => callApi(api.removeNotices, { headers: ifMatch(read) });
