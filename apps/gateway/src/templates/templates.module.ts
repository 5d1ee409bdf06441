import { AdministrationLog } from '../people/administration-log/index.js';
import { AdministrationLogModule } from '../people/administration-log/administration-log.module.js';
import { Module } from '@nestjs/common';
import { RunRequests } from '../items/index.js';
import { ItemsModule } from '../items/items.module.js';
import { provide } from '../kit/provide.js';
import { References } from '../kit/references/index.js';
import { ReferencesModule } from '../kit/references/references.module.js';
import { KNOWN_SOURCES } from './known-sources.js';
import { LibrarySettings } from './library-settings.js';
import { SettingsController } from './settings.controller.js';
import { TEMPLATE_STORE } from './template-store.js';
import { TemplatesOfOutputs, TemplatesOfSources } from './references.js';
import { TemplatesController } from './templates.controller.js';
import { TextsController } from './texts.controller.js';
import { Templates } from './templates.js';

/** Templates, and the settings that all runs of a library start from. */
@Module({
  imports: [AdministrationLogModule, ItemsModule, ReferencesModule],
  controllers: [TemplatesController, SettingsController, TextsController],
  providers: [
    provide(TemplatesOfOutputs, { store: TEMPLATE_STORE, log: AdministrationLog }),
    provide(TemplatesOfSources, { store: TEMPLATE_STORE, log: AdministrationLog }),
    provide(
      Templates,
      { store: TEMPLATE_STORE, runs: RunRequests, references: References, sources: KNOWN_SOURCES, log: AdministrationLog },
      ({ references, ...parts }) => new Templates({ ...parts, references: references.to('template') }),
    ),
    provide(LibrarySettings, { store: TEMPLATE_STORE, runs: RunRequests, log: AdministrationLog }),
  ],
})
export class TemplatesModule {}
