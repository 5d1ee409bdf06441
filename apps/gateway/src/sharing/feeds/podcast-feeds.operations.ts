import type { OperationOptions, Parameter } from '../../kit/http/operation.js';
import { idempotencyKey } from '../../kit/http/parameters.js';
import {
  AddressedPodcastFeedAnswer,
  ChangePodcastFeed,
  CreatePodcastFeed,
  PodcastFeedAnswer,
  PodcastFeedList,
} from './podcast-feeds.dto.js';
import { itemsExample, RECORDING_ID_EXAMPLE, setExample } from '../published/published-examples.js';
import { DecidePublishedItems, PublishedItemList } from '../published/published-sets.dto.js';

const tag = 'sharing';
const scope = 'write';

/** Valid only in specs that register it. */
export const FEED_CODE_EXAMPLE = 'mK4tYc9QwXe2RbNs7HvLjPzUgDaFo1Ti6Bx8CkEyW3M';

const example = {
  ...setExample,
  description: 'The lectures of this term.',
  language: 'en',
} satisfies PodcastFeedAnswer;

const addressed = {
  ...example,
  url: `https://recordings.example/api/v1/feeds/${FEED_CODE_EXAMPLE}/feed.xml`,
} satisfies AddressedPodcastFeedAnswer;

const id: Parameter = { name: 'id', in: 'path', description: 'The id of a podcast feed.', schema: { type: 'string' } };

export const listPodcastFeeds: OperationOptions = {
  id: 'listPodcastFeeds',
  tag,
  scope,
  summary: 'List the podcast feeds of the library',
  description: 'Without their addresses.',
  answers: [{ status: 200, description: 'The feeds.', type: PodcastFeedList, example: { items: [example] } }],
  problems: [],
};

export const createPodcastFeed: OperationOptions = {
  id: 'createPodcastFeed',
  tag,
  scope,
  summary: 'Make a podcast feed',
  description:
    'Podcast apps fetch the feed without an account, by an address that contains a secret code. It lists titles, media and transcripts of the ' +
    'recordings of the library, or of those with a tag: the 300 newest that are ready now, and later ones after a yes or by themselves. ' +
    'It works until it expires or is revoked, while you may change the library. A library has at most 50 open feeds.',
  parameters: [idempotencyKey],
  body: { type: CreatePodcastFeed, required: true, example: { title: 'Algebra II', language: 'en', tag: 'algebra' } },
  answers: [{ status: 201, description: 'The feed, with its address.', type: AddressedPodcastFeedAnswer, example: addressed }],
  problems: ['sharing-off', 'too-many-feeds', 'address-unknown'],
};

export const readPodcastFeed: OperationOptions = {
  id: 'readPodcastFeed',
  tag,
  scope,
  summary: 'Read a podcast feed',
  description: 'Without its address.',
  parameters: [id],
  answers: [{ status: 200, description: 'The feed.', type: PodcastFeedAnswer, example }],
  problems: ['not-found'],
};

export const changePodcastFeed: OperationOptions = {
  id: 'changePodcastFeed',
  tag,
  scope,
  summary: 'Change a podcast feed',
  description:
    'Changes the given fields and keeps the others. An expired feed with a new expiry is open again, and counts among the open ones. ' +
    'The set of a feed stays: make another feed for another tag.',
  parameters: [id],
  body: { type: ChangePodcastFeed, required: true, example: { title: 'Algebra II, winter term', ask_first: false } },
  answers: [{ status: 200, description: 'The feed.', type: PodcastFeedAnswer, example }],
  problems: ['not-found', 'feed-ended', 'too-many-feeds'],
};

export const renewPodcastFeed: OperationOptions = {
  id: 'renewPodcastFeed',
  tag,
  scope,
  summary: 'Renew the address of a podcast feed',
  description: 'The earlier address opens nothing from the next request on. Subscribers need the new one.',
  parameters: [id, idempotencyKey],
  answers: [
    { status: 200, description: 'The feed, with its new address.', type: AddressedPodcastFeedAnswer, example: addressed },
  ],
  problems: ['not-found', 'feed-ended', 'sharing-off', 'address-unknown'],
};

export const revokePodcastFeed: OperationOptions = {
  id: 'revokePodcastFeed',
  tag,
  scope,
  summary: 'Revoke a podcast feed',
  description: 'It no longer works, at once and at every gateway. Files that are being sent end within 10 seconds.',
  parameters: [id],
  answers: [{ status: 204, description: 'The feed is revoked.' }],
  problems: ['not-found'],
};

export const listPodcastItems: OperationOptions = {
  id: 'listPodcastItems',
  tag,
  scope,
  summary: 'List the recordings of a podcast feed',
  description: 'Those that wait for a decision, those that podcast apps show, or those that a person has left out.',
  parameters: [id],
  answers: [
    {
      status: 200,
      description: 'The recordings.',
      type: PublishedItemList,
      example: itemsExample,
    },
  ],
  problems: ['not-found'],
};

export const decidePodcastItems: OperationOptions = {
  id: 'decidePodcastItems',
  tag,
  scope,
  summary: 'Approve recordings for a podcast feed, or leave them out',
  description:
    'Decides about all of the recordings or none. A later decision replaces an earlier one. Only recordings that are ready can ' +
    'be approved: before, the feed would serve files that a run has not finished.',
  parameters: [id, idempotencyKey],
  body: { type: DecidePublishedItems, required: true, example: { item_ids: [RECORDING_ID_EXAMPLE], decision: 'approve' } },
  answers: [{ status: 204, description: 'Decided.' }],
  problems: ['not-found', 'feed-ended'],
};
