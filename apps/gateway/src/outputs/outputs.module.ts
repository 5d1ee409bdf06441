import { Module } from '@nestjs/common';
import { CREDENTIAL_STORE } from '../credentials/index.js';
import { SETTINGS } from '../gateway-context.js';
import { HttpModule } from '../http/http.module.js';
import { provide } from '../provide.js';
import { TEMPLATE_STORE } from '../templates/index.js';
import { LibraryOutputs } from './library-outputs.js';
import { OfferedOutputsController } from './offered-outputs.controller.js';
import { OUTPUT_SERVICE } from './output-service.js';
import { OutputUses } from './presets/output-uses.js';
import { PRESET_STORE } from './presets/preset-store.js';
import { OutputTypesController, PresetsController } from './presets/presets.controller.js';
import { Presets } from './presets/presets.js';

/** The outputs of the server, and those that users set up. */
@Module({
  imports: [HttpModule],
  controllers: [OfferedOutputsController, PresetsController, OutputTypesController],
  providers: [
    provide(
      LibraryOutputs,
      { presets: PRESET_STORE, settings: SETTINGS },
      ({ presets, settings }) => new LibraryOutputs(settings.outputs, presets),
    ),
    provide(
      Presets,
      {
        store: PRESET_STORE,
        service: OUTPUT_SERVICE,
        credentials: CREDENTIAL_STORE,
        templates: TEMPLATE_STORE,
        settings: SETTINGS,
      },
      ({ settings, templates, ...parts }) => new Presets({ ...parts, uses: new OutputUses(templates), shared: settings.outputs }),
    ),
  ],
  exports: [LibraryOutputs],
})
export class OutputsModule {}
