import { ServiceClient, dropboxSetting, type DropboxEndpoints } from '@throughline/credentials';
import { allowList, type AllowList } from '@throughline/outgoing';
import { cloudFolderType } from '../../cloud-folders/cloud-folder-type.js';
import type { StoresProvider } from '../../credentials/own-stores.js';
import type { DestinationType } from '../../kit/destination.js';
import { destinationKind } from '../../kit/kind.js';
import { DropboxApi } from './dropbox-api.js';
import { DropboxStorage } from './dropbox-storage.js';
import { dropboxForm } from './settings.js';

interface DropboxAccess {
  readonly endpoints: DropboxEndpoints;
  readonly allowed: AllowList;
}

/** Outputs of type `dropbox`. Settings: `credential`, the number of a connected account; `folder`, a path below its top. */
const createDropboxType = ({ endpoints, allowed }: DropboxAccess, give: StoresProvider): DestinationType =>
  cloudFolderType(
    {
      type: 'dropbox',
      article: 'a Dropbox',
      account: 'dropbox',
      form: dropboxForm,
      line: new ServiceClient('Dropbox', allowed),
      endpoints,
      createStorage: (access) => new DropboxStorage(new DropboxApi({ ...access, endpoints })),
    },
    give,
  );

export const dropbox = destinationKind(
  {
    /** Default: the addresses of the service. */
    endpoints: dropboxSetting,
    allowed: allowList('TL_FETCH_ALLOW'),
  },
  { label: 'Dropbox', form: dropboxForm, make: createDropboxType },
);
