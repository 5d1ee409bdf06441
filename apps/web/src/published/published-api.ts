import { queryOptions } from '@tanstack/react-query';
import type { AddressedEmbed, AddressedPodcastFeed, Embed, InputOf, PodcastFeed, PublishedItem } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi, callList } from '../api/client.js';

export type PublishedSet = PodcastFeed | Embed;
export type Decision = InputOf<typeof api.decidePodcastItems>['body']['decision'];
export type FeedContent = InputOf<typeof api.createPodcastFeed>['body'];
export type FeedChange = InputOf<typeof api.changePodcastFeed>['body'];
export type EmbedContent = InputOf<typeof api.createEmbed>['body'];
export type EmbedChange = InputOf<typeof api.changeEmbed>['body'];

/** Recordings become ready and other people decide while the view is open. */
const REFRESH_MS = 10_000;

/** Recordings that one request decides about. */
const MOST = 200;

const listQuery = <S>(key: string, read: (signal: AbortSignal) => Promise<readonly S[]>) =>
  queryOptions({ queryKey: ['settings', key], queryFn: ({ signal }) => read(signal), refetchInterval: REFRESH_MS });

type ReadItems = (id: string, state: PublishedItem['state'], signal: AbortSignal) => Promise<readonly PublishedItem[]>;

const itemsQuery = (key: string, read: ReadItems) => (id: string, state: PublishedItem['state']) =>
  queryOptions({
    queryKey: ['settings', key, id, state],
    queryFn: ({ signal }) => read(id, state, signal),
    refetchInterval: REFRESH_MS,
  });

/** The requests about one kind of published sets. `A` has its address too. */
export interface SetRequests<S extends PublishedSet, A extends S> {
  readonly key: readonly string[];
  readonly list: ReturnType<typeof listQuery<S>>;
  readonly items: ReturnType<typeof itemsQuery>;
  readonly renew: (id: string) => Promise<A>;
  readonly revoke: (id: string) => Promise<void>;
  readonly decide: (id: string, items: readonly string[], decision: Decision) => Promise<void>;
}

export const feedRequests: SetRequests<PodcastFeed, AddressedPodcastFeed> = {
  key: ['settings', 'podcasts'],
  list: listQuery('podcasts', (signal) => callList(api.listPodcastFeeds, { signal })),
  items: itemsQuery('podcasts', (id, state, signal) =>
    callList(api.listPodcastItems, { path: { id }, query: { state }, signal }),
  ),
  renew: (id) => callApi(api.renewPodcastFeed, { path: { id } }),
  revoke: (id) => callApi(api.revokePodcastFeed, { path: { id } }),
  decide: (id, items, decision) => callApi(api.decidePodcastItems, { path: { id }, body: { item_ids: [...items], decision } }),
};

export const embedRequests: SetRequests<Embed, AddressedEmbed> = {
  key: ['settings', 'embeds'],
  list: listQuery('embeds', (signal) => callList(api.listEmbeds, { signal })),
  items: itemsQuery('embeds', (id, state, signal) => callList(api.listEmbedItems, { path: { id }, query: { state }, signal })),
  renew: (id) => callApi(api.renewEmbed, { path: { id } }),
  revoke: (id) => callApi(api.revokeEmbed, { path: { id } }),
  decide: (id, items, decision) => callApi(api.decideEmbedItems, { path: { id }, body: { item_ids: [...items], decision } }),
};

export const addFeed = (body: FeedContent): Promise<AddressedPodcastFeed> => callApi(api.createPodcastFeed, { body });
export const changeFeed = (id: string, body: FeedChange): Promise<PodcastFeed> =>
  callApi(api.changePodcastFeed, { path: { id }, body });
export const addEmbed = (body: EmbedContent): Promise<AddressedEmbed> => callApi(api.createEmbed, { body });
export const changeEmbed = (id: string, body: EmbedChange): Promise<Embed> => callApi(api.changeEmbed, { path: { id }, body });

type Renewable = Pick<PublishedSet, 'id' | 'renewed_at'>;

/** Returns true until the address is renewed again, here or in another tab, or stops working. */
export const isCurrentAddress = (shown: Renewable, { id, state, renewed_at: renewed }: PublishedSet): boolean =>
  id === shown.id && state === 'open' && (renewed ?? '') <= (shown.renewed_at ?? '');

/** Adds a new set to the list. */
export const addToSets = <S extends PublishedSet>(sets: readonly S[] = [], added: S): readonly S[] => [
  added,
  ...sets.filter(({ id }) => id !== added.id),
];

/** Approves all items, in several requests if need be. */
export async function approveItems(
  { decide }: Pick<SetRequests<never, never>, 'decide'>,
  id: string,
  items: readonly string[],
): Promise<void> {
  for (let from = 0; from < items.length; from += MOST) await decide(id, items.slice(from, from + MOST), 'approve');
}
