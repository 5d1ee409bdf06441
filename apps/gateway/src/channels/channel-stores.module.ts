import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { NatsConnection } from '@nats-io/transport-node';
import { MIRROR_STORE } from '@throughline/contracts';
import { JetStreamKeyValueStore } from '@throughline/messaging';
import { NATS, ON_NATS_PROBLEM } from '../adapters/log/log.module.js';
import { provide } from '../kit/provide.js';
import { CHANNEL_STORE } from './channel-store.js';
import { PostgresChannelStore } from './channel-store.postgres.js';
import { ChannelEntity } from './channel.entity.js';
import { Mirrors } from './mirrors/mirrors.js';
import { UPLOAD_SERVICE } from './upload-service-client.js';
import { BusUploadServiceClient } from './upload-service-client.bus.js';

@Module({
  imports: [TypeOrmModule.forFeature([ChannelEntity])],
  providers: [{ provide: CHANNEL_STORE, useClass: PostgresChannelStore }],
  exports: [CHANNEL_STORE],
})
export class ChannelStoreModule {}

/** The messages to and from the upload service, which writes the pages of channels. */
@Module({
  providers: [
    provide(UPLOAD_SERVICE, { nc: NATS }, ({ nc }) => BusUploadServiceClient.over(nc)),
    provide(Mirrors, { onProblem: ON_NATS_PROBLEM }, ({ onProblem }) => new Mirrors(onProblem)),
  ],
  exports: [UPLOAD_SERVICE, Mirrors],
})
export class UploadServiceModule implements OnApplicationShutdown {
  readonly #stop = new AbortController();

  constructor(@Inject(NATS) nc: NatsConnection, @Inject(Mirrors) mirrors: Mirrors) {
    void mirrors.follow(new JetStreamKeyValueStore(nc, MIRROR_STORE, { reads: 'subject' }), this.#stop.signal);
  }

  onApplicationShutdown(): void {
    this.#stop.abort();
  }
}
