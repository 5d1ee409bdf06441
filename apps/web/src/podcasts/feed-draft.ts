import type { PodcastFeed } from '@throughline/api-client';
import type { FeedChange, FeedContent } from './podcasts-api.js';

export const NEVER = 'never';
export const UNCHANGED = 'unchanged';

export interface FeedDraft {
  readonly title: string;
  readonly description: string;
  readonly language: string;
  readonly tag: string;
  readonly media: PodcastFeed['media'];
  readonly askFirst: boolean;
  /** Hours, or a word of this file. */
  readonly expiry: string;
}

export const NEW_FEED: FeedDraft = {
  title: '',
  description: '',
  language: '',
  tag: '',
  media: 'audio',
  askFirst: true,
  expiry: NEVER,
};

export const draftOf = ({ title, description, language, tag, media, ask_first: askFirst }: PodcastFeed): FeedDraft => ({
  title,
  description,
  language: language === 'auto' ? '' : language,
  tag: tag ?? '',
  media,
  askFirst,
  expiry: UNCHANGED,
});

const textsOf = ({ title, description, language, media, askFirst }: FeedDraft) => ({
  title,
  description,
  language: language.trim() === '' ? 'auto' : language.trim(),
  media,
  ask_first: askFirst,
});

const differenceOf = <T extends object>(after: T, before: T): Partial<T> =>
  Object.fromEntries(Object.entries(after).filter(([field, value]) => value !== before[field as keyof T])) as Partial<T>;

export const contentOf = (draft: FeedDraft): FeedContent => ({
  ...textsOf(draft),
  ...(draft.tag.trim() === '' ? {} : { tag: draft.tag }),
  ...(draft.expiry === NEVER ? {} : { expires_in_hours: Number(draft.expiry) }),
});

/** Returns only what the person has changed: another person may have changed the other settings since. */
export const changeOf = (draft: FeedDraft, initial: FeedDraft): FeedChange => ({
  ...differenceOf(textsOf(draft), textsOf(initial)),
  ...(draft.expiry === UNCHANGED ? {} : { expires_in_hours: draft.expiry === NEVER ? null : Number(draft.expiry) }),
});
