import { ApiSchema } from '@nestjs/swagger';
import { ChoiceField, Field, FlagField, IntegerField, IntegerOrNullField, TextField, TextsField } from '../../kit/http/fields.js';
import { count, flag, id, integer, list, orNull, text, time, words } from '../../kit/http/schemas.js';
import { LINK_STATES, LONGEST_HOURS, type LinkState } from '../share-link.js';
import {
  DECISIONS,
  ITEM_STATES,
  MAX_RECORDINGS,
  SET_MEDIA,
  type Decision,
  type PublishedItemState,
  type SetMedia,
} from './published-set.js';

const LONGEST_TAG = 64;
const MAX_DECISIONS = 200;

const STATE =
  '`open`: it works. `expired`: its time is over. `revoked`: a person has ended it. `suspended`: it does not work, because the user who ' +
  'made it may no longer change the library. `off`: the operator of the server has switched sharing off, so it does not work.';
export const MEDIA =
  '`audio`: people get the sound alone, if a run has made it, else the file that people play. `video`: the file that people play.';
const ASKS_FIRST =
  'True: recordings that become ready later wait until somebody approves them. False: they join by themselves, also those that wait now.';

/** The fields of every new published set. */
export class CreatePublishedSet {
  @TextField('Only recordings with this tag, in any case. Without it: all recordings of the library.', {
    min: 1,
    max: LONGEST_TAG,
    plain: true,
  })
  tag?: string;

  @FlagField(ASKS_FIRST, { default: true })
  ask_first = true;

  @IntegerField('Hours until it expires. Without them, it works until somebody ends it.', { min: 1, max: LONGEST_HOURS })
  expires_in_hours?: number;
}

export class ChangePublishedSet {
  @ChoiceField(MEDIA, SET_MEDIA)
  media?: SetMedia;

  @FlagField(ASKS_FIRST)
  ask_first?: boolean;

  @IntegerOrNullField('Hours from now until it expires. Null: it works until somebody ends it.', { min: 1, max: LONGEST_HOURS })
  expires_in_hours?: number | null;
}

/** The facts about every published set. */
export class PublishedSetAnswer {
  @Field(id('It opens nothing.')) id!: string;
  @Field(words(LINK_STATES, STATE)) state!: LinkState;
  @Field(text('The title that people without an account see.')) title!: string;
  @Field(orNull(text('Recordings with this tag; null for all of the library.'))) tag!: string | null;
  @Field(words(SET_MEDIA, MEDIA)) media!: SetMedia;
  @Field(flag(ASKS_FIRST)) ask_first!: boolean;
  @Field(id('The user who made it.')) made_by!: string;
  @Field(orNull(text('The name of the user who made it; null if unknown.'))) made_by_name!: string | null;
  @Field(time('When it was made.')) created_at!: string;
  @Field(orNull(time('When its address was renewed last.'))) renewed_at!: string | null;
  @Field(orNull(time('When it expires; null if never.'))) expires_at!: string | null;
  @Field(count('How often it was fetched. Nothing is stored about who has.')) fetches!: number;
  @Field(orNull(time('When it was fetched last.'))) last_fetched_at!: string | null;
  @Field(orNull(time('When it was revoked.'))) revoked_at!: string | null;
  @Field(orNull(id('The user who revoked it; null if nobody has, or after the account was deleted.'))) revoked_by!: string | null;
  @Field(orNull(text('The name of the user who revoked it.'))) revoked_by_name!: string | null;
}

export class DecidePublishedItems {
  @TextsField(
    'Recordings of the set.',
    { min: 1, max: 64 },
    {
      required: true,
      minItems: 1,
      maxItems: MAX_DECISIONS,
      unique: true,
    },
  )
  item_ids!: string[];

  @ChoiceField('`approve`: the set lists them. `leave_out`: it does not.', DECISIONS, { required: true })
  decision!: Decision;
}

export class PublishedItemsQuery {
  @ChoiceField(
    '`waiting`: nobody has decided yet. `listed`: people without an account can play them. `left_out`: a person has left them out.',
    ITEM_STATES,
    {
      default: 'waiting',
    },
  )
  state: PublishedItemState = 'waiting';
}

@ApiSchema({ name: 'PublishedItem' })
export class PublishedItemAnswer {
  @Field(id('The recording.')) item_id!: string;
  @Field(orNull(text('The title; null if it has none.'))) title!: string | null;
  @Field(words(ITEM_STATES, 'The decision about it.')) state!: PublishedItemState;
  @Field(time('When the recording was registered.')) created_at!: string;
  @Field(orNull(integer('The length in seconds; null if unknown.', { minimum: 0 }))) duration_seconds!: number | null;
  @Field(orNull(time('When somebody decided, or it joined by itself; null while it waits.'))) decided_at!: string | null;
  @Field(orNull(text('The name of the user who decided; null if it joined by itself, or is unknown.'))) decided_by_name!:
    | string
    | null;
}

@ApiSchema({ name: 'PublishedItemList' })
export class PublishedItemList {
  @Field(list(PublishedItemAnswer, `The latest registered first; ${String(MAX_RECORDINGS)} at most.`))
  items!: readonly PublishedItemAnswer[];
}
