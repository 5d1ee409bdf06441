import { startMain } from '@throughline/service-kit';

startMain('migrate', async () => {
  const { migrationConfig } = await import('./config.js');
  const { openPool } = await import('./open-pool.js');
  const { migrate } = await import('./schema/migrate.js');
  const { dropExpiredTables } = await import('./rebuild/previous-tables.js');
  const { RebuildRunningError, withRebuildLock } = await import('./rebuild/rebuild-lock.js');
  const { postgresUrl, serviceRole, keepOldDays } = migrationConfig();
  const pool = openPool({ connectionString: postgresUrl, max: 2 }, () => undefined);
  try {
    const { applied } = await migrate(pool, serviceRole);
    // A running rebuild decides about the tables itself.
    await withRebuildLock(pool, () => dropExpiredTables(pool, keepOldDays)).catch((error: unknown) => {
      if (!(error instanceof RebuildRunningError)) throw error;
    });
    for (const id of applied) process.stdout.write(`${id}\n`);
  } finally {
    await pool.end();
  }
});
