import { Module } from '@nestjs/common';
import { ADMINISTRATION_LOG_STORE, AdministrationLog } from '../../../people/administration-log/index.js';
import { AdministrationLogModule } from '../../../people/administration-log/administration-log.module.js';
import { Background } from '../../../kit/background.js';
import { CHANNEL_REMOVAL, CHANNEL_STORE } from '../../../channels/index.js';
import { ChannelsModule } from '../../../channels/channels.module.js';
import { CREDENTIAL_REMOVAL, CREDENTIAL_STORE } from '../../../credentials/index.js';
import { CredentialsModule } from '../../../credentials/credentials.module.js';
import { DocumentsModule } from '../../../kinds/documents/documents.module.js';
import { FAILPOINT, NOW, ON_PROBLEM } from '../../../gateway-context.js';
import { HttpModule } from '../../../kit/http/http.module.js';
import { IDEMPOTENCY_STORE } from '../../../kit/http/idempotency/idempotency-store.js';
import { ARTIFACTS, DOCUMENTS, RECORDINGS, SESSIONS } from '../../../items/index.js';
import { JOB_STORE } from '../../../batches/jobs/index.js';
import { NOTICE_STORE } from '../../../announcements/notices/index.js';
import { OWN_OUTPUT_STORE } from '../../../outputs/index.js';
import {
  Authenticator,
  IDENTITY_STORE,
  LIBRARY_STORE,
  PASSKEY_STORE,
  SESSION_STORE,
  TOKEN_STORE,
  USER_STORE,
  UserNames,
} from '../../../people/index.js';
import { PeopleModule } from '../../../people/people.module.js';
import { provide } from '../../../kit/provide.js';
import { RecordingsModule } from '../../../kinds/recordings/recordings.module.js';
import { SessionsModule } from '../../../kinds/sessions/sessions.module.js';
import { SOURCE_STORE } from '../../../sources/index.js';
import { TEMPLATE_STORE } from '../../../templates/index.js';
import { WEBHOOK_STORE } from '../../../announcements/webhooks/index.js';
import { EXPORT_STORE } from '../exports/export-store.js';
import { AccountItems } from './account-items.js';
import { ACCOUNT_ROWS } from './account-rows.js';
import { DeletionRunner } from './deletion-runner.js';
import { DELETION_STORE } from './deletion-store.js';
import { DeletionWork } from './deletion-work.js';
import { DeletionsController } from './deletions.controller.js';
import { Deletions } from './deletions.js';

/** Deletions of crashed gateways, and those that are due, are looked for this often. */
const RESUME_MS = 2_000;
const RECHECK_MS = 600_000;

const SETTINGS_OF_LIBRARIES = {
  channelStore: CHANNEL_STORE,
  credentialStore: CREDENTIAL_STORE,
  jobs: JOB_STORE,
  sources: SOURCE_STORE,
  webhooks: WEBHOOK_STORE,
  ownOutputs: OWN_OUTPUT_STORE,
  templates: TEMPLATE_STORE,
  exports: EXPORT_STORE,
};

@Module({
  imports: [
    AdministrationLogModule,
    HttpModule,
    PeopleModule,
    RecordingsModule,
    DocumentsModule,
    SessionsModule,
    ChannelsModule,
    CredentialsModule,
  ],
  controllers: [DeletionsController],
  providers: [
    provide(
      AccountItems,
      {
        recordings: RECORDINGS,
        documents: DOCUMENTS,
        sessions: SESSIONS,
        libraries: LIBRARY_STORE,
        idempotency: IDEMPOTENCY_STORE,
        onProblem: ON_PROBLEM,
      },
      ({ recordings, documents, sessions, ...ports }) =>
        new AccountItems({ ...ports, items: { recordings, documents, sessions } }),
    ),
    provide(DeletionWork, {
      ...SETTINGS_OF_LIBRARIES,
      store: DELETION_STORE,
      rows: ACCOUNT_ROWS,
      accountItems: AccountItems,
      users: USER_STORE,
      libraries: LIBRARY_STORE,
      channels: CHANNEL_REMOVAL,
      credentials: CREDENTIAL_REMOVAL,
      notices: NOTICE_STORE,
      artifacts: ARTIFACTS,
      authenticator: Authenticator,
      names: UserNames,
      log: AdministrationLog,
      logStore: ADMINISTRATION_LOG_STORE,
      failpoint: FAILPOINT,
    }),
    provide(
      DeletionRunner,
      {
        store: DELETION_STORE,
        work: DeletionWork,
        accountItems: AccountItems,
        failpoint: FAILPOINT,
        onProblem: ON_PROBLEM,
        background: Background,
      },
      ({ background, ...ports }) => {
        const runner = new DeletionRunner(ports);
        background.every(RESUME_MS, 'continue deletions of accounts', () => runner.resume());
        background.sweep(RECHECK_MS, 'deletions of accounts reopened', (signal) => runner.recheck(signal));
        return runner;
      },
    ),
    provide(Deletions, {
      ...SETTINGS_OF_LIBRARIES,
      store: DELETION_STORE,
      accountItems: AccountItems,
      users: USER_STORE,
      libraries: LIBRARY_STORE,
      tokens: TOKEN_STORE,
      sessions: SESSION_STORE,
      passkeys: PASSKEY_STORE,
      identities: IDENTITY_STORE,
      runner: DeletionRunner,
      authenticator: Authenticator,
      log: AdministrationLog,
      now: NOW,
    }),
  ],
})
export class DeletionModule {}
