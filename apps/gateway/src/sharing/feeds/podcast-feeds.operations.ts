import type { OperationOptions, Parameter } from '../../kit/http/operation.js';
import { idempotencyKey } from '../../kit/http/parameters.js';
import {
  AddressedPodcastFeedAnswer,
  ChangePodcastFeed,
  CreatePodcastFeed,
  DecidePodcastItems,
  PodcastFeedAnswer,
  PodcastFeedList,
  PodcastItemList,
} from './podcast-feeds.dto.js';

const tag = 'sharing';
const scope = 'write';
const RECORDING_ID = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b11';

/** Valid only in specs that register it. */
export const FEED_CODE_EXAMPLE = 'mK4tYc9QwXe2RbNs7HvLjPzUgDaFo1Ti6Bx8CkEyW3M';

const example = {
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3H9',
  state: 'open',
  title: 'Algebra II',
  description: 'The lectures of this term.',
  language: 'en',
  tag: 'algebra',
  media: 'audio',
  ask_first: true,
  made_by: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4',
  made_by_name: 'owner',
  created_at: '2026-02-05T10:00:00.000Z',
  renewed_at: null,
  expires_at: null,
  fetches: 41,
  last_fetched_at: '2026-02-06T10:00:00.000Z',
  revoked_at: null,
  revoked_by: null,
  revoked_by_name: null,
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
      type: PodcastItemList,
      example: {
        items: [
          {
            item_id: RECORDING_ID,
            title: 'Algebra II, lecture 8: Determinants',
            state: 'waiting',
            created_at: '2026-02-05T10:00:00.000Z',
            duration_seconds: 2_760,
            decided_at: null,
            decided_by_name: null,
          },
        ],
      } satisfies PodcastItemList,
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
  body: { type: DecidePodcastItems, required: true, example: { item_ids: [RECORDING_ID], decision: 'approve' } },
  answers: [{ status: 204, description: 'Decided.' }],
  problems: ['not-found', 'feed-ended'],
};
