import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIG } from '../../../config.js';
import { provide } from '../../provide.js';
import { IdempotencyKeyEntity } from './idempotency-key.entity.js';
import { IDEMPOTENCY_STORE } from './idempotency-store.js';
import { ANSWER_KEY, PostgresIdempotencyStore } from './idempotency-store.postgres.js';

@Module({
  imports: [TypeOrmModule.forFeature([IdempotencyKeyEntity])],
  providers: [
    provide(ANSWER_KEY, { config: CONFIG }, ({ config }) => config.masterKey),
    { provide: IDEMPOTENCY_STORE, useClass: PostgresIdempotencyStore },
  ],
  exports: [IDEMPOTENCY_STORE],
})
export class IdempotencyStoreModule {}
