import { ServiceClient, type OAuthEndpoints } from '@throughline/credentials';
import { allowList } from '@throughline/outgoing';
import type { Setting } from '@throughline/service-kit';
import { accountType, type AccountAccess } from '../kit/account-type.js';
import { destinationKind, type DestinationKind } from '../kit/kind.js';
import { CloudFolderDestination } from './cloud-folder-destination.js';
import type { CloudStorage } from './cloud-storage.js';
import { PathFolders } from './path-folders.js';
import { readCloudLocation, type CloudForm } from './settings.js';

export interface CloudService<E extends OAuthEndpoints> {
  /** The output type. */
  readonly type: string;
  readonly label: string;
  readonly form: CloudForm;
  /** Default: the addresses of the service. */
  readonly endpoints: Setting<E>;
  readonly openStorage: (access: AccountAccess, endpoints: E) => CloudStorage;
}

/** Outputs in folders of a connected account. Settings: `credential`, the number of the account; `folder`, a path below its top. */
export const cloudFolderKind = <E extends OAuthEndpoints>({
  type,
  label,
  form,
  endpoints: setting,
  openStorage,
}: CloudService<E>): DestinationKind =>
  destinationKind(
    { endpoints: setting, allowed: allowList('TL_FETCH_ALLOW') },
    {
      label,
      form,
      make: ({ endpoints, allowed }, give) =>
        accountType(
          {
            form,
            line: new ServiceClient(label, allowed),
            endpoints,
            open: ({ name: output, settings }, connect) => {
              const at = readCloudLocation(settings, `a ${label}`, form);
              const access = connect(at.credential);
              const storage = openStorage(access, endpoints);
              return new CloudFolderDestination(new PathFolders({ type, output, at, storage, notes: access.notes }));
            },
          },
          give,
        ),
    },
  );
