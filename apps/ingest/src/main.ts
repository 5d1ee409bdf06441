import { DOWNLOAD } from '@throughline/contracts';
import { startMain } from '@throughline/service-kit';
import { hostWorker } from '@throughline/worker-host';

startMain('ingest', async () => {
  const { config } = await import('./config.js');
  const { describeMediaTool } = await import('@throughline/media');
  const { DownloadHandler } = await import('./download/download-handler.js');
  const { describeYtDlp } = await import('./sources/url/pages/yt-dlp-version.js');
  const { sourceTypes } = await import('./sources/registry.js');
  const { intakeHandlers } = await import('./documents/registry.js');
  const types = sourceTypes(config);
  const download = new DownloadHandler({ tools: config.tools, simulation: config.simulation, types });
  const intake = intakeHandlers({ types, now: () => new Date() });
  await hostWorker(
    {
      service: 'ingest',
      lanes: [
        { lane: 'download', concurrency: config.downloads },
        { lane: 'intake', concurrency: config.intake },
      ],
      tools: () =>
        Promise.all([
          describeMediaTool('ffprobe', config.tools.ffprobe),
          ...(config.url.pageTool === undefined ? [] : [describeYtDlp(config.url.pageTool)]),
        ]),
      engines: () => Promise.resolve([]),
      handlers: () => (step) => (step === DOWNLOAD ? download : intake.get(step)),
    },
    config,
  );
});
