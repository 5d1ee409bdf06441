import type { OnModuleInit } from '@nestjs/common';
import { newId } from '@throughline/contracts';
import type { Logger } from '@throughline/service-kit';
import { ulid } from 'ulid';
import type { AdministrationLog, ChangeRecord } from '../administration-log/index.js';
import { retryUntilAvailable } from '../../kit/database/retry-until-available.js';
import { hashOf } from './token.js';
import type { TokenStore } from './token-store.js';

const BY_BOOTSTRAP: Pick<ChangeRecord, 'actor'> = { actor: { type: 'bootstrap' } };

/** Each start makes sure that this user exists. */
export const FIRST_USER = 'owner';

/** The user of the first start, with the configured token. A revoked token stays revoked. */
export class FirstUser implements OnModuleInit {
  constructor(
    private readonly tokens: Pick<TokenStore, 'ensureFirstUser' | 'list'>,
    private readonly administrationLog: AdministrationLog,
    private readonly token: string | undefined,
    private readonly log: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const token =
      this.token === undefined
        ? undefined
        : { id: newId(), name: 'bootstrap', scopes: ['admin'] as const, hash: hashOf(this.token), expiresAt: undefined };
    const first = { userId: ulid(), name: FIRST_USER, token };
    await retryUntilAvailable('PostgreSQL', this.log, () =>
      this.administrationLog.change(
        async () => {
          const userId = await this.tokens.ensureFirstUser(first);
          const isNewToken = (await this.tokens.list(userId)).some(({ id }) => id === token?.id);
          return { isNewUser: userId === first.userId, isNewToken };
        },
        ({ isNewUser, isNewToken }) => [
          ...(isNewUser
            ? [{ ...BY_BOOTSTRAP, kind: 'user.created', subject: { type: 'user', id: first.userId, name: first.name } } as const]
            : []),
          ...(isNewToken && token !== undefined
            ? [{ ...BY_BOOTSTRAP, kind: 'token.created', subject: { type: 'token', id: token.id, name: token.name } } as const]
            : []),
        ],
      ),
    );
  }
}
