import type { Provider, Type } from '@nestjs/common';
import type { ChannelStore } from '../channels/channel-store.js';
import { ConnectCredential } from './connect.js';
import { ConsentController } from './consent.controller.js';
import type { CredentialStore } from './credential-store.js';
import { CredentialsController } from './credentials.controller.js';
import { Credentials, type CredentialsParts } from './credentials.js';
import type { ConsentProvider, SecretDesk } from './provider.js';

export interface CredentialPorts {
  readonly credentials: CredentialStore;
  readonly secrets: SecretDesk;
  readonly consent: ConsentProvider;
  /** Some of them use credentials. */
  readonly channels: ChannelStore;
  readonly now: () => Date;
}

/** What opens services of others, and how accounts are connected. */
export function assembleCredentials(
  { credentials: store, secrets: desk, consent: provider, channels, now }: CredentialPorts,
  settings: Pick<CredentialsParts, 'outputs' | 'masterKey'>,
): { readonly controllers: readonly Type[]; readonly providers: readonly Provider[] } {
  const credentials = new Credentials({ ...settings, store, desk, channels });
  return {
    controllers: [ConsentController, CredentialsController],
    providers: [
      { provide: Credentials, useValue: credentials },
      { provide: ConnectCredential, useValue: new ConnectCredential({ credentials, store, desk, provider, now }) },
    ],
  };
}
