import { startMain } from '@throughline/service-kit';
import { runWorker } from '@throughline/worker-host';

startMain('ingest', async () => {
  const { config } = await import('./config.js');
  const { describeMediaTool } = await import('@throughline/media');
  const { IngestModule } = await import('./ingest.module.js');
  const { describeYtDlp } = await import('./sources/url/pages/yt-dlp-version.js');
  const { listedSources, sourceTypes } = await import('./sources/registry.js');
  const { StoredItems } = await import('./listings/stored-items.js');
  const { measureFreeBytes } = await import('./sources/url/free-space.js');
  const { openArtifactStore } = await import('@throughline/artifact-store');
  const { ZoomAccounts } = await import('./sources/zoom/index.js');
  const zoom = new ZoomAccounts(config.zoom, { allowed: config.allowed });
  const types = sourceTypes({ ...config, zoom });
  const { artifactsDir: folder, artifactsUrl: url, s3: connections, maxFetchBytes: maxBytes } = config;
  const artifacts = await openArtifactStore({ dir: folder, url, connections });
  const stored = new StoredItems({ artifacts, freeBytes: measureFreeBytes, folder, maxBytes });
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
        IngestModule.of(
          { tools: config.tools, simulation: config.simulation, types },
          { types, now: () => new Date() },
          {
            listed: listedSources({
              ...config,
              mailboxes: { connections: config.mailboxes, allowed: config.allowed },
              maxBytes,
              zoom,
            }),
            stored,
          },
        ),
    },
    config,
  );
});
