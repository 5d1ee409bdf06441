import { ApiSchema } from '@nestjs/swagger';
import { Field, FlagField, IntegerField, TextField } from '../kit/http/fields.js';
import { count, flag, id, list, orNull, text, time, words } from '../kit/http/schemas.js';
import {
  DEFAULT_HOURS,
  LONGEST_HOURS,
  SHARE_LINK_STATES,
  SHARED_KINDS,
  type SharedKind,
  type ShareLinkState,
} from './share-link.js';

export const SHORTEST_PASSWORD = 6;
export const LONGEST_PASSWORD = 200;

const STATE =
  '`open`: the link works. `expired`: its time is over. `revoked`: a person has ended it. `suspended`: the link does not work, because ' +
  'the user who made it may no longer change the library. `off`: the operator of the server has switched sharing off, so no link works. ' +
  '`in_trash`: the item is in the trash, and the link works again after a restore. `moved`: the item is in another library, whose members ' +
  'have not shared it; the link works again if the item comes back. `gone`: the content was erased, and the link is about to be removed. ' +
  '`unreadable`: the history of the item cannot be read; `tl explain` says more about it. ' +
  'The time of expiry stays the same in all of these states.';

export class CreateShareLink {
  @IntegerField('Hours until the link expires.', { min: 1, max: LONGEST_HOURS, default: DEFAULT_HOURS })
  expires_in_hours = DEFAULT_HOURS;

  @TextField('A password that visitors need beside the link. Only its hash is stored.', {
    min: SHORTEST_PASSWORD,
    max: LONGEST_PASSWORD,
  })
  password?: string;

  @FlagField('False: the page of the link offers no files. Whoever can play a recording can also record it.', { default: true })
  download = true;
}

@ApiSchema({ name: 'ShareLink' })
export class ShareLinkAnswer {
  @Field(id('The link. It opens nothing.')) id!: string;
  @Field(id('The item that it opens.')) item_id!: string;
  @Field(words(SHARED_KINDS, 'The kind of the item.')) kind!: SharedKind;
  @Field(words(SHARE_LINK_STATES, STATE)) state!: ShareLinkState;
  @Field(flag('True if visitors need a password.')) has_password!: boolean;
  @Field(flag('True if visitors may download the files.')) download!: boolean;
  @Field(id('The user who made it.')) made_by!: string;
  @Field(orNull(text('The name of the user who made it; null if unknown.'))) made_by_name!: string | null;
  @Field(time('When it was made.')) created_at!: string;
  @Field(time('When it expires.')) expires_at!: string;
  @Field(count('How often it was opened. Nothing is stored about who opened it.')) opens!: number;
  @Field(orNull(time('When it was opened last.'))) last_opened_at!: string | null;
  @Field(orNull(time('When it was revoked.'))) revoked_at!: string | null;
  @Field(orNull(id('The user who revoked it; null if nobody has, or after the account was deleted.'))) revoked_by!: string | null;
  @Field(orNull(text('The name of the user who revoked it.'))) revoked_by_name!: string | null;
}

@ApiSchema({ name: 'CreatedShareLink' })
export class CreatedShareLinkAnswer extends ShareLinkAnswer {
  @Field(text('The link for visitors, shown only here. The part after the # is its code.')) url!: string;
}

@ApiSchema({ name: 'ShareLinkList' })
export class ShareLinkList {
  @Field(list(ShareLinkAnswer, 'Open links, then the others, each newest first; 200 at most. Ended ones are kept for 90 days.'))
  items!: readonly ShareLinkAnswer[];
}
