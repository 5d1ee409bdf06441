import { APP_GUARD, Reflector } from '@nestjs/core';
import type { Provider, Type } from '@nestjs/common';
import { SignedLinks } from '../artifacts/signed-links.js';
import type { ShownPositions } from '../positions/shown-positions.js';
import { RateLimiter, type RateLimit } from '../requests/rate-limit.js';
import { AuthGuard } from '../tokens/auth.guard.js';
import { Authenticator } from '../tokens/authenticator.js';
import type { TokenStore } from '../tokens/token-store.js';
import { TOKEN_STORE, TokensController } from '../tokens/tokens.controller.js';
import type { UserStore } from '../users/user-store.js';
import { UsersController } from '../users/users.controller.js';
import { Users } from '../users/users.js';
import { MeController } from './me.controller.js';
import { PublicAddress } from './origin.js';
import type { SessionStore } from './session-store.js';
import { SESSION_STORE, SignInController } from './sign-in.controller.js';
import { SignIn } from './sign-in.js';
import { Visitors } from './visitors.js';

export interface AccessPorts {
  readonly tokens: TokenStore;
  readonly sessions: SessionStore;
  readonly users: UserStore;
  readonly now: () => Date;
  readonly shown: ShownPositions;
}

export interface AccessSettings {
  /** Where people find this server, where it cannot see that itself. */
  readonly publicUrl: string | undefined;
  readonly masterKey: Uint8Array;
  readonly perToken: RateLimit;
  readonly perStranger: RateLimit;
}

/** Who may come in, and how: the part of the application that every request passes first. */
export interface Access {
  readonly authenticator: Authenticator;
  readonly controllers: readonly Type[];
  readonly providers: readonly Provider[];
}

export function assembleAccess(ports: AccessPorts, settings: AccessSettings, onError: (error: unknown) => void): Access {
  const monotonic = (): number => performance.now();
  const authenticator = new Authenticator({ ...ports, onError });
  const address = new PublicAddress(settings.publicUrl);
  const visitors = new Visitors(authenticator, address);
  const perStranger = new RateLimiter(settings.perStranger, monotonic);
  const links = new SignedLinks(settings.masterKey, ports.now);
  const { shown } = ports;
  const guard = { visitors, links, address, perStranger, shown, perToken: new RateLimiter(settings.perToken, monotonic) };
  return {
    authenticator,
    controllers: [TokensController, SignInController, MeController, UsersController],
    providers: [
      { provide: APP_GUARD, useFactory: (reflector: Reflector) => new AuthGuard({ ...guard, reflector }), inject: [Reflector] },
      { provide: TOKEN_STORE, useValue: ports.tokens },
      { provide: SESSION_STORE, useValue: ports.sessions },
      { provide: Authenticator, useValue: authenticator },
      { provide: PublicAddress, useValue: address },
      { provide: SignedLinks, useValue: links },
      { provide: Visitors, useValue: visitors },
      { provide: SignIn, useValue: new SignIn({ ...ports, perStranger }) },
      { provide: Users, useValue: new Users(ports.users, authenticator) },
    ],
  };
}
