import { ApiSchema } from '@nestjs/swagger';
import { SCOPES, type Scope } from '../../kit/http/access.js';
import { ChoicesField, Field, IntegerField, TextField } from '../../kit/http/fields.js';
import { id, list, orNull, text, time, words } from '../../kit/http/schemas.js';
import type { TokenRecord } from './token.js';

const NAME = 'The name of the token.';
const MEANING = 'What the token may be used for.';
const DEFAULT_SCOPES: readonly Scope[] = ['read', 'write'];
const scopes = { minItems: 1, unique: true, default: DEFAULT_SCOPES };
const libraryId = { min: 1, max: 26, plain: true };

abstract class NewTokenFields {
  @TextField(NAME, { min: 1, max: 100, plain: true, required: true })
  name = '';

  @IntegerField('Days until the token expires. Default: it is valid until it is revoked.', { min: 1, max: 3650 })
  expires_in_days?: number;
}

export class CreateToken extends NewTokenFields {
  @ChoicesField(`${MEANING} It cannot have a scope that your own token or sign-in lacks.`, SCOPES, scopes)
  scopes = DEFAULT_SCOPES;

  @TextField(
    'One of your libraries. Default: the library that this request works in. A token works in one library for ever.',
    libraryId,
  )
  library_id?: string;
}

export class CreateTokenForUser extends NewTokenFields {
  @ChoicesField(`${MEANING} It cannot have a scope that the user lacks in the library.`, SCOPES, scopes)
  scopes = DEFAULT_SCOPES;

  @TextField(
    'One of the libraries of the user. Default: the library in which new sign-ins of the user start. A token works in one library for ever.',
    libraryId,
  )
  library_id?: string;
}

@ApiSchema({ name: 'Token' })
export class TokenAnswer {
  @Field(id('The id of the token. It grants no access.')) id!: string;
  @Field(text(NAME)) name!: string;
  @Field(list(words(SCOPES), MEANING)) scopes!: readonly Scope[];
  @Field(id('The library that the token works in.')) library_id!: string;
  @Field(orNull(text('The name of that library; null if its user is no longer a member, so that the token is refused.')))
  library_name!: string | null;
  @Field(orNull(id('The administrator who made the token; null if its user made it.'))) made_by!: string | null;
  @Field(orNull(text('The name of that administrator.'))) made_by_name!: string | null;
  @Field(time('When the token was made.')) created_at!: string;
  @Field(orNull(time('When the token expires; null: never.'))) expires_at!: string | null;
  @Field(orNull(time('When the token was last used, approximately.'))) last_used_at!: string | null;
}

@ApiSchema({ name: 'CreatedToken' })
export class CreatedToken extends TokenAnswer {
  @Field(text('The token itself, shown only here.')) token!: string;
}

export class TokenList {
  @Field(list(TokenAnswer, 'Tokens that are not revoked, the expired ones included.')) items!: readonly TokenAnswer[];
}

export const tokenExample: Readonly<TokenAnswer> = {
  id: '0199f5a0-5aaa-7000-8000-0d4a2f6f5a10',
  name: 'my laptop',
  scopes: ['read', 'write'],
  library_id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4',
  library_name: 'owner',
  made_by: null,
  made_by_name: null,
  created_at: '2026-02-05T10:00:00.000Z',
  expires_at: null,
  last_used_at: '2026-02-05T10:00:00.000Z',
};

interface TokenNames {
  readonly libraries: readonly { readonly id: string; readonly name: string }[];
  readonly makers: ReadonlyMap<string, string>;
}

export const renderToken = (token: TokenRecord, { libraries, makers }: TokenNames): Readonly<TokenAnswer> => ({
  id: token.id,
  name: token.name,
  scopes: token.scopes,
  library_id: token.libraryId,
  library_name: libraries.find(({ id: one }) => one === token.libraryId)?.name ?? null,
  made_by: token.madeBy ?? null,
  made_by_name: (token.madeBy === undefined ? undefined : makers.get(token.madeBy)) ?? null,
  created_at: token.createdAt,
  expires_at: token.expiresAt ?? null,
  last_used_at: token.lastUsedAt ?? null,
});
