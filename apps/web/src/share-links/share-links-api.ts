import { queryOptions } from '@tanstack/react-query';
import type { CreatedShareLink, ShareLinkDraft } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi, callList } from '../api/client.js';
import type { ItemKind } from '@throughline/api-client/items';

export interface SharedTarget {
  readonly kind: Exclude<ItemKind, 'sessions'>;
  readonly id: string;
}

const LIST = { recordings: api.listRecordingShareLinks, documents: api.listDocumentShareLinks } as const;
const SHARE = { recordings: api.shareRecording, documents: api.shareDocument } as const;

export const shareLinksQuery = (target: SharedTarget) =>
  queryOptions({
    queryKey: ['share-links', target.kind, target.id],
    queryFn: ({ signal }) => callList(LIST[target.kind], { path: { id: target.id }, signal }),
  });

export const createShareLink = (target: SharedTarget, body: Partial<ShareLinkDraft>): Promise<CreatedShareLink> =>
  callApi(SHARE[target.kind], { path: { id: target.id }, body });

export const revokeShareLink = (id: string): Promise<void> => callApi(api.revokeShareLink, { path: { id } });
