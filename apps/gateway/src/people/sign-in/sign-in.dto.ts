import { ApiSchema } from '@nestjs/swagger';
import { Field, TextField } from '../../kit/http/fields.js';
import { flag, id, list, orNull, text, time } from '../../kit/http/schemas.js';
import { LONGEST_USER_NAME } from '../users/users.dto.js';

export class MakeLink {
  @TextField('The user to sign in. Default: yourself.', { min: 1, max: LONGEST_USER_NAME, plain: true })
  user?: string;
}

export const CODE = /^[A-Za-z0-9_-]{20,100}$/;
/** Valid only in specs that register it. */
export const CODE_EXAMPLE = 'm1Zt2wqXo5yVn0s8kqv7cXb3uYw4rTfEhJdKlPaQzGs';

@ApiSchema({ name: 'SignIn' })
export class OpenSession {
  @TextField('The part of a sign-in link after the #.', {
    pattern: CODE,
    message: 'must be the part of a sign-in link after the #',
    required: true,
  })
  code = '';
}

export class SignInLink {
  @Field(text('Opens the page and signs in, once. The part after the # is its code.')) url!: string;
  @Field(time('When the link expires, used or not.')) expires_at!: string;
}

export class SignInItem {
  @Field(id('The id of the sign-in. It grants no access.')) id!: string;
  @Field(orNull(text('The name that the browser gives itself.'))) client!: string | null;
  @Field(orNull(text('The network address that the browser signed in from; null if unknown.'))) address!: string | null;
  @Field(time('When the sign-in was made.')) created_at!: string;
  @Field(time('When the sign-in was last used, approximately.')) last_used_at!: string;
  @Field(time('When the sign-in ends, unless it is used before.')) expires_at!: string;
  @Field(flag('True for the sign-in that sends this request.')) current!: boolean;
}

export class SignInList {
  @Field(list(SignInItem, 'Browsers that are signed in.')) items!: readonly SignInItem[];
}
