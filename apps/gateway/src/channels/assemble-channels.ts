import type { Provider, Type } from '@nestjs/common';
import type { OutputConfig } from '@throughline/contracts';
import type { CredentialStore } from '../credentials/credential-store.js';
import { ItemMirrors } from '../mirrors/item-mirrors.js';
import { MirrorsController } from '../mirrors/mirrors.controller.js';
import type { Mirrors } from '../mirrors/mirrors.js';
import type { RecordingQueries } from '../recordings/queries/recording-queries.js';
import { RateLimiter, type RateLimit } from '../requests/rate-limit.js';
import { WebhookRegistrations, type WebhookParts } from '../webhooks/webhook-registrations.js';
import { WEBHOOK_GUESSES, WebhooksController } from '../webhooks/webhooks.controller.js';
import type { WorkerRegistry } from '../workers/worker-registry.js';
import type { ChannelDesk } from './channel-desk.js';
import type { ChannelStore } from './channel-store.js';
import { ChannelSweep } from './channel-sweep.js';
import { ChannelsController } from './channels.controller.js';
import { Channels } from './channels.js';

export interface ChannelPorts {
  readonly channels: ChannelStore;
  readonly channelDesk: ChannelDesk;
  /** Followed by whoever opens the ports. */
  readonly mirrors: Mirrors;
}

type Parts = ChannelPorts &
  Omit<WebhookParts, keyof ChannelPorts> & {
    readonly credentials: CredentialStore;
    readonly outputs: readonly OutputConfig[];
    readonly queries: RecordingQueries;
    readonly workers: WorkerRegistry;
    /** Requests without a secret that holds, by address. */
    readonly perStranger: RateLimit;
  };

/** Where videos come from, what brings them, and the pages that show how they stand. */
export function assembleChannels(parts: Parts): {
  readonly controllers: readonly Type[];
  readonly providers: readonly Provider[];
  readonly sweep: ChannelSweep;
} {
  const { channels: store, channelDesk: desk } = parts;
  const channels = new Channels({ ...parts, store, desk });
  return {
    controllers: [ChannelsController, MirrorsController, WebhooksController],
    providers: [
      { provide: Channels, useValue: channels },
      { provide: ItemMirrors, useValue: new ItemMirrors({ ...parts, store, desk }) },
      { provide: WebhookRegistrations, useValue: new WebhookRegistrations(parts) },
      { provide: WEBHOOK_GUESSES, useValue: new RateLimiter(parts.perStranger, () => performance.now()) },
    ],
    sweep: new ChannelSweep(store, channels),
  };
}
