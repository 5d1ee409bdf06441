import { ServiceClient, googleSetting, type GoogleEndpoints } from '@throughline/credentials';
import { allowList, type AllowList } from '@throughline/outgoing';
import { CloudFolderDestination } from '../../cloud-folders/cloud-folder-destination.js';
import type { StoresProvider } from '../../credentials/own-stores.js';
import { accountType } from '../../kit/account-type.js';
import type { DestinationType } from '../../kit/destination.js';
import { destinationKind } from '../../kit/kind.js';
import { DriveClient } from './drive-client.js';
import { DriveFolders } from './drive-folders.js';
import { driveForm, readDriveLocation } from './settings.js';

interface GoogleDriveAccess {
  readonly endpoints: GoogleEndpoints;
  readonly allowed: AllowList;
}

/**
 * Outputs of type `google_drive`. Settings: `credential`, the number of a connected credential; `folder`, the id of a folder,
 * also of a shared drive; `path` below it, e.g. `Talks/{year}`.
 */
const createGoogleDriveType = ({ endpoints, allowed }: GoogleDriveAccess, give: StoresProvider): DestinationType =>
  accountType(
    {
      form: driveForm,
      line: new ServiceClient('Google', allowed),
      endpoints,
      open: ({ settings }, connect) => {
        const at = readDriveLocation(settings);
        const access = connect(at.credential);
        const drive = new DriveClient({ ...access, apiUrl: endpoints.apiUrl });
        return new CloudFolderDestination(new DriveFolders({ at, drive, notes: access.notes }));
      },
    },
    give,
  );

export const googleDrive = destinationKind(
  {
    /** Default: the addresses of Google. */
    endpoints: googleSetting,
    allowed: allowList('TL_FETCH_ALLOW'),
  },
  { label: 'Google Drive', form: driveForm, make: createGoogleDriveType },
);
