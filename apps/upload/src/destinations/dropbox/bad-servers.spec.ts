import { createDropboxEndpoints } from '@throughline/credentials';
import { cloudBadServersContract } from '../../testing/cloud-bad-servers.contract.js';
import { DropboxApi } from './dropbox-api.js';
import { DropboxStorage } from './dropbox-storage.js';

cloudBadServersContract('Dropbox', (origin) => {
  const endpoints = createDropboxEndpoints(origin);
  return {
    type: 'dropbox',
    label: 'Dropbox',
    endpoints,
    createStorage: (access) => new DropboxStorage(new DropboxApi({ ...access, endpoints })),
  };
});
