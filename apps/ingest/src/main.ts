import { startMain } from '@throughline/service-kit';
import { runWorker } from '@throughline/worker-host';

startMain('ingest', async () => {
  const { config } = await import('./config.js');
  const { describeMediaTool } = await import('@throughline/media');
  const { IngestModule } = await import('./ingest.module.js');
  const { describeYtDlp } = await import('./sources/url/pages/yt-dlp-version.js');
  const { sourceTypes } = await import('./sources/registry.js');
  const types = sourceTypes(config);
  await runWorker(
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
      module: () =>
        IngestModule.of({ tools: config.tools, simulation: config.simulation, types }, { types, now: () => new Date() }),
    },
    config,
  );
});
