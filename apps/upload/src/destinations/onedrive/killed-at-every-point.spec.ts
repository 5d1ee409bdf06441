import { testDepth } from '@throughline/contracts/testing';
import { killedAtEveryPointContract } from '../../testing/cloud-destination.contract.js';
import { openOneDrive } from '#testing/onedrive/onedrive-account.js';

killedAtEveryPointContract('OneDrive', {
  open: openOneDrive,
  settings: { folder: 'Talks' },
  countItems: ({ fake }) => Object.keys(fake.tree()).length,
  // With the manifest.
  items: 6,
  sample: testDepth.samples,
});
