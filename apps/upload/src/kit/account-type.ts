import type { OutputConfig } from '@throughline/contracts';
import {
  AccessTokens,
  createOAuthProvider,
  type OAuthEndpoints,
  type OAuthType,
  type ServiceClient,
} from '@throughline/credentials';
import type { KeyValueStore } from '@throughline/messaging';
import type { SettingField } from '@throughline/service-kit/forms';
import type { StoresProvider } from '../credentials/own-stores.js';
import type { Destination, DestinationType } from './destination.js';

export interface AccountAccess {
  readonly line: ServiceClient;
  readonly tokens: AccessTokens;
  readonly credential: number;
  readonly notes: KeyValueStore;
}

/** The part of an output's form that names the type of its credential. */
export type AccountForm = Readonly<Record<'credential', SettingField & { readonly credential: OAuthType }>>;

interface AccountService {
  readonly form: AccountForm;
  readonly line: ServiceClient;
  readonly endpoints: OAuthEndpoints;
  /** `connect` gives access to the account with this number. */
  readonly open: (output: OutputConfig, connect: (credential: number) => AccountAccess) => Destination;
}

/** Creates a type of outputs that use a connected account. */
export function accountType({ form, line, endpoints, open }: AccountService, give: StoresProvider): DestinationType {
  const oauth = createOAuthProvider(form.credential.credential, { line, endpoints });
  // Shared by all outputs, so that a token is refreshed only once at a time.
  const shared: { tokens?: AccessTokens } = {};
  const connect = (credential: number): AccountAccess => {
    const { vault, notes } = give();
    return { line, tokens: (shared.tokens ??= new AccessTokens({ vault, oauth })), credential, notes };
  };
  return { open: ({ output }) => open(output, connect) };
}
