import pg from 'pg';
import { createTrigrams } from '#src/postgres/search-schema.js';
import { migrateTables } from '#src/services/migrate-tables.js';
import { testContext, testProjectRoot } from './config.js';

/** Creates the projector's tables and the schema of the search in a test database. Its user also runs the services. */
export async function createTestTables(databaseUrl: string): Promise<void> {
  await migrateTables({ projectRoot: testProjectRoot(), env: testContext().env, ownerUrl: databaseUrl, serviceRole: undefined });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('create schema if not exists search');
    await createTrigrams(client);
  } finally {
    await client.end();
  }
}
