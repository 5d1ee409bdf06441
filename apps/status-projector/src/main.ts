import { startMain } from '@throughline/service-kit';

startMain('status-projector', async () => {
  const { projectorConfig } = await import('./config.js');
  const { runProjector } = await import('./run-projector.js');
  await runProjector(projectorConfig());
});
