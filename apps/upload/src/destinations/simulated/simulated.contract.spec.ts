import { SimulatedOutputFixture } from '../../testing/simulated-output-fixture.js';
import { destinationContract, type Capabilities } from '../../testing/destination.contract.js';

const outputs: readonly (Omit<Capabilities, 'refusesSharedLocations'> & { detects: boolean })[] = [
  { class: 'keyed', canBeAsked: true, detects: false },
  { class: 'session', canBeAsked: false, detects: false },
  { class: 'session', canBeAsked: true, detects: true },
  { class: 'blind', canBeAsked: false, detects: false },
  { class: 'blind', canBeAsked: true, detects: true },
];

for (const { detects, ...output } of outputs) {
  const name = `a simulated ${output.class} output${detects ? ' that detects duplicates' : ''}`;
  destinationContract(name, { ...output, refusesSharedLocations: false }, async () => {
    const place = await SimulatedOutputFixture.open({ class: output.class, detects_duplicates: detects });
    return {
      destination: place.destination(),
      objects: (assetId) => place.objects(assetId),
      leftovers: () => place.leftovers(),
      sessions: () => place.sessions(),
      close: () => place.close(),
    };
  });
}
