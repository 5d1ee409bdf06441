import { Controller, Get, Header, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ROLES, SCOPES, visitorOf, type Role, type Scope, type Visitor } from '../../http/access.js';
import { Field } from '../../http/fields.js';
import { Operation } from '../../http/operation.js';
import { id, list, orNull, ref, text, time, words } from '../../http/schemas.js';
import { LibraryAnswer, ROLE_MEANING } from '../users/users.dto.js';

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

@Controller('api/v1/me')
export class MeController {
  @Get()
  @Header('cache-control', 'no-store')
  @Operation({
    id: 'me',
    tag: 'people',
    scope: 'read',
    summary: 'Read your name, your role and what you may do',
    answers: [{ status: 200, description: 'You.', type: Me, example: meExample }],
    problems: [],
  })
  me(@Req() request: FastifyRequest): Me {
    return renderMe(visitorOf(request));
  }
}
