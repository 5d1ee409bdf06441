import { AccessTokens, ServiceClient, createOAuthProvider, googleSetting, type GoogleEndpoints } from '@throughline/credentials';
import { allowList, type AllowList } from '@throughline/outgoing';
import type { StoresProvider, ServiceStores } from '../../credentials/own-stores.js';
import type { DestinationType } from '../../kit/destination.js';
import { destinationKind } from '../../kit/kind.js';
import { DriveClient } from './drive-client.js';
import { GoogleDriveDestination } from './google-drive-destination.js';
import { driveForm, readDriveLocation } from './settings.js';

interface GoogleDriveAccess {
  readonly endpoints: GoogleEndpoints;
  readonly allowed: AllowList;
}

/**
 * Outputs of type `google_drive`. Settings: `credential`, the number of a connected credential; `folder`, the id of a folder,
 * also of a shared drive; `path` below it, e.g. `Talks/{year}`.
 */
export function googleDriveType({ endpoints, allowed }: GoogleDriveAccess, give: StoresProvider): DestinationType {
  const line = new ServiceClient('Google', allowed);
  const oauth = createOAuthProvider('google', { line, endpoints });
  const shared: { stores?: ServiceStores; tokens?: AccessTokens } = {};
  // Shared by all outputs, so that a token is refreshed only once at a time.
  const own = (): { stores: ServiceStores; tokens: AccessTokens } => {
    const stores = (shared.stores ??= give());
    return { stores, tokens: (shared.tokens ??= new AccessTokens({ vault: stores.vault, oauth })) };
  };
  return {
    open({ output: { settings } }) {
      const at = readDriveLocation(settings);
      const { stores, tokens } = own();
      const drive = new DriveClient({ line, apiUrl: endpoints.apiUrl, tokens, credential: at.credential });
      return new GoogleDriveDestination({ at, drive, notes: stores.notes });
    },
  };
}

export const googleDrive = destinationKind(
  {
    /** Default: the addresses of Google. */
    endpoints: googleSetting,
    allowed: allowList('TL_FETCH_ALLOW'),
  },
  { label: 'Google Drive', form: driveForm, make: googleDriveType },
);
