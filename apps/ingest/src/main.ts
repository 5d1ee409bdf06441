import { DOWNLOAD } from '@throughline/contracts';
import { startMain } from '@throughline/service-kit';
import { hostWorker } from '@throughline/worker-host';

startMain('ingest', async () => {
  const { config } = await import('./config.js');
  const { DownloadHandler } = await import('./download/download-handler.js');
  const download = new DownloadHandler(config.tools);
  await hostWorker(
    {
      service: 'ingest',
      lanes: [{ lane: 'download', concurrency: config.downloads }],
      handlers: () => (step) => (step === DOWNLOAD ? download : undefined),
    },
    config,
  );
});
