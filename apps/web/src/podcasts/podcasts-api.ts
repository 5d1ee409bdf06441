import { queryOptions } from '@tanstack/react-query';
import type { AddressedPodcastFeed, InputOf, PodcastFeed, PodcastItem } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi, callList } from '../api/client.js';

export type FeedContent = InputOf<typeof api.createPodcastFeed>['body'];
export type FeedChange = InputOf<typeof api.changePodcastFeed>['body'];
export type Decision = InputOf<typeof api.decidePodcastItems>['body']['decision'];

export const FEEDS_KEY = ['settings', 'podcasts'] as const;

/** Recordings become ready and other people decide while the view is open. */
const REFRESH_MS = 10_000;

/** Recordings that one request decides about. */
const MOST = 200;

export const feedsQuery = queryOptions({
  queryKey: [...FEEDS_KEY],
  queryFn: ({ signal }) => callList(api.listPodcastFeeds, { signal }),
  refetchInterval: REFRESH_MS,
});

export const feedItemsQuery = (id: string, state: PodcastItem['state']) =>
  queryOptions({
    queryKey: [...FEEDS_KEY, id, state],
    queryFn: ({ signal }) => callList(api.listPodcastItems, { path: { id }, query: { state }, signal }),
    refetchInterval: REFRESH_MS,
  });

/** Returns true until the address is renewed again, here or in another tab, or stops working. */
export const isCurrentAddress = (shown: AddressedPodcastFeed, { id, state, renewed_at: renewed }: PodcastFeed): boolean =>
  id === shown.id && state === 'open' && (renewed ?? '') <= (shown.renewed_at ?? '');

/** Adds a new feed to the list, without its address. */
export const addToFeeds = (
  feeds: readonly PodcastFeed[] = [],
  { url: _url, ...added }: AddressedPodcastFeed,
): readonly PodcastFeed[] => [added, ...feeds.filter(({ id }) => id !== added.id)];

export const addFeed = (body: FeedContent): Promise<AddressedPodcastFeed> => callApi(api.createPodcastFeed, { body });
export const changeFeed = (id: string, body: FeedChange): Promise<PodcastFeed> =>
  callApi(api.changePodcastFeed, { path: { id }, body });
export const renewFeed = (id: string): Promise<AddressedPodcastFeed> => callApi(api.renewPodcastFeed, { path: { id } });
export const revokeFeed = (id: string): Promise<void> => callApi(api.revokePodcastFeed, { path: { id } });
export const decideItems = (id: string, items: readonly string[], decision: Decision): Promise<void> =>
  callApi(api.decidePodcastItems, { path: { id }, body: { item_ids: [...items], decision } });

/** Approves all items, in several requests if need be. */
export async function approveItems(id: string, items: readonly string[]): Promise<void> {
  for (let from = 0; from < items.length; from += MOST) await decideItems(id, items.slice(from, from + MOST), 'approve');
}
