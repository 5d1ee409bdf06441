import { setExample, type SetTexts } from '../published/published-sets.operations.js';
import {
  AddressedPodcastFeedAnswer,
  ChangePodcastFeed,
  CreatePodcastFeed,
  PodcastFeedAnswer,
  PodcastFeedList,
} from './podcast-feeds.dto.js';

/** Valid only in specs that register it. */
export const FEED_CODE_EXAMPLE = 'mK4tYc9QwXe2RbNs7HvLjPzUgDaFo1Ti6Bx8CkEyW3M';

export const podcastFeedTexts: SetTexts<CreatePodcastFeed, ChangePodcastFeed, PodcastFeedAnswer, AddressedPodcastFeedAnswer> = {
  kind: 'feed',
  noun: 'podcast feed',
  ids: { set: 'PodcastFeed', items: 'PodcastItems' },
  models: {
    create: CreatePodcastFeed,
    change: ChangePodcastFeed,
    answer: PodcastFeedAnswer,
    list: PodcastFeedList,
    addressed: AddressedPodcastFeedAnswer,
  },
  examples: {
    create: { title: 'Algebra II', language: 'en', tag: 'algebra' },
    change: { title: 'Algebra II, winter term', ask_first: false },
    answer: { ...setExample, description: 'The lectures of this term.', language: 'en' },
    address: { url: `https://recordings.example/api/v1/feeds/${FEED_CODE_EXAMPLE}/feed.xml` },
  },
  create: {
    first: 'Podcast apps fetch the feed without an account, by an address that contains a secret code. It lists',
  },
  renew: 'Subscribers need the new one.',
  listed: 'those that podcast apps show',
};
