import { migrateTables } from '#src/services/migrate-tables.js';
import { testContext, testProjectRoot } from './config.js';

/** Creates the projector's tables in a test database. Its user also runs the services. */
export const createTestTables = (databaseUrl: string): Promise<void> =>
  migrateTables({ projectRoot: testProjectRoot(), env: testContext().env, ownerUrl: databaseUrl, serviceRole: undefined });
