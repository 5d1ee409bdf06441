import { Module } from '@nestjs/common';
import { provide } from '../gateway-context.js';
import { RateLimiter } from '../http/requests/rate-limit.js';
import { RECORDINGS } from '../items/item-services.js';
import { ItemView } from '../items/read/item-view.js';
import { SourceRules } from '../items/register/source-rules.js';
import { RunRequests } from '../items/runs/run-requests.js';
import { RecordingsModule } from '../recordings/recordings.module.js';
import { ChannelSweep } from './channel-sweep.js';
import { ChannelsController } from './channels.controller.js';
import { Channels } from './channels.js';
import { ItemMirrors } from './mirrors/item-mirrors.js';
import { MirrorsController } from './mirrors/mirrors.controller.js';
import { WebhookRegistrations } from './webhooks/webhook-registrations.js';
import { WEBHOOK_GUESSES, WebhooksController } from './webhooks/webhooks.controller.js';

/** Channels, their webhooks, and the pages that display processing status. */
@Module({
  imports: [RecordingsModule],
  controllers: [ChannelsController, MirrorsController, WebhooksController],
  providers: [
    provide(
      Channels,
      [],
      ({ ports, settings: { outputs } }) => new Channels({ ...ports, outputs, store: ports.channels, desk: ports.channelDesk }),
    ),
    provide(
      ItemMirrors,
      [RECORDINGS],
      ({ ports }, { queries }) => new ItemMirrors({ ...ports, queries, store: ports.channels, desk: ports.channelDesk }),
    ),
    provide(
      WebhookRegistrations,
      [RECORDINGS, ItemView, RunRequests, SourceRules],
      ({ ports, settings: { outputs } }, { queries }, view, runs, sources) =>
        new WebhookRegistrations({ ...ports, outputs, queries, view, runs, sources }),
    ),
    provide(WEBHOOK_GUESSES, [], ({ settings: { limits } }) => new RateLimiter(limits.perStranger, () => performance.now())),
    provide(ChannelSweep, [Channels], ({ ports }, channels) => new ChannelSweep(ports.channels, channels)),
  ],
})
export class ChannelsModule {}
