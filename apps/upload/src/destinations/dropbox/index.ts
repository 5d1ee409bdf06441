import { ServiceClient, dropboxSetting, type DropboxEndpoints } from '@throughline/credentials';
import { allowList, type AllowList } from '@throughline/outgoing';
import { CloudFolderDestination } from '../../cloud-folders/cloud-folder-destination.js';
import { PathFolders } from '../../cloud-folders/path-folders.js';
import { readCloudLocation } from '../../cloud-folders/settings.js';
import type { StoresProvider } from '../../credentials/own-stores.js';
import { accountType } from '../../kit/account-type.js';
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
  accountType(
    {
      form: dropboxForm,
      line: new ServiceClient('Dropbox', allowed),
      endpoints,
      open: ({ name: output, settings }, connect) => {
        const at = readCloudLocation(settings, 'a Dropbox', dropboxForm);
        const access = connect(at.credential);
        const storage = new DropboxStorage(new DropboxApi({ ...access, endpoints }));
        return new CloudFolderDestination(new PathFolders({ type: 'dropbox', output, at, storage, notes: access.notes }));
      },
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
