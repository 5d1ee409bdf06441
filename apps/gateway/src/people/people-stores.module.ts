import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Arrivals } from '../adapters/log/index.js';
import { IdentityEntity, IdentitySessionEntity, IdentityStartEntity } from './identities/identity.entity.js';
import { IDENTITY_STORE } from './identities/identity-store.js';
import { PostgresIdentityStore } from './identities/identity-store.postgres.js';
import { InvitationEntity } from './invitations/invitation.entity.js';
import { INVITATION_STORE } from './invitations/invitation-store.js';
import { PostgresInvitationStore } from './invitations/invitation-store.postgres.js';
import { LIBRARY_STORE } from './libraries/library-store.js';
import { PostgresLibraryStore } from './libraries/library-store.postgres.js';
import { ArrivalEntity } from './libraries/arrival.entity.js';
import { PostgresArrivals } from './libraries/arrivals.postgres.js';
import { LibraryEntity } from './libraries/library.entity.js';
import { SignInAttemptEntity } from './passkeys/attempt.entity.js';
import { ATTEMPT_STORE } from './passkeys/attempt-store.js';
import { PostgresAttemptStore } from './passkeys/attempt-store.postgres.js';
import { PasskeyChallengeEntity, PasskeyEntity } from './passkeys/passkey.entity.js';
import { PASSKEY_STORE } from './passkeys/passkey-store.js';
import { PostgresPasskeyStore } from './passkeys/passkey-store.postgres.js';
import { SESSION_STORE } from './sign-in/session-store.js';
import { PostgresSessionStore } from './sign-in/session-store.postgres.js';
import { SessionEntity, SignInLinkEntity } from './sign-in/session.entity.js';
import { TOKEN_STORE } from './tokens/token-store.js';
import { PostgresTokenStore } from './tokens/token-store.postgres.js';
import { TokenEntity } from './tokens/token.entity.js';
import { USER_STORE } from './users/user-store.js';
import { PostgresUserStore } from './users/user-store.postgres.js';
import { LibraryMemberEntity, UserEntity } from './users/user.entity.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([
      UserEntity,
      LibraryEntity,
      LibraryMemberEntity,
      ArrivalEntity,
      TokenEntity,
      SessionEntity,
      SignInLinkEntity,
      IdentityEntity,
      IdentityStartEntity,
      IdentitySessionEntity,
      PasskeyEntity,
      PasskeyChallengeEntity,
      SignInAttemptEntity,
      InvitationEntity,
    ]),
  ],
  providers: [
    { provide: Arrivals, useClass: PostgresArrivals },
    { provide: USER_STORE, useClass: PostgresUserStore },
    { provide: LIBRARY_STORE, useClass: PostgresLibraryStore },
    { provide: TOKEN_STORE, useClass: PostgresTokenStore },
    { provide: SESSION_STORE, useClass: PostgresSessionStore },
    { provide: IDENTITY_STORE, useClass: PostgresIdentityStore },
    { provide: PASSKEY_STORE, useClass: PostgresPasskeyStore },
    { provide: ATTEMPT_STORE, useClass: PostgresAttemptStore },
    { provide: INVITATION_STORE, useClass: PostgresInvitationStore },
  ],
  exports: [
    Arrivals,
    USER_STORE,
    LIBRARY_STORE,
    TOKEN_STORE,
    SESSION_STORE,
    IDENTITY_STORE,
    PASSKEY_STORE,
    ATTEMPT_STORE,
    INVITATION_STORE,
  ],
})
export class PeopleStoresModule {}
