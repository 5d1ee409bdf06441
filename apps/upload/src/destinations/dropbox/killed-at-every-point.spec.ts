import { testDepth } from '@throughline/contracts/testing';
import { killedAtEveryPointContract } from '../../testing/cloud-destination.contract.js';
import { openDropbox } from '#testing/dropbox/dropbox-account.js';

killedAtEveryPointContract('Dropbox', {
  open: openDropbox,
  settings: { folder: 'Talks' },
  countItems: ({ fake }) => Object.keys(fake.tree()).length,
  // With the manifest.
  items: 6,
  sample: testDepth.samples,
});
