import { AdministrationLog } from '../administration-log/index.js';
import { Module } from '@nestjs/common';
import { NOW, SETTINGS } from '../gateway-context.js';
import { HttpModule } from '../http/http.module.js';
import { OUTPUT_SERVICE, PRESET_STORE } from '../outputs/index.js';
import { PeopleModule } from '../people/people.module.js';
import { provide } from '../provide.js';
import { SOURCE_SERVICE, SOURCE_STORE, SYNC_STORE } from '../sources/index.js';
import { ConnectCredential } from './connect.js';
import { ConsentController } from './consent.controller.js';
import { CREDENTIAL_REMOVAL, CREDENTIAL_STORE, CREDENTIAL_USERS } from './credential-store.js';
import { CredentialsController } from './credentials.controller.js';
import { Credentials } from './credentials.js';
import { LostCredentials } from './lost-credentials.js';
import { CONSENT_PROVIDERS, SECRET_STORE } from './provider.js';

@Module({
  imports: [HttpModule, PeopleModule],
  controllers: [ConsentController, CredentialsController],
  providers: [
    provide(
      Credentials,
      {
        store: CREDENTIAL_STORE,
        secrets: SECRET_STORE,
        channels: CREDENTIAL_USERS,
        presets: PRESET_STORE,
        service: OUTPUT_SERVICE,
        sources: SOURCE_STORE,
        sourceService: SOURCE_SERVICE,
        log: AdministrationLog,
        settings: SETTINGS,
      },
      ({ settings, ...parts }) => new Credentials({ ...settings, ...parts }),
    ),
    { provide: CREDENTIAL_REMOVAL, useExisting: Credentials },
    provide(
      LostCredentials,
      {
        store: CREDENTIAL_STORE,
        secrets: SECRET_STORE,
        channels: CREDENTIAL_USERS,
        presets: PRESET_STORE,
        sources: SOURCE_STORE,
        syncs: SYNC_STORE,
        settings: SETTINGS,
      },
      ({ settings: { outputs }, ...parts }) => new LostCredentials({ ...parts, outputs }),
    ),
    provide(ConnectCredential, {
      credentials: Credentials,
      store: CREDENTIAL_STORE,
      secrets: SECRET_STORE,
      providers: CONSENT_PROVIDERS,
      log: AdministrationLog,
      now: NOW,
    }),
  ],
  exports: [CREDENTIAL_REMOVAL, LostCredentials],
})
export class CredentialsModule {}
