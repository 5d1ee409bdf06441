import { startMain } from '@throughline/service-kit';

startMain('rebuild', async () => {
  const { commandConfig } = await import('./config.js');
  const { runCommand } = await import('./rebuild/command.js');
  const { createLogger } = await import('@throughline/service-kit');
  const config = commandConfig();
  // Standard output carries the JSON report only. Progress goes to standard error.
  const logger = createLogger({ service: 'rebuild', level: 'silent' });
  process.exitCode = await runCommand(process.argv.slice(2), { config, logger, out: process.stdout, err: process.stderr });
});
