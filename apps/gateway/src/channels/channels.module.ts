import { AdministrationLog } from '../people/administration-log/index.js';
import { AdministrationLogModule } from '../people/administration-log/administration-log.module.js';
import { Module } from '@nestjs/common';
import { AssetCommands } from '@throughline/engine';
import { Background } from '../kit/background.js';
import { CREDENTIAL_STORE } from '../credentials/index.js';
import { NOW, SETTINGS } from '../gateway-context.js';
import { RateLimiter } from '../kit/http/requests/rate-limit.js';
import { ItemView, RECORDINGS, RunRequests, SourceRules } from '../items/index.js';
import { ClientPositions } from '../adapters/projection/index.js';
import { LibraryOutputs } from '../outputs/index.js';
import { OutputsModule } from '../outputs/outputs.module.js';
import { provide } from '../kit/provide.js';
import { Quotas } from '../people/quotas/index.js';
import { RecordingsModule } from '../kinds/recordings/recordings.module.js';
import { WorkerRegistry } from '../workers/index.js';
import { createAnnouncer } from './announcer.js';
import { CHANNEL_REMOVAL, CHANNEL_STORE } from './channel-store.js';
import { ChannelsController } from './channels.controller.js';
import { Channels } from './channels.js';
import { ItemMirrors } from './mirrors/item-mirrors.js';
import { MirrorsController } from './mirrors/mirrors.controller.js';
import { Mirrors } from './mirrors/mirrors.js';
import { ChannelsOfCredentials, ChannelsOfOutputs } from './references.js';
import { UPLOAD_SERVICE } from './upload-service-client.js';
import { IncomingVideos } from './incoming/incoming-videos.js';
import { CHANNEL_GUESSES, IncomingVideosController } from './incoming/incoming-videos.controller.js';

const SWEEP_MS = 5 * 60_000;

/** Channels, the videos that are sent to them, and the pages that display processing status. */
@Module({
  imports: [AdministrationLogModule, RecordingsModule, OutputsModule],
  controllers: [ChannelsController, MirrorsController, IncomingVideosController],
  providers: [
    provide(
      Channels,
      {
        store: CHANNEL_STORE,
        uploadService: UPLOAD_SERVICE,
        credentials: CREDENTIAL_STORE,
        mirrors: Mirrors,
        workers: WorkerRegistry,
        outputs: LibraryOutputs,
        log: AdministrationLog,
        now: NOW,
        background: Background,
      },
      ({ background, ...parts }) => {
        const channels = new Channels(parts);
        // Publishes all channels again each time, so that a count would only be noise in the log.
        background.sweep(SWEEP_MS, 'channels published', (signal) => channels.sweep(signal).then(() => 0));
        return channels;
      },
    ),
    provide(
      ChannelsOfOutputs,
      { store: CHANNEL_STORE, log: AdministrationLog, uploadService: UPLOAD_SERVICE },
      ({ uploadService, ...parts }) => new ChannelsOfOutputs({ ...parts, announce: createAnnouncer(uploadService) }),
    ),
    provide(ChannelsOfCredentials, { store: CHANNEL_STORE }),
    { provide: CHANNEL_REMOVAL, useExisting: Channels },
    provide(
      ItemMirrors,
      {
        commands: AssetCommands,
        recordings: RECORDINGS,
        store: CHANNEL_STORE,
        uploadService: UPLOAD_SERVICE,
        mirrors: Mirrors,
        now: NOW,
      },
      ({ recordings: { queries }, ...parts }) => new ItemMirrors({ ...parts, queries }),
    ),
    provide(
      IncomingVideos,
      {
        channels: CHANNEL_STORE,
        commands: AssetCommands,
        runs: RunRequests,
        quotas: Quotas,
        mirrors: Mirrors,
        recordings: RECORDINGS,
        view: ItemView,
        sources: SourceRules,
        now: NOW,
        shown: ClientPositions,
      },
      ({ recordings: { queries }, ...parts }) => new IncomingVideos({ ...parts, queries }),
    ),
    provide(
      CHANNEL_GUESSES,
      { settings: SETTINGS },
      ({ settings }) => new RateLimiter(settings.perStranger, () => performance.now()),
    ),
  ],
  exports: [CHANNEL_REMOVAL],
})
export class ChannelsModule {}
