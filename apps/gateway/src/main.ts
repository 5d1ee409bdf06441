import { startMain } from '@throughline/service-kit';

startMain('gateway', async () => {
  const { readGatewayConfig } = await import('./config.js');
  const { startGateway } = await import('./start-gateway.js');
  await startGateway(readGatewayConfig());
});
