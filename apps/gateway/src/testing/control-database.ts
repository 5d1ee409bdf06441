import { randomBytes } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { createLogger } from '@throughline/service-kit';
import { freshCopy } from '@throughline/stack/testing';
import { DataSource } from 'typeorm';
import { ADMINISTRATION_LOG_STORE } from '../people/administration-log/administration-log-store.js';
import { AdministrationLogStoreModule } from '../people/administration-log/administration-log-stores.module.js';
import { BulkCommandStoreModule } from '../batches/bulk/bulk-command-store.module.js';
import { BULK_COMMAND_STORE } from '../batches/bulk/bulk-command-store.js';
import { ChannelStoreModule } from '../channels/channel-stores.module.js';
import { CHANNEL_STORE } from '../channels/channel-store.js';
import { CONFIG } from '../config.js';
import { CredentialStoreModule } from '../credentials/credential-stores.module.js';
import { CREDENTIAL_STORE } from '../credentials/credential-store.js';
import { migrate } from '../kit/database/database.js';
import { DatabaseModule } from '../kit/database/database.module.js';
import { LOG } from '../gateway-context.js';
import { IDEMPOTENCY_STORE } from '../kit/http/idempotency/idempotency-store.js';
import { IdempotencyStoreModule } from '../kit/http/idempotency/idempotency-store.module.js';
import { JobStoreModule } from '../batches/jobs/job-stores.module.js';
import { JOB_STORE } from '../batches/jobs/job-store.js';
import { NoticeStoreModule } from '../announcements/notices/notice-stores.module.js';
import { ACCOUNT_ROWS } from '../exchange/my-data/deletion/account-rows.js';
import { DUPLICATE_STORE } from '../duplicates/duplicate-store.js';
import { DuplicateStoreModule } from '../duplicates/duplicate-stores.module.js';
import { DELETION_STORE } from '../exchange/my-data/deletion/deletion-store.js';
import { DeletionStoreModule } from '../exchange/my-data/deletion/deletion-stores.module.js';
import { ExportStoreModule } from '../exchange/my-data/exports/export-stores.module.js';
import { EXPORT_STORE } from '../exchange/my-data/exports/export-store.js';
import { NOTICE_STORE } from '../announcements/notices/notice-store.js';
import { OwnOutputStoreModule } from '../outputs/own-output-stores.module.js';
import { OWN_OUTPUT_STORE } from '../outputs/own/own-output-store.js';
import { PeopleStoresModule } from '../people/people-stores.module.js';
import { INVITATION_STORE } from '../people/invitations/invitation-store.js';
import { LIBRARY_STORE } from '../people/libraries/library-store.js';
import { IDENTITY_STORE } from '../people/identities/identity-store.js';
import { ATTEMPT_STORE } from '../people/passkeys/attempt-store.js';
import { PASSKEY_STORE } from '../people/passkeys/passkey-store.js';
import { SESSION_STORE } from '../people/sign-in/session-store.js';
import { TOKEN_STORE } from '../people/tokens/token-store.js';
import { USER_STORE } from '../people/users/user-store.js';
import { SOURCE_STORE } from '../sources/source-store.js';
import { PUBLISHED_SET_STORE } from '../sharing/published/published-set-store.js';
import { SHARE_LINK_STORE } from '../sharing/share-link-store.js';
import { ShareLinkStoreModule } from '../sharing/share-link-stores.module.js';
import { SourceStoreModule } from '../sources/source-stores.module.js';
import { SYNC_STORE } from '../sources/syncs/sync-store.js';
import { DOCUMENT_RULE_STORE } from '../document-rules/document-rule-store.js';
import { DocumentRuleStoreModule } from '../document-rules/document-rule-stores.module.js';
import { TEMPLATE_STORE } from '../templates/template-store.js';
import { TemplateStoreModule } from '../templates/template-stores.module.js';
import { SELECTION_STORE } from '../items/files/selections/selection-store.js';
import { SelectionStoreModule } from '../items/files/selections/selection-stores.module.js';
import { QUOTA_BOOK } from '../people/quotas/quota-book.js';
import { QUOTA_LIMIT_STORE } from '../people/quotas/quota-limit-store.js';
import { QuotaStoresModule } from '../people/quotas/quota-stores.module.js';
import { UPLOAD_STORE } from '../exchange/uploads/upload-store.js';
import { UploadStoreModule } from '../exchange/uploads/upload-store.module.js';
import { WebhookStoreModule } from '../announcements/webhooks/webhook-stores.module.js';
import { WEBHOOK_QUEUE, WEBHOOK_STORE } from '../announcements/webhooks/webhook-store.js';
import type { GatewayPorts } from './gateway-ports.js';

