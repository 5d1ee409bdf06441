import { queryOptions } from '@tanstack/react-query';
import type { NoticeKind, Notices } from '@throughline/api-types';
import { requestApi } from '../api/client.js';
import { ifMatch } from '../api/revised.js';

export const NOTICE_KINDS = ['failed', 'attention', 'quota'] as const satisfies readonly NoticeKind[];

const PATH = 'me/notices';

export const noticesQuery = queryOptions({
  queryKey: ['settings', 'notices'],
  queryFn: ({ signal }) => requestApi<Notices>(PATH, { signal }),
});

export const saveNotices = (read: Notices, body: Pick<Notices, 'kinds'> & { readonly email: string }): Promise<Notices> =>
  requestApi(PATH, { method: 'PUT', body, headers: ifMatch(read) });
export const turnNoticesOff = (read: Notices): Promise<void> => requestApi(PATH, { method: 'DELETE', headers: ifMatch(read) });
