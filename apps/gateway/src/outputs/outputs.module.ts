import { Module } from '@nestjs/common';
import { SETTINGS } from '../gateway-context.js';
import { HttpModule } from '../kit/http/http.module.js';
import { provide } from '../kit/provide.js';
import { LibraryOutputs } from './library-outputs.js';
import { OfferedOutputsController } from './offered-outputs.controller.js';
import { OWN_OUTPUT_STORE } from './own/own-output-store.js';

/** The outputs that runs can name: those of the server, and those that users have set up. */
@Module({
  imports: [HttpModule],
  controllers: [OfferedOutputsController],
  providers: [
    provide(
      LibraryOutputs,
      { ownOutputs: OWN_OUTPUT_STORE, settings: SETTINGS },
      ({ ownOutputs, settings }) => new LibraryOutputs(settings.outputs, ownOutputs, settings.outputPatterns),
    ),
  ],
  exports: [LibraryOutputs],
})
export class OutputsModule {}
