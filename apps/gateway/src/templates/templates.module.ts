import { AdministrationLog } from '../administration-log/index.js';
import { Module } from '@nestjs/common';
import { ItemUpdates, RunRequests } from '../items/index.js';
import { ItemsModule } from '../items/items.module.js';
import { JOB_STORE } from '../jobs/index.js';
import { TEMPLATE_USES } from '../projection/index.js';
import { provide } from '../provide.js';
import { SOURCE_STORE } from '../sources/index.js';
import { LibrarySettings } from './library-settings.js';
import { SettingsController } from './settings.controller.js';
import { TEMPLATE_STORE } from './template-store.js';
import { TemplateUsers } from './template-users.js';
import { TemplatesController } from './templates.controller.js';
import { TextsController } from './texts.controller.js';
import { Templates } from './templates.js';

/** Templates, and the settings that all runs of a library start from. */
@Module({
  imports: [ItemsModule],
  controllers: [TemplatesController, SettingsController, TextsController],
  providers: [
    provide(TemplateUsers, { uses: TEMPLATE_USES, updates: ItemUpdates, sources: SOURCE_STORE, jobs: JOB_STORE }),
    provide(Templates, {
      store: TEMPLATE_STORE,
      runs: RunRequests,
      users: TemplateUsers,
      sources: SOURCE_STORE,
      log: AdministrationLog,
    }),
    provide(LibrarySettings, { store: TEMPLATE_STORE, runs: RunRequests, log: AdministrationLog }),
  ],
})
export class TemplatesModule {}
