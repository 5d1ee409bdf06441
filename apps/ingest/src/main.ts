import { DOWNLOAD } from '@throughline/contracts';
import { startMain } from '@throughline/service-kit';
import { hostWorker } from '@throughline/worker-host';

startMain('ingest', async () => {
  const { config } = await import('./config.js');
  const { mediaToolNote } = await import('@throughline/media');
  const { DownloadHandler } = await import('./download/download-handler.js');
  const { ytDlpNote } = await import('./sources/url/pages/yt-dlp-version.js');
  const { sourceTypes } = await import('./sources/registry.js');
  const download = new DownloadHandler({ tools: config.tools, simulation: config.simulation, types: sourceTypes(config) });
  await hostWorker(
    {
      service: 'ingest',
      lanes: [{ lane: 'download', concurrency: config.downloads }],
      tools: () =>
        Promise.all([
          mediaToolNote('ffprobe', config.tools.ffprobe),
          ...(config.url.pageTool === undefined ? [] : [ytDlpNote(config.url.pageTool)]),
        ]),
      engines: () => Promise.resolve([]),
      handlers: () => (step) => (step === DOWNLOAD ? download : undefined),
    },
    config,
  );
});
