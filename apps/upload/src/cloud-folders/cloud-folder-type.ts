import {
  AccessTokens,
  createOAuthProvider,
  type OAuthEndpoints,
  type OAuthType,
  type ServiceClient,
} from '@throughline/credentials';
import type { ServiceStores, StoresProvider } from '../credentials/own-stores.js';
import type { DestinationType } from '../kit/destination.js';
import { CloudFolderDestination } from './cloud-folder-destination.js';
import type { CloudStorage } from './cloud-storage.js';
import { readCloudLocation, type CloudForm } from './settings.js';

export interface CloudAccess {
  readonly line: ServiceClient;
  readonly tokens: AccessTokens;
  readonly credential: number;
}

interface CloudService {
  /** The output type. */
  readonly type: string;
  /** The subject of errors in settings, such as `a Dropbox`. */
  readonly article: string;
  /** The type of the credential. */
  readonly account: OAuthType;
  readonly form: CloudForm;
  readonly line: ServiceClient;
  readonly endpoints: OAuthEndpoints;
  readonly createStorage: (access: CloudAccess) => CloudStorage;
}

/** Creates a type of outputs that are folders of a cloud storage. */
export function cloudFolderType(
  { type, article, account, form, line, endpoints, createStorage }: CloudService,
  give: StoresProvider,
): DestinationType {
  const oauth = createOAuthProvider(account, { line, endpoints });
  const shared: { stores?: ServiceStores; tokens?: AccessTokens } = {};
  // Shared by all outputs, so that a token is refreshed only once at a time.
  const own = (): { stores: ServiceStores; tokens: AccessTokens } => {
    const stores = (shared.stores ??= give());
    return { stores, tokens: (shared.tokens ??= new AccessTokens({ vault: stores.vault, oauth })) };
  };
  return {
    open({ output: { name, settings } }) {
      const at = readCloudLocation(settings, article, form);
      const { stores, tokens } = own();
      const storage = createStorage({ line, tokens, credential: at.credential });
      return new CloudFolderDestination({ type, output: name, at, storage, notes: stores.notes });
    },
  };
}
