import { ApiSchema } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { ChoiceField, Field, FlagField, TextField } from '../../http/fields.js';
import { id, orNull, ref, text, time, words } from '../../http/schemas.js';
import { ROLES, type Role } from '../../http/access.js';

export const LONGEST_USER_NAME = 64;
export const ROLE_MEANING = 'A `viewer` reads, an `operator` also works, an `admin` also manages users.';
const userName = { min: 1, max: LONGEST_USER_NAME };
const LIBRARY = 'The name of the user whose recordings are worked with. Default: a library of their own.';

export class CreateUser {
  @TextField('The name, which nobody else has.', { ...userName, plain: true, required: true })
  @Matches(/^\S(.*\S)?$/su, { message: 'name must not begin or end with a space' })
  name = '';

  @ChoiceField(ROLE_MEANING, ROLES, { default: 'operator' })
  role: Role = 'operator';

  @TextField(LIBRARY, userName)
  library?: string;
}

export class ChangeUser {
  @ChoiceField(ROLE_MEANING, ROLES)
  role?: Role;

  @TextField(LIBRARY, userName)
  library?: string;

  @FlagField('True shuts the user out.')
  disabled?: boolean;
}

/** The user whose recordings are worked with. */
export class LibraryAnswer {
  @Field(id('The user who owns it.')) id!: string;
  @Field(text('The name of that user.')) name!: string;
}

@ApiSchema({ name: 'User' })
export class UserAnswer {
  @Field(id('The user.')) id!: string;
  @Field(text('The name of the user.')) name!: string;
  @Field(words(ROLES, ROLE_MEANING)) role!: Role;
  @Field(ref(LibraryAnswer, 'Whose recordings are worked with.')) library!: LibraryAnswer;
  @Field(time('When the user was created.')) created_at!: string;
  @Field(orNull(time('Since when the user is shut out.'))) disabled_at!: string | null;
  @Field(text('Opaque: in quotation marks it is the `ETag` to change the user by.')) version!: string;
}
