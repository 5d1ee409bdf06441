import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { ChannelEntity } from './channels/channel.entity.js';
import { PostgresChannelStore } from './channels/channel-store.postgres.js';
import { ConsentEntity, CredentialEntity } from './credentials/credential.entity.js';
import { PostgresCredentialStore } from './credentials/credential-store.postgres.js';
import type { PoolLimits } from './database/bounded-pool.js';
import { controlOptions, migrate } from './database/database.js';
import { IdempotencyKeyEntity } from './http/idempotency/idempotency-key.entity.js';
import { ANSWER_KEY, PostgresIdempotencyStore } from './http/idempotency/idempotency-store.postgres.js';
import { SessionEntity, SignInLinkEntity } from './people/sign-in/session.entity.js';
import { PostgresSessionStore } from './people/sign-in/session-store.postgres.js';
import { TokenEntity } from './people/tokens/token.entity.js';
import { PostgresTokenStore } from './people/tokens/token-store.postgres.js';
import { UserEntity } from './people/users/user.entity.js';
import { PostgresUserStore } from './people/users/user-store.postgres.js';
import { UploadEntity, UploadPieceEntity } from './uploads/upload.entity.js';
import { PostgresUploadStore } from './uploads/upload-store.postgres.js';

const STORES = {
  users: PostgresUserStore,
  tokens: PostgresTokenStore,
  sessions: PostgresSessionStore,
  idempotency: PostgresIdempotencyStore,
  uploads: PostgresUploadStore,
  credentials: PostgresCredentialStore,
  channels: PostgresChannelStore,
};

export type ControlStores = { readonly [Name in keyof typeof STORES]: InstanceType<(typeof STORES)[Name]> };

export interface ControlDatabase {
  readonly url: string;
  /** Seals stored answers. */
  readonly masterKey: Uint8Array;
  readonly limits?: PoolLimits;
}

/** The stores of schema `control`. */
@Module({})
class ControlModule {
  static of({ url, masterKey, limits }: ControlDatabase): DynamicModule {
    return {
      module: ControlModule,
      imports: [
        TypeOrmModule.forRootAsync({
          // The caller waits for PostgreSQL, and logs it.
          useFactory: () => ({ ...controlOptions(url, limits), autoLoadEntities: true, toRetry: () => false }),
        }),
        TypeOrmModule.forFeature([UserEntity, TokenEntity, SessionEntity, SignInLinkEntity]),
        TypeOrmModule.forFeature([CredentialEntity, ConsentEntity, ChannelEntity]),
        TypeOrmModule.forFeature([UploadEntity, UploadPieceEntity, IdempotencyKeyEntity]),
      ],
      providers: [{ provide: ANSWER_KEY, useValue: masterKey }, ...Object.values(STORES)],
    };
  }
}

export interface OpenControl {
  readonly control: DataSource;
  readonly stores: ControlStores;
  readonly close: () => Promise<void>;
}

/**
 * Migrates schema `control` and opens its stores. They have a Nest context of their own, because they are needed before the HTTP
 * application exists, and after it has closed.
 */
export async function openControlStores(database: ControlDatabase): Promise<OpenControl> {
  await migrate(database.url);
  const context = await NestFactory.createApplicationContext(ControlModule.of(database), { logger: false, abortOnError: false });
  return {
    control: context.get(DataSource),
    stores: Object.fromEntries(
      Object.entries<Type>(STORES).map(([name, store]) => [name, context.get<unknown>(store)]),
    ) as ControlStores,
    close: () => context.close(),
  };
}
