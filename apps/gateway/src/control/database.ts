import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { IdempotencyKeyEntity, TokenEntity, UserEntity } from './entities.js';
import { UsersTokensIdempotency1700000000001 } from './migrations/1700000000001-users-tokens-idempotency.js';
import { AnswersShowRecordings1700000000002 } from './migrations/1700000000002-answers-show-recordings.js';
import { PeopleSessions1700000000003 } from './migrations/1700000000003-people-sessions.js';
import { Uploads1700000000004 } from './migrations/1700000000004-uploads.js';
import { Credentials1700000000005 } from './migrations/1700000000005-credentials.js';
import { Channels1700000000006 } from './migrations/1700000000006-channels.js';

/** Two gateways that start at once must not both migrate. The number is this schema's own, of no meaning. */
const MIGRATION_LOCK = 7_461_200_001;

const dataSource = (url: string): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    schema: 'control',
    entities: [UserEntity, TokenEntity, IdempotencyKeyEntity],
    migrations: [
      UsersTokensIdempotency1700000000001,
      AnswersShowRecordings1700000000002,
      PeopleSessions1700000000003,
      Uploads1700000000004,
      Credentials1700000000005,
      Channels1700000000006,
    ],
    migrationsTableName: 'migration',
    synchronize: false,
    logging: false,
    extra: { max: 10, connectionTimeoutMillis: 3_000, application_name: 'gateway-control' },
  });

/** Brings the schema `control` up to date and opens it. */
export async function openControlDatabase(url: string): Promise<DataSource> {
  const lock = new Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await lock.query('create schema if not exists control');
    const control = await dataSource(url).initialize();
    try {
      await control.runMigrations({ transaction: 'all' });
    } catch (error) {
      await control.destroy();
      throw error;
    }
    return control;
  } finally {
    // Ending the session gives the lock back.
    await lock.end();
  }
}
