import { SOURCE_CREDENTIAL_STORE } from '@throughline/contracts';
import { CredentialVault } from '@throughline/credentials';
import type { NatsConnection } from '@nats-io/transport-node';

/** Holder of the credentials of sources. Sources are built before the bus is connected, so they fetch the vault when they are opened. */
export class SourceVault {
  #vault: CredentialVault | undefined;

  connect(nc: NatsConnection, masterKey: Uint8Array): void {
    this.#vault = CredentialVault.over(nc, masterKey, SOURCE_CREDENTIAL_STORE);
  }

  readonly give = (): CredentialVault => {
    if (this.#vault === undefined) throw new Error('No source can be opened before the service has connected');
    return this.#vault;
  };
}
