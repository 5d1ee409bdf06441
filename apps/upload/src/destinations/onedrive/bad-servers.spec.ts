import { createMicrosoftEndpoints } from '@throughline/credentials';
import { cloudBadServersContract } from '../../testing/cloud-bad-servers.contract.js';
import { GraphApi } from './graph-api.js';
import { OneDriveStorage } from './onedrive-storage.js';

cloudBadServersContract('OneDrive', (origin) => {
  const endpoints = createMicrosoftEndpoints(origin);
  return {
    type: 'microsoft',
    label: 'Microsoft',
    endpoints,
    createStorage: (access) => new OneDriveStorage(new GraphApi({ ...access, endpoints })),
  };
});
