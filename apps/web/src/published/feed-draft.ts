import type { PodcastFeed } from '@throughline/api-client';
import type { FeedChange, FeedContent } from './published-api.js';
import { changeOfSet, contentOfSet, differenceOf, draftOfSet, NEW_SET, type SetDraft } from './set-draft.js';

export interface FeedDraft extends SetDraft {
  readonly description: string;
  readonly language: string;
}

export const NEW_FEED: FeedDraft = { ...NEW_SET, media: 'audio', description: '', language: '' };

export const draftOf = (feed: PodcastFeed): FeedDraft => ({
  ...draftOfSet(feed),
  description: feed.description,
  language: feed.language === 'auto' ? '' : feed.language,
});

const textsOf = ({ description, language }: FeedDraft) => ({
  description,
  language: language.trim() === '' ? 'auto' : language.trim(),
});

export const contentOf = (draft: FeedDraft): FeedContent => ({ ...contentOfSet(draft), ...textsOf(draft) });

export const changeOf = (draft: FeedDraft, initial: FeedDraft): FeedChange => ({
  ...changeOfSet(draft, initial),
  ...differenceOf(textsOf(draft), textsOf(initial)),
});
