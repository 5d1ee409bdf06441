import { ServiceClient, microsoftSetting, type MicrosoftEndpoints } from '@throughline/credentials';
import { allowList, type AllowList } from '@throughline/outgoing';
import { cloudFolderType } from '../../cloud-folders/cloud-folder-type.js';
import type { StoresProvider } from '../../credentials/own-stores.js';
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
  cloudFolderType(
    {
      type: 'onedrive',
      article: 'a OneDrive',
      account: 'microsoft',
      form: oneDriveForm,
      line: new ServiceClient('OneDrive', allowed),
      endpoints,
      createStorage: (access) => new OneDriveStorage(new GraphApi({ ...access, endpoints })),
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
