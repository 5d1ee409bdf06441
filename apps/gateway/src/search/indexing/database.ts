import { codeOf } from '@throughline/contracts';
import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { BoundedPool, poolLimits } from '../../kit/database/bounded-pool.js';
import { RoomForWordCounts1700000000002 } from './migrations/1700000000002-room-for-word-counts.js';
import { SimilarTexts1700000000003 } from './migrations/1700000000003-similar-texts.js';
import { SearchIndex1700000000001 } from './migrations/1700000000001-search-index.js';

/** Nobody waits for these statements. Those of an item with a book's worth of text take seconds. */
const STATEMENT_MS = 60_000;
/** Two processes that start at once must not both migrate. The number is arbitrary. */
const MIGRATION_LOCK = 7_461_200_003;

const options = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  schema: 'search',
  migrations: [SearchIndex1700000000001, RoomForWordCounts1700000000002, SimilarTexts1700000000003],
  migrationsTableName: 'migration',
  synchronize: false,
  logging: false,
  driver: { ...pg, Pool: BoundedPool },
  extra: { ...poolLimits({ statementMs: STATEMENT_MS }), application_name: 'search' },
});

/** PostgreSQL: a missing right, and a missing schema. */
const NOT_SET_UP: readonly unknown[] = ['42501', '3F000'];

class SearchSetUpError extends Error {
  readonly kind = 'search-not-set-up';
  constructor(options: ErrorOptions) {
    super(
      'the role of the search does not own the schema search with its tables: run the setup of this release, or see docs/containers.md ("Upgrading")',
      options,
    );
    this.name = 'SearchSetUpError';
  }
}

/** Creates and changes the tables of the index. The setup has created its schema, and the extension for similar spelling. */
export async function migrateSearch(url: string): Promise<void> {
  const lock = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const database = await new DataSource(options(url)).initialize();
    try {
      await database.runMigrations({ transaction: 'all' });
    } finally {
      await database.destroy();
    }
  } finally {
    // Ending the session releases the lock.
    await lock.end();
  }
}

/** Opens the index, after its migrations. */
export async function openSearchDatabase(url: string): Promise<DataSource> {
  await migrateSearch(url).catch((error: unknown) => {
    throw NOT_SET_UP.includes(codeOf(error)) ? new SearchSetUpError({ cause: error }) : error;
  });
  return new DataSource(options(url)).initialize();
}
