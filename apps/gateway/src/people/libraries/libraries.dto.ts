import { ApiSchema } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { LIBRARY_ROLES, type LibraryRole } from '../../kit/http/access.js';
import { ChoiceField, Field, TextField } from '../../kit/http/fields.js';
import { count, flag, id, list, text, time, words } from '../../kit/http/schemas.js';
import { LONGEST_USER_NAME } from '../users/users.dto.js';

const LONGEST_NAME = 100;
const ROLE = 'A `viewer` reads, an `operator` also works, an `owner` also manages the members.';
const name = { min: 1, max: LONGEST_NAME, plain: true, required: true };
const IS_TRIMMED = /^\S(.*\S)?$/su;
const trimmed = { message: 'name must not begin or end with a space' };

export class CreateLibrary {
  @TextField('The name of the library.', name)
  @Matches(IS_TRIMMED, trimmed)
  name = '';
}

@ApiSchema({ name: 'ChangeLibrary' })
export class ChangeLibrary {
  @TextField('The new name of the library.', name)
  @Matches(IS_TRIMMED, trimmed)
  name = '';
}

@ApiSchema({ name: 'AddMember' })
export class AddMember {
  @TextField('The name of the user.', { min: 1, max: LONGEST_USER_NAME, required: true })
  user = '';

  @ChoiceField(ROLE, LIBRARY_ROLES, { default: 'viewer' })
  role: LibraryRole = 'viewer';
}

export class ChangeMember {
  @ChoiceField(ROLE, LIBRARY_ROLES, { required: true })
  role!: LibraryRole;
}

export class TransferLibrary {
  @TextField('The member who becomes the owner.', { min: 1, max: 26, plain: true, required: true })
  user_id = '';
}

@ApiSchema({ name: 'LibraryDetails' })
export class LibraryDetailsAnswer {
  @Field(id('The library. A personal library has the id of its user.')) id!: string;
  @Field(text('The name of the library.')) name!: string;
  @Field(flag('True for the personal library of a user, which cannot be deleted or transferred.')) personal!: boolean;
  @Field(words(LIBRARY_ROLES, `Your role in it. ${ROLE}`)) role!: LibraryRole;
  @Field(count('The number of members.')) members!: number;
  @Field(flag('True for the library that this token or sign-in works in.')) current!: boolean;
  @Field(time('When the library was created.')) created_at!: string;
  @Field(text('Opaque: in quotation marks it is the `ETag` to rename the library by.')) version!: string;
}

export class LibraryList {
  @Field(list(LibraryDetailsAnswer, 'Your personal library first, then those that you have joined.'))
  items!: readonly LibraryDetailsAnswer[];
}

@ApiSchema({ name: 'LibraryMember' })
export class MemberAnswer {
  @Field(id('The user.')) user_id!: string;
  @Field(text('The name of the user.')) name!: string;
  @Field(words(LIBRARY_ROLES, ROLE)) role!: LibraryRole;
  @Field(time('When the user became a member.')) since!: string;
  @Field(flag('True if an administrator has shut the user out.')) disabled!: boolean;
}

export class MemberList {
  @Field(list(MemberAnswer, 'Members by name.')) items!: readonly MemberAnswer[];
}
