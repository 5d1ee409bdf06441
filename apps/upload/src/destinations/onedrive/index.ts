import { ServiceClient, microsoftSetting, type MicrosoftEndpoints } from '@throughline/credentials';
import { allowList, type AllowList } from '@throughline/outgoing';
import { CloudFolderDestination } from '../../cloud-folders/cloud-folder-destination.js';
import { PathFolders } from '../../cloud-folders/path-folders.js';
import { readCloudLocation } from '../../cloud-folders/settings.js';
import type { StoresProvider } from '../../credentials/own-stores.js';
import { accountType } from '../../kit/account-type.js';
import type { DestinationType } from '../../kit/destination.js';
import { destinationKind } from '../../kit/kind.js';
import { GraphApi } from './graph-api.js';
import { OneDriveStorage } from './onedrive-storage.js';
import { oneDriveForm } from './settings.js';

interface OneDriveAccess {
  readonly endpoints: MicrosoftEndpoints;
  readonly allowed: AllowList;
}

/** Outputs of type `onedrive`. Settings: `credential`, the number of a connected account; `folder`, a path below its top. */
const createOneDriveType = ({ endpoints, allowed }: OneDriveAccess, give: StoresProvider): DestinationType =>
  accountType(
    {
      form: oneDriveForm,
      line: new ServiceClient('OneDrive', allowed),
      endpoints,
      open: ({ name: output, settings }, connect) => {
        const at = readCloudLocation(settings, 'a OneDrive', oneDriveForm);
        const access = connect(at.credential);
        const storage = new OneDriveStorage(new GraphApi({ ...access, endpoints }));
        return new CloudFolderDestination(new PathFolders({ type: 'onedrive', output, at, storage, notes: access.notes }));
      },
    },
    give,
  );

export const oneDrive = destinationKind(
  {
    /** Default: the addresses of the service. */
    endpoints: microsoftSetting,
    allowed: allowList('TL_FETCH_ALLOW'),
  },
  { label: 'OneDrive', form: oneDriveForm, make: createOneDriveType },
);
