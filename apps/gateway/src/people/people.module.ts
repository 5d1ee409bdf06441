import { Module } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import {
  ADMINISTRATION_LOG_STORE,
  AdministrationLog,
  FailedSignIns,
  LogController,
  LogReader,
} from './administration-log/index.js';
import { AdministrationLogModule } from './administration-log/administration-log.module.js';
import { Background } from '../kit/background.js';
import { LOG, NOW, ON_PROBLEM, SETTINGS } from '../gateway-context.js';
import { HttpModule } from '../kit/http/http.module.js';
import { RateLimiter } from '../kit/http/requests/rate-limit.js';
import { ClientPositions, DOCUMENT_ROWS, RECORDING_ROWS, SESSION_ROWS } from '../adapters/projection/index.js';
import { provide, type Token } from '../kit/provide.js';
import { IdentitiesController } from './identities/identities.controller.js';
import { IdentityProvider } from './identities/identity-provider.js';
import { IDENTITY_STORE } from './identities/identity-store.js';
import { ProviderSignInController } from './identities/provider-sign-in.controller.js';
import { ProviderSignIn } from './identities/provider-sign-in.js';
import { ProviderStateController } from './identities/provider-state.controller.js';
import { InvitationAcceptanceController } from './invitations/invitation-acceptance.controller.js';
import { InvitationAcceptance } from './invitations/invitation-acceptance.js';
import { ENDED_KEEP_DAYS } from './invitations/invitation.js';
import { INVITATION_STORE } from './invitations/invitation-store.js';
import { Invitations } from './invitations/invitations.js';
import { LibraryInvitationsController } from './invitations/library-invitations.controller.js';
import { LibrariesController } from './libraries/libraries.controller.js';
import { LibraryLogController } from './libraries/library-log.controller.js';
import { MembersController } from './libraries/members.controller.js';
import { Libraries } from './libraries/libraries.js';
import { LIBRARY_STORE } from './libraries/library-store.js';
import { ATTEMPT_STORE } from './passkeys/attempt-store.js';
import { PasskeySignInController } from './passkeys/passkey-sign-in.controller.js';
import { PasskeySignIn } from './passkeys/passkey-sign-in.js';
import { PASSKEY_STORE } from './passkeys/passkey-store.js';
import { PasskeysController } from './passkeys/passkeys.controller.js';
import { Passkeys } from './passkeys/passkeys.js';
import { SignInAttempts } from './passkeys/sign-in-attempts.js';
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
import { Tokens } from './tokens/tokens.js';
import { VocabularyController } from './libraries/vocabulary.controller.js';
import { UserCredentialsController } from './users/user-credentials.controller.js';
import { UserMethodsController } from './users/user-methods.controller.js';
import { UserNames } from './users/user-names.js';
import { UserTokensController } from './users/user-tokens.controller.js';
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
  imports: [AdministrationLogModule, HttpModule],
  controllers: [
    TokensController,
    SignInController,
    ProviderSignInController,
    IdentitiesController,
    ProviderStateController,
    MeController,
    UsersController,
    UserCredentialsController,
    UserTokensController,
    UserMethodsController,
    VocabularyController,
    LogController,
    LibrariesController,
    MembersController,
    LibraryLogController,
    LibraryInvitationsController,
    InvitationAcceptanceController,
    PasskeysController,
    PasskeySignInController,
  ],
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
    provide(
      SignIn,
      {
        users: USER_STORE,
        tokens: TOKEN_STORE,
        sessions: SESSION_STORE,
        perStranger: STRANGERS,
        log: AdministrationLog,
        failed: FailedSignIns,
        attempts: SignInAttempts,
        now: NOW,
        settings: SETTINGS,
      },
      ({ settings: { bootstrapToken }, ...ports }) => new SignIn({ ...ports, bootstrapToken }),
    ),
    provide(Tokens, { tokens: TOKEN_STORE, users: USER_STORE, authenticator: Authenticator, log: AdministrationLog, now: NOW }),
    provide(Users, {
      users: USER_STORE,
      libraries: LIBRARY_STORE,
      tokens: TOKEN_STORE,
      sessions: SESSION_STORE,
      authenticator: Authenticator,
      log: AdministrationLog,
    }),
    provide(
      Libraries,
      {
        store: LIBRARY_STORE,
        users: USER_STORE,
        recordings: RECORDING_ROWS,
        documents: DOCUMENT_ROWS,
        sessions: SESSION_ROWS,
        log: AdministrationLog,
        authenticator: Authenticator,
        settings: SETTINGS,
      },
      ({ recordings, documents, sessions, settings, ...ports }) =>
        new Libraries({ ...ports, items: [recordings, documents, sessions], mostPerUser: settings.librariesPerUser }),
    ),
    provide(
      ProviderSignIn,
      {
        settings: SETTINGS,
        identities: IDENTITY_STORE,
        users: USER_STORE,
        sessions: SESSION_STORE,
        authenticator: Authenticator,
        perStranger: STRANGERS,
        now: NOW,
        administration: AdministrationLog,
        log: LOG,
        background: Background,
      },
      ({ settings: { oidc }, background, ...ports }) => {
        background.every(FORGET_SESSIONS_MS, 'remove expired starts of sign-ins', () => ports.identities.removeExpired());
        return new ProviderSignIn({ ...ports, provider: oidc === undefined ? undefined : new IdentityProvider(oidc, ports.now) });
      },
    ),
    provide(
      SignInAttempts,
      { attempts: ATTEMPT_STORE, sessions: SESSION_STORE, settings: SETTINGS, now: NOW, background: Background },
      ({ settings, background, ...ports }) => {
        background.every(FORGET_SESSIONS_MS, 'forget failed sign-ins', () => ports.attempts.removeExpired());
        return new SignInAttempts({ ...ports, mostOfAddress: settings.perStranger.burst });
      },
    ),
    provide(
      Passkeys,
      { passkeys: PASSKEY_STORE, sessions: SESSION_STORE, log: AdministrationLog, now: NOW, background: Background },
      ({ background, ...ports }) => {
        background.every(FORGET_SESSIONS_MS, 'remove expired questions for passkeys', () =>
          ports.passkeys.removeExpiredChallenges(),
        );
        return new Passkeys(ports);
      },
    ),
    provide(PasskeySignIn, {
      passkeys: PASSKEY_STORE,
      users: USER_STORE,
      sessions: SESSION_STORE,
      attempts: SignInAttempts,
      log: AdministrationLog,
      failed: FailedSignIns,
      now: NOW,
    }),
    provide(
      Invitations,
      { store: INVITATION_STORE, log: AdministrationLog, now: NOW, background: Background },
      ({ background, ...ports }) => {
        background.every(FORGET_SESSIONS_MS, 'remove ended invitations', () => ports.store.removeEnded(ENDED_KEEP_DAYS));
        return new Invitations(ports);
      },
    ),
    provide(
      InvitationAcceptance,
      {
        store: INVITATION_STORE,
        sessions: SESSION_STORE,
        authenticator: Authenticator,
        perStranger: STRANGERS,
        attempts: SignInAttempts,
        failed: FailedSignIns,
        log: AdministrationLog,
        now: NOW,
        settings: SETTINGS,
      },
      ({ settings, ...ports }) =>
        new InvitationAcceptance({
          ...ports,
          createsUsers: settings.invitationsCreateUsers === true,
          mostPerUser: settings.librariesPerUser,
        }),
    ),
    provide(UserNames, { users: USER_STORE, onProblem: ON_PROBLEM }, ({ users, onProblem }) => new UserNames(users, onProblem)),
    provide(LogReader, { store: ADMINISTRATION_LOG_STORE, names: UserNames }),
    provide(
      AuthGuard,
      {
        reflector: Reflector,
        visitors: Visitors,
        links: SignedLinks,
        address: PublicAddress,
        perStranger: STRANGERS,
        shown: ClientPositions,
        failed: FailedSignIns,
        settings: SETTINGS,
      },
      ({ settings, ...ports }) => new AuthGuard({ ...ports, perToken: new RateLimiter(settings.perToken, monotonic) }),
    ),
    { provide: APP_GUARD, useExisting: AuthGuard },
  ],
  exports: [Authenticator, PublicAddress, SignInAttempts, SignedLinks, UserNames, Visitors],
})
export class PeopleModule {}
