import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { SESSION_STORE } from './sign-in/session-store.js';
import { PostgresSessionStore } from './sign-in/session-store.postgres.js';
import { SessionEntity, SignInLinkEntity } from './sign-in/session.entity.js';
import { TOKEN_STORE } from './tokens/token-store.js';
import { PostgresTokenStore } from './tokens/token-store.postgres.js';
import { TokenEntity } from './tokens/token.entity.js';
import { USER_STORE } from './users/user-store.js';
import { PostgresUserStore } from './users/user-store.postgres.js';
import { UserEntity } from './users/user.entity.js';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([UserEntity, TokenEntity, SessionEntity, SignInLinkEntity])],
  providers: [
    { provide: USER_STORE, useClass: PostgresUserStore },
    { provide: TOKEN_STORE, useClass: PostgresTokenStore },
    { provide: SESSION_STORE, useClass: PostgresSessionStore },
  ],
  exports: [USER_STORE, TOKEN_STORE, SESSION_STORE],
})
export class PeopleStoresModule {}
