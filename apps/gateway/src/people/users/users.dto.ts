import { ApiSchema } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { ChoiceField, Field, FlagField, TextField } from '../../kit/http/fields.js';
import { id, orNull, ref, text, time, words } from '../../kit/http/schemas.js';
import { ROLES, type Role } from '../../kit/http/access.js';

export const LONGEST_USER_NAME = 64;
export const ROLE_MEANING = 'A `viewer` reads, an `operator` also works, an `admin` also manages users.';
const userName = { min: 1, max: LONGEST_USER_NAME };
const LIBRARY =
  'The name of a user whose personal library you own. The user becomes a member, `viewer` or `operator` by the role, and new sign-ins start there.';

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

export class LibraryAnswer {
  @Field(id('The library. A personal library has the id of its user.')) id!: string;
  @Field(text('The name of the library. A personal library is first named after its user.')) name!: string;
}

@ApiSchema({ name: 'User' })
export class UserAnswer {
  @Field(id('The user.')) id!: string;
  @Field(text('The name of the user.')) name!: string;
  @Field(words(ROLES, ROLE_MEANING)) role!: Role;
  @Field(ref(LibraryAnswer, 'The library in which new sign-ins start.')) library!: LibraryAnswer;
  @Field(time('When the user was created.')) created_at!: string;
  @Field(orNull(time('Since when the user is shut out.'))) disabled_at!: string | null;
  @Field(orNull(time('Since when the account is being deleted. The user cannot be enabled then.')))
  deletion_requested_at!: string | null;
  @Field(text('Opaque: in quotation marks it is the `ETag` to change the user by.')) version!: string;
}
