import { createMicrosoftEndpoints } from '@throughline/credentials';
import { FAKE_MICROSOFT_ACCOUNT, MicrosoftFake, type MicrosoftFakeOptions } from '@throughline/strict-fakes';
import { GraphApi } from '#src/destinations/onedrive/graph-api.js';
import { OneDriveStorage } from '#src/destinations/onedrive/onedrive-storage.js';
import { CloudAccount } from '../cloud-folders/cloud-account.js';

export async function openOneDrive(options: MicrosoftFakeOptions = {}): Promise<CloudAccount<MicrosoftFake>> {
  const fake = await MicrosoftFake.start(options);
  const endpoints = createMicrosoftEndpoints(fake.url);
  const account = new CloudAccount({
    type: 'microsoft',
    output: 'onedrive',
    fake,
    account: FAKE_MICROSOFT_ACCOUNT,
    endpoints,
    now: options.now ?? Date.now,
    createStorage: (access) => new OneDriveStorage(new GraphApi({ ...access, endpoints })),
  });
  await account.connect();
  return account;
}
