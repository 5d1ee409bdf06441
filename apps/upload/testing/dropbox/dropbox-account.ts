import { createDropboxEndpoints } from '@throughline/credentials';
import { DropboxFake, FAKE_DROPBOX_ACCOUNT, type DropboxFakeOptions } from '@throughline/strict-fakes';
import { DropboxApi } from '#src/destinations/dropbox/dropbox-api.js';
import { DropboxStorage } from '#src/destinations/dropbox/dropbox-storage.js';
import { CloudAccount } from '../cloud-folders/cloud-account.js';

export async function openDropbox(options: DropboxFakeOptions = {}): Promise<CloudAccount<DropboxFake>> {
  const fake = await DropboxFake.start(options);
  const endpoints = createDropboxEndpoints(fake.url);
  const account = new CloudAccount({
    type: 'dropbox',
    output: 'dropbox',
    fake,
    account: FAKE_DROPBOX_ACCOUNT,
    endpoints,
    now: options.now ?? Date.now,
    createStorage: (access) => new DropboxStorage(new DropboxApi({ ...access, endpoints })),
  });
  await account.connect();
  return account;
}
