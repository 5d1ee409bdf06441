import { Module } from '@nestjs/common';
import { ItemUpdates, RunRequests } from '../items/index.js';
import { ItemsModule } from '../items/items.module.js';
import { TEMPLATE_USES } from '../projection/index.js';
import { provide } from '../provide.js';
import { LibrarySettings } from './library-settings.js';
import { SettingsController } from './settings.controller.js';
import { TEMPLATE_STORE } from './template-store.js';
import { TemplateBindings } from './template-bindings.js';
import { TemplatesController } from './templates.controller.js';
import { TextsController } from './texts.controller.js';
import { Templates } from './templates.js';

/** Templates, and the settings that all runs of a library start from. */
@Module({
  imports: [ItemsModule],
  controllers: [TemplatesController, SettingsController, TextsController],
  providers: [
    provide(TemplateBindings, { uses: TEMPLATE_USES, updates: ItemUpdates }),
    provide(Templates, { store: TEMPLATE_STORE, runs: RunRequests, bindings: TemplateBindings }),
    provide(LibrarySettings, { store: TEMPLATE_STORE, runs: RunRequests }),
  ],
})
export class TemplatesModule {}
