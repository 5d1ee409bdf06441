import { ApiSchema } from '@nestjs/swagger';
import { ChoiceField, Field, FlagField, IntegerField, IntegerOrNullField, TextField, TextsField } from '../../kit/http/fields.js';
import { LanguageField } from '../../kit/http/language.js';
import { NameField } from '../../kit/http/requests/name-field.js';
import { count, flag, id, integer, list, orNull, text, time, words } from '../../kit/http/schemas.js';
import { LONGEST_HOURS, SHARE_LINK_STATES, type ShareLinkState } from '../share-link.js';
import {
  DECISIONS,
  FEED_ITEM_STATES,
  FEED_MEDIA,
  MAX_EPISODES,
  type Decision,
  type FeedItemState,
  type FeedMedia,
} from './podcast-feed.js';

export const LONGEST_DESCRIPTION = 2_000;
const LONGEST_TAG = 64;
const MAX_DECISIONS = 200;

const STATE =
  '`open`: the feed works. `expired`: its time is over. `revoked`: a person has ended it. `suspended`: the feed does not work, because ' +
  'the user who made it may no longer change the library. `off`: the operator of the server has switched sharing off, so no feed works.';
const MEDIA =
  '`audio`: episodes are the sound alone, if a run has made it, else the file that people play. `video`: the file that people play.';
const ASKS_FIRST =
  'True: recordings that become ready later wait until somebody approves them. False: they join by themselves, also those that wait now.';
const LANGUAGE = 'The language of the feed, BCP 47. `auto`: the feed names none.';

export class CreatePodcastFeed {
  @NameField('The title in podcast apps.')
  title!: string;

  @TextField('The description in podcast apps.', { max: LONGEST_DESCRIPTION })
  description?: string;

  @LanguageField(LANGUAGE, { default: 'auto', example: 'en' })
  language = 'auto';

  @TextField('Only recordings with this tag, in any case. Without it: all recordings of the library.', {
    min: 1,
    max: LONGEST_TAG,
    plain: true,
  })
  tag?: string;

  @ChoiceField(MEDIA, FEED_MEDIA, { default: 'audio' })
  media: FeedMedia = 'audio';

  @FlagField(ASKS_FIRST, { default: true })
  ask_first = true;

  @IntegerField('Hours until the feed expires. Without it, the feed works until somebody ends it.', {
    min: 1,
    max: LONGEST_HOURS,
  })
  expires_in_hours?: number;
}

export class ChangePodcastFeed {
  @NameField('The title in podcast apps.', { required: false })
  title?: string;

  @TextField('The description in podcast apps.', { max: LONGEST_DESCRIPTION })
  description?: string;

  @LanguageField(LANGUAGE)
  language?: string;

  @ChoiceField(MEDIA, FEED_MEDIA)
  media?: FeedMedia;

  @FlagField(ASKS_FIRST)
  ask_first?: boolean;

  @IntegerOrNullField('Hours from now until the feed expires. Null: the feed works until somebody ends it.', {
    min: 1,
    max: LONGEST_HOURS,
  })
  expires_in_hours?: number | null;
}

export class DecidePodcastItems {
  @TextsField(
    'Recordings of the set of the feed.',
    { min: 1, max: 64 },
    {
      required: true,
      minItems: 1,
      maxItems: MAX_DECISIONS,
      unique: true,
    },
  )
  item_ids!: string[];

  @ChoiceField('`approve`: the feed lists them. `leave_out`: it does not.', DECISIONS, { required: true })
  decision!: Decision;
}

export class PodcastItemsQuery {
  @ChoiceField(
    '`waiting`: nobody has decided yet. `listed`: podcast apps show them. `left_out`: a person has left them out.',
    FEED_ITEM_STATES,
    {
      default: 'waiting',
    },
  )
  state: FeedItemState = 'waiting';
}

@ApiSchema({ name: 'PodcastFeed' })
export class PodcastFeedAnswer {
  @Field(id('The feed. It opens nothing.')) id!: string;
  @Field(words(SHARE_LINK_STATES, STATE)) state!: ShareLinkState;
  @Field(text('The title in podcast apps.')) title!: string;
  @Field(text('The description in podcast apps; empty if none was given.')) description!: string;
  @Field(text('BCP 47; `auto` if the feed names none.')) language!: string;
  @Field(orNull(text('Recordings with this tag; null for all of the library.'))) tag!: string | null;
  @Field(words(FEED_MEDIA, MEDIA)) media!: FeedMedia;
  @Field(flag(ASKS_FIRST)) ask_first!: boolean;
  @Field(id('The user who made it.')) made_by!: string;
  @Field(orNull(text('The name of the user who made it; null if unknown.'))) made_by_name!: string | null;
  @Field(time('When it was made.')) created_at!: string;
  @Field(orNull(time('When its address was renewed last.'))) renewed_at!: string | null;
  @Field(orNull(time('When it expires; null if never.'))) expires_at!: string | null;
  @Field(count('How often apps have fetched it. Nothing is stored about who has.')) fetches!: number;
  @Field(orNull(time('When it was fetched last.'))) last_fetched_at!: string | null;
  @Field(orNull(time('When it was revoked.'))) revoked_at!: string | null;
  @Field(orNull(id('The user who revoked it; null if nobody has, or after the account was deleted.'))) revoked_by!: string | null;
  @Field(orNull(text('The name of the user who revoked it.'))) revoked_by_name!: string | null;
}

@ApiSchema({ name: 'AddressedPodcastFeed' })
export class AddressedPodcastFeedAnswer extends PodcastFeedAnswer {
  @Field(text('The address for podcast apps, shown only here. Anybody with it can play the feed.')) url!: string;
}

@ApiSchema({ name: 'PodcastFeedList' })
export class PodcastFeedList {
  @Field(list(PodcastFeedAnswer, 'Open feeds, then the others, each newest first; 200 at most. Ended ones are kept for 90 days.'))
  items!: readonly PodcastFeedAnswer[];
}

@ApiSchema({ name: 'PodcastItem' })
export class PodcastItemAnswer {
  @Field(id('The recording.')) item_id!: string;
  @Field(orNull(text('The title; null if it has none.'))) title!: string | null;
  @Field(words(FEED_ITEM_STATES, 'The decision about it.')) state!: FeedItemState;
  @Field(time('When the recording was registered.')) created_at!: string;
  @Field(orNull(integer('The length in seconds; null if unknown.', { minimum: 0 }))) duration_seconds!: number | null;
  @Field(orNull(time('When somebody decided, or it joined by itself; null while it waits.'))) decided_at!: string | null;
  @Field(orNull(text('The name of the user who decided; null if it joined by itself, or is unknown.'))) decided_by_name!:
    | string
    | null;
}

@ApiSchema({ name: 'PodcastItemList' })
export class PodcastItemList {
  @Field(list(PodcastItemAnswer, `The latest registered first; ${String(MAX_EPISODES)} at most.`))
  items!: readonly PodcastItemAnswer[];
}
