import { DOWNLOAD } from '@throughline/contracts';
import { startMain } from '@throughline/service-kit';
import { hostWorker } from '@throughline/worker-host';

startMain('ingest', async () => {
  const { config } = await import('./config.js');
  const { mediaToolNote } = await import('@throughline/media');
  const { DownloadHandler } = await import('./download/download-handler.js');
  const { sourceTypes } = await import('./sources/registry.js');
  const download = new DownloadHandler({ tools: config.tools, simulation: config.simulation, types: sourceTypes(config) });
  await hostWorker(
    {
      service: 'ingest',
      lanes: [{ lane: 'download', concurrency: config.downloads }],
      tools: async () => [await mediaToolNote('ffprobe', config.tools.ffprobe)],
      engines: () => Promise.resolve([]),
      handlers: () => (step) => (step === DOWNLOAD ? download : undefined),
    },
    config,
  );
});
