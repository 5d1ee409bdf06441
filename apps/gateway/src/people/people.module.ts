import { Module } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { Background } from '../background.js';
import { NOW, ON_PROBLEM, SETTINGS } from '../gateway-context.js';
import { HttpModule } from '../http/http.module.js';
import { RateLimiter } from '../http/requests/rate-limit.js';
import { ClientPositions } from '../projection/index.js';
import { provide, type Token } from '../provide.js';
import { MeController } from './sign-in/me.controller.js';
import { PublicAddress } from './sign-in/origin.js';
import { SESSION_STORE } from './sign-in/session-store.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { SignIn } from './sign-in/sign-in.js';
import { Visitors } from './sign-in/visitors.js';
import { AuthGuard } from './tokens/auth.guard.js';
import { Authenticator } from './tokens/authenticator.js';
import { SignedLinks } from './tokens/signed-links.js';
import { TOKEN_STORE } from './tokens/token-store.js';
import { TokensController } from './tokens/tokens.controller.js';
import { VocabularyController } from './users/vocabulary.controller.js';
import { UserNames } from './users/user-names.js';
import { USER_STORE } from './users/user-store.js';
import { UsersController } from './users/users.controller.js';
import { Users } from './users/users.js';

const FLUSH_USES_MS = 10_000;
const FORGET_SESSIONS_MS = 10 * 60_000;
const monotonic = (): number => performance.now();
/** Requests without a valid credential, by client address. */
const STRANGERS: Token<RateLimiter> = Symbol('RateLimiter of strangers');

/** Users, tokens and sign-in: every request passes this module's guard first. */
@Module({
  imports: [HttpModule],
  controllers: [TokensController, SignInController, MeController, UsersController, VocabularyController],
  providers: [
    provide(STRANGERS, { settings: SETTINGS }, ({ settings }) => new RateLimiter(settings.perStranger, monotonic)),
    provide(
      Authenticator,
      { tokens: TOKEN_STORE, sessions: SESSION_STORE, now: NOW, onError: ON_PROBLEM, background: Background },
      ({ background, ...ports }) => {
        const authenticator = new Authenticator(ports);
        background.every(FLUSH_USES_MS, 'write the last uses', () => authenticator.flushUses());
        background.every(FORGET_SESSIONS_MS, 'remove expired sign-ins', () => ports.sessions.removeExpired());
        return authenticator;
      },
    ),
    provide(PublicAddress, { settings: SETTINGS }, ({ settings }) => new PublicAddress(settings.publicUrl)),
    provide(SignedLinks, { settings: SETTINGS, now: NOW }, ({ settings, now }) => new SignedLinks(settings.masterKey, now)),
    provide(
      Visitors,
      { authenticator: Authenticator, address: PublicAddress },
      ({ authenticator, address }) => new Visitors(authenticator, address),
    ),
    provide(SignIn, { users: USER_STORE, sessions: SESSION_STORE, perStranger: STRANGERS, now: NOW }),
    provide(
      Users,
      { users: USER_STORE, authenticator: Authenticator },
      ({ users, authenticator }) => new Users(users, authenticator),
    ),
    provide(UserNames, { users: USER_STORE, onProblem: ON_PROBLEM }, ({ users, onProblem }) => new UserNames(users, onProblem)),
    provide(
      APP_GUARD as unknown as Token<AuthGuard>,
      {
        reflector: Reflector,
        visitors: Visitors,
        links: SignedLinks,
        address: PublicAddress,
        perStranger: STRANGERS,
        shown: ClientPositions,
        settings: SETTINGS,
      },
      ({ settings, ...ports }) => new AuthGuard({ ...ports, perToken: new RateLimiter(settings.perToken, monotonic) }),
    ),
  ],
  exports: [Authenticator, PublicAddress, SignedLinks, UserNames, Visitors],
})
export class PeopleModule {}
