import { PaperlessFake, type PaperlessFakeOptions } from '@throughline/strict-fakes';
import { destinationContract } from '../../testing/destination.contract.js';
import { openPaperless } from '#testing/paperless/paperless-fixture.js';

const NAME = /^(.*) \[([0-9a-f]{12})-[0-9a-f]{12}\](\.[a-z0-9]+)$/;

const releases: readonly (readonly [string, PaperlessFakeOptions])[] = [
  ['a Paperless of version 9 of the API', { versions: [9] }],
  ['a Paperless of versions 9 and 10', {}],
  ['a Paperless of version 10 alone, with sums of its own', { versions: [10], checksum: 'sha256' }],
];

for (const [name, options] of releases)
  // Two outputs may use one archive: equal content is one document, whoever has sent it.
  destinationContract(name, { class: 'keyed', canBeAsked: true, refusesSharedLocations: false, onRecord: () => [] }, async () => {
    const fake = await PaperlessFake.start(options);
    return {
      destination: openPaperless(fake),
      objects: (assetId) => {
        const own = fake.documents.flatMap(({ filename, content }) => {
          const [, stem = '', mark, extension = ''] = NAME.exec(filename) ?? [];
          return mark === assetId.slice(-12) ? [[`${stem}${extension}`, content.toString()] as const] : [];
        });
        // Files with the same name would be two objects.
        const names = new Set(own.map(([file]) => file));
        const object = Object.fromEntries(own);
        return Promise.resolve(
          own.length === 0 ? [] : own.length === names.size ? [object] : own.map((entry) => Object.fromEntries([entry])),
        );
      },
      sessions: () => Promise.resolve([]),
      leftovers: () =>
        Promise.resolve(fake.tasks.filter(({ state }) => state === 'pending' || state === 'started').map(({ taskId }) => taskId)),
      close: () => fake.close(),
    };
  });
