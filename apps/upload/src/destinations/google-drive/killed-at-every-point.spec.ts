import { testDepth } from '@throughline/contracts/testing';
import { killedAtEveryPointContract } from '../../testing/cloud-destination.contract.js';
import { DriveAccount } from '#testing/google-drive/drive-account.js';

killedAtEveryPointContract('Google Drive', {
  open: () => DriveAccount.open(),
  settings: { path: 'Talks' },
  countItems: ({ fake }) => fake.files.length + fake.folders.length,
  items: 5,
  sample: testDepth.samples,
});
