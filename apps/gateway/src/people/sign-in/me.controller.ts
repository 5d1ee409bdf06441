import { Body, Controller, Get, Header, Inject, Patch, Req } from '@nestjs/common';
import { ApiSchema } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ROLES, SCOPES, visitorOf, type Role, type Scope, type Visitor } from '../../http/access.js';
import { Field } from '../../http/fields.js';
import { canonicalizeLanguage, LanguageField } from '../../http/language.js';
import { Operation } from '../../http/operation.js';
import { bodyPipe } from '../../http/problems/validation.js';
import { id, list, orNull, ref, text, time, words } from '../../http/schemas.js';
import { Users } from '../users/users.js';
import { LibraryAnswer, ROLE_MEANING } from '../users/users.dto.js';

export class Me {
  @Field(id('Your id.')) id!: string;
  @Field(text('Your name.')) name!: string;
  @Field(words(ROLES, ROLE_MEANING)) role!: Role;
  @Field(list(words(SCOPES), 'What this token or sign-in may be used for.')) scopes!: readonly Scope[];
  @Field(ref(LibraryAnswer, 'The library that you work in.')) library!: LibraryAnswer;
  @Field(text('The default of your library: the spoken language of items that are registered without one, `auto` or BCP 47.'))
  default_language!: string;
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
  default_language: 'auto',
  csrf_token: 'pQ4n0W9zK1sYxT7eGm2uRvB5cLd8hFjA3iOqXwZy6Nk',
  signed_in_until: '2026-03-07T10:00:00.000Z',
};

export const renderMe = ({ principal: { user, scopes }, browser }: Visitor): Me => ({
  id: user.id,
  name: user.name,
  role: user.role,
  scopes,
  library: { id: user.library.id, name: user.library.name },
  default_language: user.library.defaultLanguage ?? 'auto',
  csrf_token: browser?.csrfToken ?? null,
  signed_in_until: browser?.until ?? null,
});

@ApiSchema({ name: 'ChangeMe' })
class ChangeMe {
  @LanguageField('The spoken language of items that are registered in your library without one. `auto`: the engine detects it.', {
    required: true,
    example: 'de',
  })
  default_language = '';
}

const answer = { status: 200, description: 'You.', type: Me, example: meExample };

@Controller('api/v1/me')
export class MeController {
  constructor(@Inject(Users) private readonly users: Users) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Operation({
    id: 'me',
    tag: 'people',
    scope: 'read',
    summary: 'Read your name, your role and what you may do',
    answers: [answer],
    problems: [],
  })
  me(@Req() request: FastifyRequest): Me {
    return renderMe(visitorOf(request));
  }

  @Patch()
  @Header('cache-control', 'no-store')
  @Operation({
    id: 'changeMe',
    tag: 'people',
    scope: 'write',
    summary: 'Change the default language of your library',
    description:
      'Later registrations use it, whoever registers in this library; at other gateways within seconds. Existing items stay as they are.',
    body: { type: ChangeMe, required: true, example: { default_language: 'de' } },
    answers: [answer],
    problems: [],
  })
  async change(@Body(bodyPipe) body: ChangeMe, @Req() request: FastifyRequest): Promise<Me> {
    const visitor = visitorOf(request);
    const language = canonicalizeLanguage(body.default_language);
    const { userId, ownerId } = visitor.principal;
    const user = await this.users.setDefaultLanguage(userId, ownerId, language === 'auto' ? undefined : language);
    return renderMe({ ...visitor, principal: { ...visitor.principal, user } });
  }
}
