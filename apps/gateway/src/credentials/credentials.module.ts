import { AdministrationLog } from '../people/administration-log/index.js';
import { AdministrationLogModule } from '../people/administration-log/administration-log.module.js';
import { Module } from '@nestjs/common';
import { NOW, SETTINGS } from '../gateway-context.js';
import { HttpModule } from '../kit/http/http.module.js';
import { PeopleModule } from '../people/people.module.js';
import { provide } from '../kit/provide.js';
import { References } from '../kit/references/index.js';
import { ReferencesModule } from '../kit/references/references.module.js';
import { OUTPUT_ACCOUNTS, SOURCE_ACCOUNTS } from './account-tests.js';
import { ConnectCredential } from './connect.js';
import { ConsentController } from './consent.controller.js';
import { CREDENTIAL_REMOVAL, CREDENTIAL_STORE } from './credential-store.js';
import { CredentialsController, CredentialTypesController } from './credentials.controller.js';
import { Credentials } from './credentials.js';
import { LostCredentials } from './lost-credentials.js';
import { CONSENT_PROVIDERS, SECRET_STORE } from './provider.js';

@Module({
  imports: [AdministrationLogModule, HttpModule, PeopleModule, ReferencesModule],
  controllers: [ConsentController, CredentialsController, CredentialTypesController],
  providers: [
    provide(
      Credentials,
      {
        store: CREDENTIAL_STORE,
        secrets: SECRET_STORE,
        references: References,
        outputAccounts: OUTPUT_ACCOUNTS,
        sourceAccounts: SOURCE_ACCOUNTS,
        log: AdministrationLog,
        settings: SETTINGS,
      },
      ({ settings: { masterKey }, references, ...parts }) =>
        new Credentials({ ...parts, masterKey, references: references.to('credential') }),
    ),
    { provide: CREDENTIAL_REMOVAL, useExisting: Credentials },
    provide(
      LostCredentials,
      { store: CREDENTIAL_STORE, secrets: SECRET_STORE, references: References },
      ({ references, ...parts }) => new LostCredentials({ ...parts, references: references.to('credential') }),
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
