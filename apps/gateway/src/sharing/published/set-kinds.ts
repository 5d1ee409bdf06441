import type { ChangeRecord } from '../../people/administration-log/index.js';
import type { PublishedSet, SetKind } from './published-set.js';

/** The words of each kind in the administration log and in problems. */
export const SET_KIND_WORDS = {
  feed: { subject: 'podcast_feed', notValid: 'feed-not-valid', ended: 'feed-ended', tooMany: 'too-many-feeds' },
  embed: { subject: 'embed', notValid: 'embed-not-valid', ended: 'embed-ended', tooMany: 'too-many-embeds' },
} as const satisfies Readonly<Record<SetKind, object>>;

type RecordedChange = 'created' | 'changed' | 'address_renewed' | 'items_approved' | 'items_left_out' | 'revoked';

/** Title, description and tag are what a person wrote, so no entry has them. */
export function recordOf(
  change: RecordedChange,
  { kind, id, libraryId }: PublishedSet,
  changes: NonNullable<ChangeRecord['changes']> = {},
): ChangeRecord {
  const { subject: type } = SET_KIND_WORDS[kind];
  return { kind: `${type}.${change}`, subject: { type, id }, libraryId, changes };
}
