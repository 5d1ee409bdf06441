import { ApiSchema } from '@nestjs/swagger';
import { ChoicesField, Field, IntegerField, TextField } from '../../http/fields.js';
import { id, list, orNull, text, time, words } from '../../http/schemas.js';
import { SCOPES, type Scope } from './scope.js';

const NAME = 'Your name for the token.';
const DEFAULT_SCOPES: readonly Scope[] = ['read', 'write'];

export class CreateToken {
  @TextField(NAME, { min: 1, max: 100, plain: true, required: true })
  name = '';

  @ChoicesField('What the token may be used for. It cannot have a scope that your own token or sign-in lacks.', SCOPES, {
    minItems: 1,
    unique: true,
    default: DEFAULT_SCOPES,
  })
  scopes = DEFAULT_SCOPES;

  @IntegerField('Days until the token expires. Default: it is valid until it is revoked.', { min: 1, max: 3650 })
  expires_in_days?: number;
}

@ApiSchema({ name: 'Token' })
export class TokenAnswer {
  @Field(id('The id of the token. It grants no access.')) id!: string;
  @Field(text(NAME)) name!: string;
  @Field(list(words(SCOPES), 'What the token may be used for.')) scopes!: readonly Scope[];
  @Field(time('When the token was made.')) created_at!: string;
  @Field(orNull(time('When the token expires; null: never.'))) expires_at!: string | null;
  @Field(orNull(time('When the token was last used, approximately.'))) last_used_at!: string | null;
}

@ApiSchema({ name: 'CreatedToken' })
export class CreatedToken extends TokenAnswer {
  @Field(text('The token itself, shown only here.')) token!: string;
}

export class TokenList {
  @Field(list(TokenAnswer, 'Tokens that are still valid.')) items!: readonly TokenAnswer[];
}
