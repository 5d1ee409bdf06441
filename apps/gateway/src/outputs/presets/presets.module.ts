import { AdministrationLog } from '../../administration-log/index.js';
import { Module } from '@nestjs/common';
import { CHANNEL_STORE, UPLOAD_SERVICE, createAnnouncer } from '../../channels/index.js';
import { CREDENTIAL_STORE } from '../../credentials/index.js';
import { SETTINGS } from '../../gateway-context.js';
import { ItemUpdates } from '../../items/index.js';
import { ItemsModule } from '../../items/items.module.js';
import { OUTPUT_ITEMS } from '../../projection/index.js';
import { provide } from '../../provide.js';
import { TEMPLATE_STORE } from '../../templates/index.js';
import { OUTPUT_SERVICE } from '../output-service.js';
import { OutputUses } from './output-uses.js';
import { PRESET_STORE } from './preset-store.js';
import { OutputTypesController, PresetsController } from './presets.controller.js';
import { Presets } from './presets.js';

/** The outputs that users set up. */
@Module({
  imports: [ItemsModule],
  controllers: [PresetsController, OutputTypesController],
  providers: [
    provide(
      OutputUses,
      {
        templates: TEMPLATE_STORE,
        channels: CHANNEL_STORE,
        uploadService: UPLOAD_SERVICE,
        items: OUTPUT_ITEMS,
        updates: ItemUpdates,
        log: AdministrationLog,
      },
      ({ uploadService, ...parts }) => new OutputUses({ ...parts, announce: createAnnouncer(uploadService) }),
    ),
    provide(
      Presets,
      {
        store: PRESET_STORE,
        service: OUTPUT_SERVICE,
        credentials: CREDENTIAL_STORE,
        uses: OutputUses,
        log: AdministrationLog,
        settings: SETTINGS,
      },
      ({ settings, ...parts }) => new Presets({ ...parts, shared: settings.outputs }),
    ),
  ],
})
export class PresetsModule {}
