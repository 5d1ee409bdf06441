import { textFactsOf, titleOf } from '@throughline/domain';
import { hasValue } from '../../kit/http/requests/has-value.js';
import { cleanText } from '../../items/index.js';
import { expiryAfter } from '../share-link.js';
import type { PublishedItemState, SetSettings } from './published-set.js';
import type { ShownItem } from './published-items.js';
import type {
  ChangePublishedSet,
  CreatePublishedSet,
  PublishedItemAnswer,
  PublishedItemList,
  PublishedSetAnswer,
} from './published-sets.dto.js';
import type { ListedSet } from './published-sets.js';

export const renderSet = (set: ListedSet): Pick<PublishedSetAnswer, keyof PublishedSetAnswer> => ({
  id: set.id,
  state: set.state,
  title: set.title,
  tag: set.tag ?? null,
  media: set.media,
  ask_first: set.asksFirst,
  made_by: set.madeBy,
  made_by_name: set.madeByName ?? null,
  created_at: set.createdAt,
  renewed_at: set.renewedAt ?? null,
  expires_at: set.expiresAt ?? null,
  fetches: set.fetches,
  last_fetched_at: set.lastFetchedAt ?? null,
  revoked_at: set.revokedAt ?? null,
  revoked_by: set.revokedBy ?? null,
  revoked_by_name: set.revokedByName ?? null,
});

function renderItem({ item, entry, decidedByName }: ShownItem, state: PublishedItemState): PublishedItemAnswer {
  const { seconds } = textFactsOf(item.asset);
  return {
    item_id: item.id,
    title: titleOf(item.asset, item.personal) ?? null,
    state,
    created_at: item.asset.registeredAt,
    duration_seconds: seconds === undefined ? null : Math.round(seconds),
    decided_at: entry?.decidedAt ?? null,
    decided_by_name: decidedByName ?? null,
  };
}

export const renderItems = (items: readonly ShownItem[], state: PublishedItemState): PublishedItemList => ({
  items: items.map((one) => renderItem(one, state)),
});

export const tagOf = ({ tag }: CreatePublishedSet): string | undefined => (hasValue(tag) ? cleanText(tag, '/tag') : undefined);

const expiryOf = (hours: number | null | undefined, now: Date): string | undefined =>
  hasValue(hours) ? expiryAfter(hours, now) : undefined;

/** Returns the settings that every kind has. */
export const settingsOfNew = (
  { ask_first: asksFirst, expires_in_hours: hours }: CreatePublishedSet,
  now: Date,
): Pick<SetSettings, 'asksFirst' | 'expiresAt'> => ({ asksFirst, expiresAt: expiryOf(hours, now) });

/** Returns the given ones of the settings that every kind has. */
export const settingsOfChange = (
  { media, ask_first: asksFirst, expires_in_hours: hours }: ChangePublishedSet,
  now: Date,
): Partial<SetSettings> => ({
  ...(hasValue(media) && { media }),
  ...(hasValue(asksFirst) && { asksFirst }),
  ...(hours !== undefined && { expiresAt: expiryOf(hours, now) }),
});
