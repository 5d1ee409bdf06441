import { Module } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { SignedLinks } from '../files/signed-links.js';
import { provide, type Token } from '../gateway-context.js';
import { HttpModule } from '../http/http.module.js';
import { RateLimiter } from '../http/requests/rate-limit.js';
import { MeController } from './sign-in/me.controller.js';
import { PublicAddress } from './sign-in/origin.js';
import { SESSION_STORE, SignInController } from './sign-in/sign-in.controller.js';
import { SignIn } from './sign-in/sign-in.js';
import { Visitors } from './sign-in/visitors.js';
import { AuthGuard } from './tokens/auth.guard.js';
import { Authenticator } from './tokens/authenticator.js';
import { TOKEN_STORE, TokensController } from './tokens/tokens.controller.js';
import { UserNames } from './users/user-names.js';
import { UsersController } from './users/users.controller.js';
import { Users } from './users/users.js';

const monotonic = (): number => performance.now();
/** Requests without a valid credential, by client address. */
const STRANGERS: Token<RateLimiter> = Symbol('RateLimiter of strangers');

/** Users, tokens and sign-in: every request passes this module's guard first. */
@Module({
  imports: [HttpModule],
  controllers: [TokensController, SignInController, MeController, UsersController],
  providers: [
    provide(TOKEN_STORE, [], ({ ports }) => ports.tokens),
    provide(SESSION_STORE, [], ({ ports }) => ports.sessions),
    provide(STRANGERS, [], ({ settings }) => new RateLimiter(settings.limits.perStranger, monotonic)),
    provide(Authenticator, [], ({ ports, onProblem }) => new Authenticator({ ...ports, onError: onProblem })),
    provide(PublicAddress, [], ({ settings }) => new PublicAddress(settings.publicUrl)),
    provide(SignedLinks, [], ({ ports, settings }) => new SignedLinks(settings.masterKey, ports.now)),
    provide(Visitors, [Authenticator, PublicAddress], (_, authenticator, address) => new Visitors(authenticator, address)),
    provide(SignIn, [STRANGERS], ({ ports }, perStranger) => new SignIn({ ...ports, perStranger })),
    provide(Users, [Authenticator], ({ ports }, authenticator) => new Users(ports.users, authenticator)),
    provide(UserNames, [], ({ ports, onProblem }) => new UserNames(ports.users, onProblem)),
    provide<AuthGuard, [Reflector, Visitors, SignedLinks, PublicAddress, RateLimiter]>(
      APP_GUARD as unknown as symbol,
      [Reflector, Visitors, SignedLinks, PublicAddress, STRANGERS],
      ({ ports: { shown }, settings: { limits } }, reflector, visitors, links, address, perStranger) =>
        new AuthGuard({
          reflector,
          visitors,
          links,
          address,
          perStranger,
          shown,
          perToken: new RateLimiter(limits.perToken, monotonic),
        }),
    ),
  ],
  exports: [Authenticator, PublicAddress, SignedLinks, UserNames, Visitors],
})
export class PeopleModule {}
