import { AccessTokens, GoogleLine, GoogleOAuth, googleSetting, type GoogleEndpoints } from '@throughline/credentials';
import { allowList, type AllowList } from '@throughline/outgoing';
import type { GiveStores, OwnStores } from '../../credentials/own-stores.js';
import type { DestinationType } from '../destination.js';
import { destinationKind } from '../kind.js';
import { DriveClient } from './drive-client.js';
import { GoogleDriveDestination } from './google-drive-destination.js';
import { drivePlaceOf } from './settings.js';

interface Reaching {
  readonly endpoints: GoogleEndpoints;
  readonly allowed: AllowList;
}

/**
 * Outputs of type `google_drive`. Settings: `credential`, the number of a credential whose account was connected; `folder`, the id of a folder,
 * of a shared drive too; `path` below it, e.g. `Talks/{year}`.
 */
export function googleDriveType({ endpoints, allowed }: Reaching, give: GiveStores): DestinationType {
  const line = new GoogleLine(allowed);
  const oauth = new GoogleOAuth(line, endpoints);
  const shared: { stores?: OwnStores; tokens?: AccessTokens } = {};
  // One for all outputs: their processes are not to refresh side by side.
  const own = (): { stores: OwnStores; tokens: AccessTokens } => {
    const stores = (shared.stores ??= give());
    return { stores, tokens: (shared.tokens ??= new AccessTokens({ vault: stores.vault, oauth })) };
  };
  return {
    open({ output: { settings } }) {
      const at = drivePlaceOf(settings);
      const { stores, tokens } = own();
      const drive = new DriveClient({ line, apiUrl: endpoints.apiUrl, tokens, credential: at.credential });
      return new GoogleDriveDestination({ at, drive, notes: stores.notes });
    },
  };
}

export const googleDrive = destinationKind(
  {
    /** Where Google is, if not at Google. */
    endpoints: googleSetting('TL_GOOGLE_URL'),
    /** What may be reached although it is not public. */
    allowed: allowList('TL_FETCH_ALLOW'),
  },
  (reaching, give) => googleDriveType(reaching, give),
);
