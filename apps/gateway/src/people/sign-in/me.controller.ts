import { Body, Controller, Get, Header, Inject, Patch, Req } from '@nestjs/common';
import { ApiSchema } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { grants, LIBRARY_ROLES, ROLES, SCOPES, visitorOf } from '../../kit/http/access.js';
import type { LibraryAccess, LibraryRole, Principal, Role, Scope, Visitor } from '../../kit/http/access.js';
import { Field, TextField } from '../../kit/http/fields.js';
import { canonicalizeLanguage, LanguageField } from '../../kit/http/language.js';
import { Operation } from '../../kit/http/operation.js';
import { Problem, invalid } from '../../kit/http/problems/problem.js';
import { requiredBodyPipe } from '../../kit/http/problems/validation.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import { flag, id, list, orNull, ref, text, time, words } from '../../kit/http/schemas.js';
import { Libraries } from '../libraries/libraries.js';
import { findVisibleLibrary, scopesInLibrary, visibleLibraries } from '../libraries/library-rights.js';
import { Authenticator } from '../tokens/authenticator.js';
import { SESSION_STORE, type SessionStore } from './session-store.js';
import { ROLE_MEANING } from '../users/users.dto.js';

class MyLibrary {
  @Field(id('The library. A personal library has the id of its user.')) id!: string;
  @Field(text('The name of the library.')) name!: string;
  @Field(flag('True for the personal library of a user.')) personal!: boolean;
  @Field(words(LIBRARY_ROLES, 'Your role in it.')) role!: LibraryRole;
}

const exampleLibrary: MyLibrary = { id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4', name: 'owner', personal: true, role: 'owner' };

export class Me {
  @Field(id('Your id.')) id!: string;
  @Field(text('Your name.')) name!: string;
  @Field(words(ROLES, ROLE_MEANING)) role!: Role;
  @Field(list(words(SCOPES), 'What this token or sign-in may be used for.')) scopes!: readonly Scope[];
  @Field(ref(MyLibrary, 'The library that this token or sign-in works in.')) library!: MyLibrary;
  @Field(
    list(MyLibrary, 'All your libraries, the personal one first. With a token of a library that you have joined: only that one.'),
  )
  libraries!: readonly MyLibrary[];
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
  library: exampleLibrary,
  libraries: [exampleLibrary],
  default_language: 'auto',
  csrf_token: 'pQ4n0W9zK1sYxT7eGm2uRvB5cLd8hFjA3iOqXwZy6Nk',
  signed_in_until: '2026-03-07T10:00:00.000Z',
};

const renderLibrary = ({ id, name, isPersonal, role }: LibraryAccess): MyLibrary => ({ id, name, personal: isPersonal, role });

export const renderMe = ({ principal, browser }: Visitor): Me => ({
  id: principal.user.id,
  name: principal.user.name,
  role: principal.user.role,
  scopes: principal.scopes,
  library: renderLibrary(principal.user.library),
  libraries: visibleLibraries(principal).map(renderLibrary),
  default_language: principal.user.library.defaultLanguage ?? 'auto',
  csrf_token: browser?.csrfToken ?? null,
  signed_in_until: browser?.until ?? null,
});

const renderIn = (visitor: Visitor, library: LibraryAccess): Me => {
  const { principal } = visitor;
  const scopes = scopesInLibrary(principal, library);
  return renderMe({ ...visitor, principal: { ...principal, scopes, user: { ...principal.user, library } } });
};

function requireWrite(by: Principal, library: LibraryAccess): void {
  if (!grants(scopesInLibrary(by, library), 'write')) throw new Problem('forbidden', { detail: "This needs the scope 'write'." });
}

@ApiSchema({ name: 'ChangeMe' })
class ChangeMe {
  @LanguageField('The spoken language of items that are registered in your library without one. `auto`: the engine detects it.', {
    example: 'de',
  })
  default_language?: string;

  @TextField('The library that this sign-in works in from now on: one of your `libraries`. A token cannot change its library.', {
    min: 1,
    max: 26,
    plain: true,
  })
  library_id?: string;
}

const answer = { status: 200, description: 'You.', type: Me, example: meExample };

@Controller('api/v1/me')
export class MeController {
  constructor(
    @Inject(Libraries) private readonly libraries: Libraries,
    @Inject(SESSION_STORE) private readonly sessions: SessionStore,
    @Inject(Authenticator) private readonly authenticator: Authenticator,
  ) {}

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
    scope: 'read',
    summary: 'Switch to another library, or change the default language of your library',
    description:
      'With `library_id`, this sign-in works in another of your libraries. The default language needs the scope `write`: later ' +
      'registrations use it, whoever registers in the library. Existing items stay as they are. With both, the library is ' +
      'switched first. Other gateways follow within seconds.',
    body: { type: ChangeMe, required: true, example: { default_language: 'de' } },
    answers: [answer],
    problems: [],
  })
  async change(@Body(requiredBodyPipe) body: ChangeMe, @Req() request: FastifyRequest): Promise<Me> {
    const visitor = visitorOf(request);
    const { library_id: libraryId, default_language: language } = body;
    const library = this.#target(visitor.principal, hasValue(libraryId) ? libraryId : undefined);
    if (hasValue(language)) requireWrite(visitor.principal, library);
    if (hasValue(libraryId)) await this.#switch(visitor.principal, library);
    if (!hasValue(language)) return renderIn(visitor, library);
    const canonical = canonicalizeLanguage(language);
    const changed = await this.libraries.setDefaultLanguage(library.id, canonical === 'auto' ? undefined : canonical);
    return renderIn(visitor, { ...changed, role: library.role });
  }

  #target(by: Principal, libraryId: string | undefined): LibraryAccess {
    if (libraryId === undefined) return by.user.library;
    if (by.credential.kind === 'token' && libraryId !== by.ownerId)
      throw new Problem('forbidden', { detail: 'A token works in one library. Make a token for the other library.' });
    const library = findVisibleLibrary(by, libraryId);
    if (library === undefined) throw invalid([{ pointer: '/library_id', message: 'must be one of your libraries' }]);
    return library;
  }

  async #switch({ credential, userId }: Principal, { id }: LibraryAccess): Promise<void> {
    if (credential.kind !== 'session') return;
    await this.sessions.switchLibrary(credential.id, id);
    this.authenticator.forgetUser(userId);
  }
}
