import { queryOptions } from '@tanstack/react-query';
import type { NoticeKind, Notices } from '@throughline/api-types';
import { requestApi } from '../api/client.js';
import { ifMatch } from '../api/revised.js';

export const NOTICE_KINDS = ['failed', 'attention', 'quota'] as const satisfies readonly NoticeKind[];

const PATH = 'me/notices';
const CONFIRMING_MS = 3_000;

export const noticesQuery = queryOptions({
  queryKey: ['settings', 'notices'],
  queryFn: ({ signal }) => requestApi<Notices>(PATH, { signal }),
  // The link of the mail opens elsewhere, so only polling shows the new state.
  refetchInterval: ({ state }) => (state.data?.state === 'unconfirmed' ? CONFIRMING_MS : false),
});

export interface NoticesChange {
  readonly email: string;
  readonly kinds: readonly NoticeKind[];
}

export const saveNotices = (read: Notices, body: NoticesChange): Promise<Notices> =>
  requestApi(PATH, { method: 'PUT', body, headers: ifMatch(read) });
export const turnNoticesOff = (read: Notices): Promise<void> => requestApi(PATH, { method: 'DELETE', headers: ifMatch(read) });
