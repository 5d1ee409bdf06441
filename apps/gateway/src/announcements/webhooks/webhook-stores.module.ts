import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIG } from '../../config.js';
import { provide } from '../../kit/provide.js';
import { PostgresWebhookQueue } from './webhook-queue.postgres.js';
import { WEBHOOK_QUEUE, WEBHOOK_STORE } from './webhook-store.js';
import { PostgresWebhookStore, WEBHOOK_ENTITIES, WEBHOOK_KEY } from './webhook-store.postgres.js';

@Module({
  imports: [TypeOrmModule.forFeature(WEBHOOK_ENTITIES)],
  providers: [
    provide(WEBHOOK_KEY, { config: CONFIG }, ({ config }) => config.masterKey),
    { provide: WEBHOOK_STORE, useClass: PostgresWebhookStore },
    { provide: WEBHOOK_QUEUE, useClass: PostgresWebhookQueue },
  ],
  exports: [WEBHOOK_STORE, WEBHOOK_QUEUE],
})
export class WebhookStoreModule {}
