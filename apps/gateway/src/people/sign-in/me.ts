import { Field } from '../../http/fields.js';
import { id, list, orNull, ref, text, time, words } from '../../http/schemas.js';
import { SCOPES, type Scope } from '../tokens/scope.js';
import { ROLES, type Role } from '../users/role.js';
import { LibraryAnswer, ROLE_MEANING } from '../users/users.dto.js';
import type { Visitor } from './visitors.js';

export class Me {
  @Field(id('Your id.')) id!: string;
  @Field(text('Your name.')) name!: string;
  @Field(words(ROLES, ROLE_MEANING)) role!: Role;
  @Field(list(words(SCOPES), 'What this token or sign-in may be used for.')) scopes!: readonly Scope[];
  @Field(ref(LibraryAnswer, 'The library that you work in.')) library!: LibraryAnswer;
  @Field(orNull(text('The value for the header `X-CSRF-Token`; null with a token, which needs none.')))
  csrf_token!: string | null;
  @Field(orNull(time('When this sign-in ends, unless it is used before; null with a token.'))) signed_in_until!: string | null;
}

export const meExample: Me = {
  id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4',
  name: 'owner',
  role: 'admin',
  scopes: ['read', 'write', 'admin'],
  library: { id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4', name: 'owner' },
  csrf_token: 'pQ4n0W9zK1sYxT7eGm2uRvB5cLd8hFjA3iOqXwZy6Nk',
  signed_in_until: '2026-03-07T10:00:00.000Z',
};

export const renderMe = ({ principal: { user, scopes }, browser }: Visitor): Me => ({
  id: user.id,
  name: user.name,
  role: user.role,
  scopes,
  library: { id: user.library.id, name: user.library.name },
  csrf_token: browser?.csrfToken ?? null,
  signed_in_until: browser?.until ?? null,
});
