import { ApiSchema } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { LIBRARY_ROLES, type LibraryRole } from '../../kit/http/access.js';
import { ChoiceField, Field, IntegerField, TextField } from '../../kit/http/fields.js';
import { flag, id, list, orNull, text, time, words } from '../../kit/http/schemas.js';
import { CODE } from '../sign-in/sign-in.dto.js';
import { LONGEST_USER_NAME } from '../users/users.dto.js';
import { DEFAULT_HOURS, INVITATION_STATES, LONGEST_HOURS, type InvitationState } from './invitation.js';

const ROLE = 'A `viewer` reads, an `operator` also works, an `owner` also manages the members.';
const STATE =
  '`open`: the link works. `used`: one person has accepted it. `expired`: nobody has, in time. `revoked`: an owner has revoked ' +
  'it. `suspended`: the link does not work, because the user who made it is no longer an owner or may no longer write.';

export class CreateInvitation {
  @ChoiceField(`The role that the person gets. ${ROLE}`, LIBRARY_ROLES, { required: true })
  role!: LibraryRole;

  @TextField('Who is invited, or another note. Only owners of the library see it.', { min: 1, max: 100, plain: true })
  @Matches(/^\S(.*\S)?$/su, { message: 'note must not begin or end with a space' })
  note?: string;

  @IntegerField('Hours until the link expires.', { min: 1, max: LONGEST_HOURS, default: DEFAULT_HOURS })
  expires_in_hours = DEFAULT_HOURS;
}

@ApiSchema({ name: 'Invitation' })
export class InvitationAnswer {
  @Field(id('The invitation. It opens nothing.')) id!: string;
  @Field(words(LIBRARY_ROLES, ROLE)) role!: LibraryRole;
  @Field(orNull(text('Who is invited, or another note.'))) note!: string | null;
  @Field(words(INVITATION_STATES, STATE)) state!: InvitationState;
  @Field(id('The owner who made it.')) made_by!: string;
  @Field(text('The name of the owner who made it.')) made_by_name!: string;
  @Field(time('When it was made.')) created_at!: string;
  @Field(time('When it expires, used or not.')) expires_at!: string;
  @Field(orNull(time('When it was accepted.'))) used_at!: string | null;
  @Field(orNull(id('The user who accepted it; null if nobody has, or after the account was deleted.'))) used_by!: string | null;
  @Field(orNull(text('The name of the user who accepted it.'))) used_by_name!: string | null;
  @Field(orNull(time('When an owner revoked it.'))) revoked_at!: string | null;
}

@ApiSchema({ name: 'CreatedInvitation' })
export class CreatedInvitationAnswer extends InvitationAnswer {
  @Field(text('The link for the person, shown only here. The part after the # is its code.')) url!: string;
}

@ApiSchema({ name: 'InvitationList' })
export class InvitationList {
  @Field(list(InvitationAnswer, 'Open invitations, then the others, each newest first. Ended ones are kept for 30 days.'))
  items!: readonly InvitationAnswer[];
}

const code = { pattern: CODE, message: 'must be the part of an invitation link after the #', required: true };
const CODE_MEANING = 'The part of an invitation link after the #.';

export class InvitationCode {
  @TextField(CODE_MEANING, code)
  code = '';
}

export class JoinByInvitation {
  @TextField(CODE_MEANING, code)
  code = '';

  @TextField('Your name, which nobody else has.', { min: 1, max: LONGEST_USER_NAME, plain: true, required: true })
  @Matches(/^\S(.*\S)?$/su, { message: 'name must not begin or end with a space' })
  name = '';
}

@ApiSchema({ name: 'InvitationPreview' })
export class InvitationPreviewAnswer {
  @Field(id('The library.')) library_id!: string;
  @Field(text('The name of the library.')) library_name!: string;
  @Field(words(LIBRARY_ROLES, `The role that you get. ${ROLE}`)) role!: LibraryRole;
  @Field(text('The name of the user who invites you.')) invited_by!: string;
  @Field(time('When the invitation expires.')) expires_at!: string;
  @Field(flag('True if you can accept without an account, and get one.')) creates_account!: boolean;
}

export class AcceptedInvitation {
  @Field(id('The library.')) library_id!: string;
  @Field(text('The name of the library.')) library_name!: string;
  @Field(words(LIBRARY_ROLES, `Your role in it. ${ROLE}`)) role!: LibraryRole;
}
