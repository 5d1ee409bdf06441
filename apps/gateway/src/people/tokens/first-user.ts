import type { OnModuleInit } from '@nestjs/common';
import { newId } from '@throughline/contracts';
import type { Logger } from '@throughline/service-kit';
import { ulid } from 'ulid';
import { retryUntilAvailable } from '../../database/retry-until-available.js';
import { hashOf } from './token.js';
import type { TokenStore } from './token-store.js';

/** The user of the first start, with the configured token. A revoked token stays revoked. */
export class FirstUser implements OnModuleInit {
  constructor(
    private readonly tokens: Pick<TokenStore, 'ensureFirstUser'>,
    private readonly token: string | undefined,
    private readonly log: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const token =
      this.token === undefined
        ? undefined
        : { id: newId(), name: 'bootstrap', scopes: ['admin'] as const, hash: hashOf(this.token), expiresAt: undefined };
    const first = { userId: ulid(), name: 'owner', token };
    await retryUntilAvailable('PostgreSQL', this.log, () => this.tokens.ensureFirstUser(first));
  }
}
