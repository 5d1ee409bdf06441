import { laneOfType } from '@throughline/domain';
import { startMain } from '@throughline/service-kit';
import { runWorker } from '@throughline/worker-host';

startMain('upload', async () => {
  const { config } = await import('./config.js');
  const { OutputGate } = await import('./delivery/output-gate.js');
  const { createDestinationTypes, listOutputTypes } = await import('./destinations/registry.js');
  const { ChannelChecks, createMirrorCompanion, openNotion } = await import('@throughline/mirror');
  const { CredentialTests, OAuthProviders } = await import('@throughline/credentials');
  const { describeForPeople } = await import('./describe-for-people.js');
  const { StoresHolder } = await import('./credentials/own-stores.js');
  const { OutputTests } = await import('./output-tests.js');
  const { UploadModule } = await import('./upload.module.js');
  const stores = new StoresHolder();
  const types = createDestinationTypes(config, stores.give);
  const gate = new OutputGate(config.stillAfterMs);
  const notion = openNotion(config);
  await runWorker(
    {
      service: 'upload',
      // One lane for each destination type. Within a lane, deliveries to other outputs overtake an unresponsive one.
      stillAfterMs: config.stillAfterMs,
      lanes: Object.keys(types).map((type) => ({ lane: laneOfType(type), concurrency: config.deliveries })),
      // Empty lists are reported: a missing list would mean that the service has not looked.
      tools: () => Promise.resolve([]),
      engines: () => Promise.resolve([]),
      companions: (parts) => [createMirrorCompanion(config, notion, parts)],
      module: ({ nc, logger }) => {
        stores.connect(nc, Buffer.from(config.masterKey, 'hex'));
        const checks = new ChannelChecks(notion, stores.give().vault);
        const tests = new OutputTests(types, (error) => {
          logger.error({ err: error }, 'the test of an output failed unexpectedly');
        });
        const credentials = new CredentialTests({
          providers: new OAuthProviders(config, config.allowed),
          vault: () => stores.give().vault,
          describe: (error) =>
            describeForPeople(error, (unexpected) => {
              logger.error({ err: unexpected }, 'the test of a credential failed unexpectedly');
            }),
        });
        return UploadModule.of({ types, offered: listOutputTypes(config, types), gate, checks, tests, credentials });
      },
    },
    config,
  );
});
