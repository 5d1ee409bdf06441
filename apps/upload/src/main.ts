import { followUpOf, outputOf } from '@throughline/contracts';
import { laneOfType } from '@throughline/domain';
import { startMain } from '@throughline/service-kit';
import { hostWorker } from '@throughline/worker-host';

startMain('upload', async () => {
  const { config } = await import('./config.js');
  const { DeliverHandler } = await import('./delivery/deliver-handler.js');
  const { FollowUpHandler } = await import('./delivery/follow-up-handler.js');
  const { OutputGate } = await import('./delivery/output-gate.js');
  const { destinationTypes } = await import('./destinations/registry.js');
  const { mirrorCompanions } = await import('./mirror/mirror-companion.js');
  const { LateStores } = await import('./credentials/own-stores.js');
  const stores = new LateStores();
  const types = destinationTypes(config, stores.give);
  const gate = new OutputGate(config.stillAfterMs);
  const deliver = new DeliverHandler(types, gate);
  const followUp = new FollowUpHandler(types, gate);
  await hostWorker(
    {
      service: 'upload',
      // One lane for each destination type; within it an output that is slow or away lets others pass.
      stillAfterMs: config.stillAfterMs,
      lanes: Object.keys(types).map((type) => ({ lane: laneOfType(type), concurrency: config.deliveries })),
      // Said, as otherwise nobody could tell it from not having looked.
      tools: () => Promise.resolve([]),
      engines: () => Promise.resolve([]),
      companions: (parts) => mirrorCompanions(config, parts),
      handlers: ({ nc }) => {
        stores.connect(nc, Buffer.from(config.masterKey, 'hex'));
        return (step) => {
          if (outputOf(step) === undefined) return undefined;
          return followUpOf(step) === undefined ? deliver : followUp;
        };
      },
    },
    config,
  );
});
