import type { LaneOf } from '@throughline/contracts';
import { startMain } from '@throughline/service-kit';
import { runWorker, toLanes } from '@throughline/worker-host';

/** A page must be listed within 20 seconds, with a new token. Milliseconds. */
const ACCOUNT_TIMEOUTS = { connectMs: 5_000, idleMs: 10_000 };

startMain('ingest', async () => {
  const { config } = await import('./config.js');
  const { describeMediaTool } = await import('@throughline/media');
  const { IngestModule } = await import('./ingest.module.js');
  const { describeYtDlp } = await import('./sources/url/pages/yt-dlp-version.js');
  const { locateOriginal } = await import('./sources/folder/index.js');
  const { listedSources, sourceTypes } = await import('./sources/registry.js');
  const { StoredItems } = await import('./listings/stored-items.js');
  const { measureFreeBytes, openArtifactStore } = await import('@throughline/artifact-store');
  const { CredentialTests, OAuthProviders, ZOOM } = await import('@throughline/credentials');
  const { SourceVault } = await import('./credentials/source-vault.js');
  const { describeError } = await import('./listings/source-error.js');
  const { MailUsers } = await import('./sources/mailbox/index.js');
  const { ZoomAccounts, ZoomUsers } = await import('./sources/zoom/index.js');
  const vault = new SourceVault();
  const { zoomUsers, google, microsoft } = config;
  const providers = new OAuthProviders({ zoomUsers, google, microsoft }, config.allowed, ACCOUNT_TIMEOUTS);
  const zoomUrl = zoomUsers === ZOOM ? undefined : new URL(zoomUsers.apiUrl).origin;
  const users = new ZoomUsers({ oauth: providers.of('zoom'), vault: vault.give, url: zoomUrl });
  const mailUsers = new MailUsers({
    oauth: { gmail: providers.of('gmail'), outlook: providers.of('outlook') },
    vault: vault.give,
  });
  const zoom = new ZoomAccounts(config.zoom, { allowed: config.allowed, users });
  const types = sourceTypes({ ...config, zoom });
  const { artifactsDir: folder, artifactsUrl: url, s3: connections, maxFetchBytes: maxBytes } = config;
  const artifacts = await openArtifactStore({ dir: folder, url, connections });
  const stored = new StoredItems({ artifacts, freeBytes: measureFreeBytes, folder, maxBytes });
  await runWorker(
    {
      service: 'ingest',
      lanes: toLanes<LaneOf<'ingest'>>({
        download: { concurrency: config.downloads },
        intake: { concurrency: config.intake },
      }),
      tools: () =>
        Promise.all([
          describeMediaTool('ffprobe', config.tools.ffprobe),
          ...(config.url.pageTool === undefined ? [] : [describeYtDlp(config.url.pageTool)]),
        ]),
      engines: () => Promise.resolve([]),
      module: ({ nc, logger }) => {
        vault.connect(nc, Buffer.from(config.masterKey, 'hex'));
        const credentials = new CredentialTests({
          providers,
          vault: vault.give,
          describe: (error) =>
            describeError(error, (unexpected) => {
              logger.error({ err: unexpected }, 'the test of a credential failed unexpectedly');
            }),
        });
        return IngestModule.of(
          { tools: config.tools, simulation: config.simulation, types },
          { types, now: () => new Date() },
          {
            listed: listedSources({
              ...config,
              mailboxes: { connections: config.mailboxes, allowed: config.allowed, users: mailUsers },
              maxBytes,
              zoom,
            }),
            stored,
            locate: (file) => locateOriginal(config.folders, file),
            credentials,
          },
        );
      },
    },
    config,
  );
});
