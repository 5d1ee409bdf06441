import { Module } from '@nestjs/common';
import { RunRequests } from '../items/index.js';
import { ItemsModule } from '../items/items.module.js';
import { provide } from '../provide.js';
import { LibrarySettings } from './library-settings.js';
import { SettingsController } from './settings.controller.js';
import { TEMPLATE_STORE } from './template-store.js';
import { TemplatesController } from './templates.controller.js';
import { Templates } from './templates.js';

/** Templates, and the settings that all runs of a library start from. */
@Module({
  imports: [ItemsModule],
  controllers: [TemplatesController, SettingsController],
  providers: [
    provide(Templates, { store: TEMPLATE_STORE, runs: RunRequests }),
    provide(LibrarySettings, { store: TEMPLATE_STORE, runs: RunRequests }),
  ],
})
export class TemplatesModule {}