type Stores = Pick<
  GatewayPorts,
  | 'administrationLog'
  | 'users'
  | 'libraries'
  | 'invitations'
  | 'shareLinks'
  | 'publishedSets'
  | 'duplicates'
  | 'selections'
  | 'tokens'
  | 'sessions'
  | 'identities'
  | 'passkeys'
  | 'attempts'
  | 'idempotency'
  | 'uploads'
  | 'credentials'
  | 'channels'
  | 'bulkCommands'
  | 'jobs'
  | 'templates'
  | 'documentRules'
  | 'ownOutputs'
  | 'quotaLimits'
  | 'quotaBook'
  | 'sources'
  | 'syncs'
  | 'webhooks'
  | 'webhookQueue'
  | 'notices'
  | 'exports'
  | 'deletions'
  | 'accountRows'
>;

export interface ControlDatabase extends Stores {
  readonly control: DataSource;
  readonly close: () => Promise<void>;
}

class ControlModule {}

/** Migrates schema `control`, and opens its stores without the rest of the gateway. */
export async function openControl(url: string, readDeadlineMs = 30_000): Promise<ControlDatabase> {
  const values = [
    { provide: CONFIG, useValue: { postgresUrl: url, readDeadlineMs, masterKey: randomBytes(32) } },
    { provide: LOG, useValue: createLogger({ service: 'gateway', level: 'silent' }) },
  ];
  const stores = [
    AdministrationLogStoreModule,
    PeopleStoresModule,
    IdempotencyStoreModule,
    UploadStoreModule,
    CredentialStoreModule,
    ChannelStoreModule,
    BulkCommandStoreModule,
    JobStoreModule,
    TemplateStoreModule,
    DocumentRuleStoreModule,
    OwnOutputStoreModule,
    QuotaStoresModule,
    SourceStoreModule,
    WebhookStoreModule,
    NoticeStoreModule,
    ExportStoreModule,
    DeletionStoreModule,
    ShareLinkStoreModule,
    DuplicateStoreModule,
    SelectionStoreModule,
  ];
  const context = await NestFactory.createApplicationContext(
    {
      module: ControlModule,
      global: true,
      imports: [DatabaseModule.after(), ...stores],
      providers: values,
      exports: values,
    },
    { logger: false, abortOnError: false },
  );
  return {
    control: context.get(DataSource, { strict: false }),
    administrationLog: context.get(ADMINISTRATION_LOG_STORE, { strict: false }),
    users: context.get(USER_STORE, { strict: false }),
    libraries: context.get(LIBRARY_STORE, { strict: false }),
    invitations: context.get(INVITATION_STORE, { strict: false }),
    shareLinks: context.get(SHARE_LINK_STORE, { strict: false }),
    publishedSets: context.get(PUBLISHED_SET_STORE, { strict: false }),
    duplicates: context.get(DUPLICATE_STORE, { strict: false }),
    selections: context.get(SELECTION_STORE, { strict: false }),
    tokens: context.get(TOKEN_STORE, { strict: false }),
    sessions: context.get(SESSION_STORE, { strict: false }),
    identities: context.get(IDENTITY_STORE, { strict: false }),
    passkeys: context.get(PASSKEY_STORE, { strict: false }),
    attempts: context.get(ATTEMPT_STORE, { strict: false }),
    idempotency: context.get(IDEMPOTENCY_STORE, { strict: false }),
    uploads: context.get(UPLOAD_STORE, { strict: false }),
    credentials: context.get(CREDENTIAL_STORE, { strict: false }),
    channels: context.get(CHANNEL_STORE, { strict: false }),
    bulkCommands: context.get(BULK_COMMAND_STORE, { strict: false }),
    jobs: context.get(JOB_STORE, { strict: false }),
    templates: context.get(TEMPLATE_STORE, { strict: false }),
    documentRules: context.get(DOCUMENT_RULE_STORE, { strict: false }),
    ownOutputs: context.get(OWN_OUTPUT_STORE, { strict: false }),
    quotaLimits: context.get(QUOTA_LIMIT_STORE, { strict: false }),
    quotaBook: context.get(QUOTA_BOOK, { strict: false }),
    sources: context.get(SOURCE_STORE, { strict: false }),
    syncs: context.get(SYNC_STORE, { strict: false }),
    webhooks: context.get(WEBHOOK_STORE, { strict: false }),
    webhookQueue: context.get(WEBHOOK_QUEUE, { strict: false }),
    notices: context.get(NOTICE_STORE, { strict: false }),
    exports: context.get(EXPORT_STORE, { strict: false }),
    deletions: context.get(DELETION_STORE, { strict: false }),
    accountRows: context.get(ACCOUNT_ROWS, { strict: false }),
    close: () => context.close(),
  };
}

export async function openFreshControl(): Promise<ControlDatabase> {
  const database = await freshCopy('control', migrate);
  const opened = await openControl(database.url);
  return {
    ...opened,
    close: async () => {
      await opened.close();
      await database.drop();
    },
  };
}

/**
 * Opens one database for all tests of a file. Returns a function that empties it of users and libraries, with all rows that refer
 * to them.
 */
export function shareFreshControl(): () => Promise<ControlDatabase> {
  let opened: ControlDatabase;
  beforeAll(async () => {
    opened = await openFreshControl();
  });
  afterAll(() => opened.close());
  return async () => {
    await opened.control.query('truncate control."user", control.library cascade');
    return { ...opened, close: () => Promise.resolve() };
  };
}
