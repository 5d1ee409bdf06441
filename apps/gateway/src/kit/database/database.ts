import pg, { Client } from 'pg';
import { DataSource, DefaultNamingStrategy, type DataSourceOptions, type Table } from 'typeorm';
import { BoundedPool, poolLimits, type PoolLimits } from './bounded-pool.js';
import { UsersTokensIdempotency1700000000001 } from './migrations/1700000000001-users-tokens-idempotency.js';
import { AnswersShowRecordings1700000000002 } from './migrations/1700000000002-answers-show-recordings.js';
import { PeopleSessions1700000000003 } from './migrations/1700000000003-people-sessions.js';
import { Uploads1700000000004 } from './migrations/1700000000004-uploads.js';
import { Credentials1700000000005 } from './migrations/1700000000005-credentials.js';
import { Channels1700000000006 } from './migrations/1700000000006-channels.js';
import { DefaultLanguage1700000000007 } from './migrations/1700000000007-default-language.js';
import { Vocabulary1700000000008 } from './migrations/1700000000008-vocabulary.js';
import { Templates1700000000009 } from './migrations/1700000000009-templates.js';
import { Presets1700000000010 } from './migrations/1700000000010-presets.js';
import { BulkJobs1700000000011 } from './migrations/1700000000011-bulk-jobs.js';
import { Quotas1700000000013 } from './migrations/1700000000013-quotas.js';
import { Sources1700000000015 } from './migrations/1700000000015-sources.js';
import { Automation1700000000016 } from './migrations/1700000000016-automation.js';
import { OwedPasses1700000000017 } from './migrations/1700000000017-owed-passes.js';
import { Webhooks1700000000018 } from './migrations/1700000000018-webhooks.js';
import { Notices1700000000019 } from './migrations/1700000000019-notices.js';
import { LibraryWebhooks1700000000020 } from './migrations/1700000000020-library-webhooks.js';
import { WebhookMarks1700000000021 } from './migrations/1700000000021-webhook-marks.js';
import { PresetTests1700000000022 } from './migrations/1700000000022-preset-tests.js';
import { PresetPatterns1700000000023 } from './migrations/1700000000023-preset-patterns.js';
import { AbsentCauses1700000000024 } from './migrations/1700000000024-absent-causes.js';
import { WebhookLogs1700000000025 } from './migrations/1700000000025-webhook-logs.js';
import { BulkPlans1700000000026 } from './migrations/1700000000026-bulk-plans.js';
import { AdministrationLog1700000000027 } from './migrations/1700000000027-administration-log.js';
import { SignInAddresses1700000000028 } from './migrations/1700000000028-sign-in-addresses.js';
import { Libraries1700000000029 } from './migrations/1700000000029-libraries.js';
import { DataExports1700000000030 } from './migrations/1700000000030-data-exports.js';
import { Identities1700000000031 } from './migrations/1700000000031-identities.js';
import { Passkeys1700000000032 } from './migrations/1700000000032-passkeys.js';
import { Invitations1700000000033 } from './migrations/1700000000033-invitations.js';
import { AccountDeletions1700000000034 } from './migrations/1700000000034-account-deletions.js';
import { ShareLinks1700000000035 } from './migrations/1700000000035-share-links.js';
import { Arrivals1700000000036 } from './migrations/1700000000036-arrivals.js';
import { AccessOfDisabledUsers1700000000038 } from './migrations/1700000000038-access-of-disabled-users.js';
import { TokenMakers1700000000039 } from './migrations/1700000000039-token-makers.js';
import { DocumentRules1700000000041 } from './migrations/1700000000041-document-rules.js';
import { PodcastFeeds1700000000042 } from './migrations/1700000000042-podcast-feeds.js';
import { KeptDuplicates1700000000044 } from './migrations/1700000000044-kept-duplicates.js';
import { Embeds1700000000045 } from './migrations/1700000000045-embeds.js';
import { ItemSelections1700000000046 } from './migrations/1700000000046-item-selections.js';

/** Names columns and foreign keys as the migrations do. */
class ControlNaming extends DefaultNamingStrategy {
  override columnName(property: string, custom: string): string {
    return custom || property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }

  override foreignKeyName(table: Table | string, columns: string[]): string {
    return `${this.getTableName(table)}_${columns.join('_')}_fkey`;
  }
}

/** Two gateways that start at once must not both migrate. The number is arbitrary. */
const MIGRATION_LOCK = 7_461_200_001;

export const controlOptions = (url: string, limits?: PoolLimits): DataSourceOptions => ({
  type: 'postgres',
  url,
  schema: 'control',
  namingStrategy: new ControlNaming(),
  migrations: [
    UsersTokensIdempotency1700000000001,
    AnswersShowRecordings1700000000002,
    PeopleSessions1700000000003,
    Uploads1700000000004,
    Credentials1700000000005,
    Channels1700000000006,
    DefaultLanguage1700000000007,
    Vocabulary1700000000008,
    Templates1700000000009,
    Presets1700000000010,
    BulkJobs1700000000011,
    Quotas1700000000013,
    Sources1700000000015,
    Automation1700000000016,
    OwedPasses1700000000017,
    Webhooks1700000000018,
    Notices1700000000019,
    LibraryWebhooks1700000000020,
    WebhookMarks1700000000021,
    PresetTests1700000000022,
    PresetPatterns1700000000023,
    AbsentCauses1700000000024,
    WebhookLogs1700000000025,
    BulkPlans1700000000026,
    AdministrationLog1700000000027,
    SignInAddresses1700000000028,
    Libraries1700000000029,
    DataExports1700000000030,
    Identities1700000000031,
    Passkeys1700000000032,
    Invitations1700000000033,
    AccountDeletions1700000000034,
    ShareLinks1700000000035,
    Arrivals1700000000036,
    AccessOfDisabledUsers1700000000038,
    TokenMakers1700000000039,
    DocumentRules1700000000041,
    PodcastFeeds1700000000042,
    KeptDuplicates1700000000044,
    Embeds1700000000045,
    ItemSelections1700000000046,
  ],
  migrationsTableName: 'migration',
  synchronize: false,
  logging: false,
  driver: { ...pg, Pool: BoundedPool },
  extra: {
    connectionTimeoutMillis: 3_000,
    ...(limits === undefined ? {} : poolLimits(limits)),
    application_name: 'gateway-control',
  },
});

/** Migrates schema `control`. There are no timeouts, as a large table may take long. */
export async function migrate(url: string): Promise<void> {
  const lock = new Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await lock.query('create schema if not exists control');
    const control = await new DataSource(controlOptions(url)).initialize();
    try {
      await control.runMigrations({ transaction: 'all' });
    } finally {
      await control.destroy();
    }
  } finally {
    // Ending the session releases the lock.
    await lock.end();
  }
}
