import { startMain } from '@throughline/service-kit';

startMain('migrate', async () => {
  const { migrationConfig } = await import('./config.js');
  const { openPool } = await import('./open-pool.js');
  const { migrate } = await import('./schema/migrate.js');
  const { dropExpiredTables } = await import('./rebuild/previous-tables.js');
  const { postgresUrl, serviceRole, keepOldDays } = migrationConfig();
  const pool = openPool({ connectionString: postgresUrl, max: 1 }, () => undefined);
  try {
    const { applied } = await migrate(pool, serviceRole);
    await dropExpiredTables(pool, keepOldDays);
    for (const id of applied) process.stdout.write(`${id}\n`);
  } finally {
    await pool.end();
  }
});
