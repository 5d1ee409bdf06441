import { queryOptions } from '@tanstack/react-query';
import type { CreatedShareLink, ShareLink, ShareLinkDraft } from '@throughline/api-types';
import { requestApi } from '../api/client.js';
import type { ItemKind } from '../api/item-kind.js';

export interface SharedTarget {
  readonly kind: ItemKind;
  readonly id: string;
}

const pathOf = ({ kind, id }: SharedTarget): string => `${kind}/${encodeURIComponent(id)}/share-links`;

export const shareLinksQuery = (target: SharedTarget) =>
  queryOptions({
    queryKey: ['share-links', target.kind, target.id],
    queryFn: async ({ signal }) => (await requestApi<{ readonly items: readonly ShareLink[] }>(pathOf(target), { signal })).items,
  });

export const createShareLink = (target: SharedTarget, body: Partial<ShareLinkDraft>): Promise<CreatedShareLink> =>
  requestApi(pathOf(target), { method: 'POST', body });

export const revokeShareLink = (id: string): Promise<void> =>
  requestApi(`share-links/${encodeURIComponent(id)}`, { method: 'DELETE' });
