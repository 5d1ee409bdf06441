import { AdministrationLog } from '../../people/administration-log/index.js';
import { AdministrationLogModule } from '../../people/administration-log/administration-log.module.js';
import { Module } from '@nestjs/common';
import { CREDENTIAL_STORE } from '../../credentials/index.js';
import { SETTINGS } from '../../gateway-context.js';
import { HttpModule } from '../../kit/http/http.module.js';
import { PeopleModule } from '../../people/people.module.js';
import { provide } from '../../kit/provide.js';
import { References } from '../../kit/references/index.js';
import { ReferencesModule } from '../../kit/references/references.module.js';
import { OUTPUT_SERVICE } from '../output-service.js';
import { OutputsOfCredentials } from '../references.js';
import { OWN_OUTPUT_STORE } from './own-output-store.js';
import { OutputTypesController, OwnOutputsController } from './own-outputs.controller.js';
import { OwnOutputs } from './own-outputs.js';

/** The outputs that users set up. */
@Module({
  imports: [AdministrationLogModule, HttpModule, PeopleModule, ReferencesModule],
  controllers: [OwnOutputsController, OutputTypesController],
  providers: [
    provide(
      OutputsOfCredentials,
      { store: OWN_OUTPUT_STORE, settings: SETTINGS },
      ({ store, settings }) => new OutputsOfCredentials({ store, shared: settings.outputs }),
    ),
    provide(
      OwnOutputs,
      {
        store: OWN_OUTPUT_STORE,
        service: OUTPUT_SERVICE,
        credentials: CREDENTIAL_STORE,
        references: References,
        log: AdministrationLog,
        settings: SETTINGS,
      },
      ({ settings, references, ...parts }) =>
        new OwnOutputs({ ...parts, references: references.to('output'), shared: settings.outputs }),
    ),
  ],
})
export class OwnOutputsModule {}
