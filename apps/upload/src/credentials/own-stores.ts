import { NOTE_STORE } from '@throughline/contracts';
import { CredentialVault } from '@throughline/credentials';
import { JetStreamKeyValueStore, SealedKeyValueStore, type KeyValueStore } from '@throughline/messaging';
import type { NatsConnection } from '@nats-io/transport-node';

/** Sealed stores of the upload service on the bus, for secrets that no event may hold. */
export interface ServiceStores {
  readonly vault: CredentialVault;
  /** Notes about unfinished deliveries, such as upload session addresses. They expire after a month. */
  readonly notes: KeyValueStore;
}

/** Destinations are built before the bus is connected, so they fetch the stores when they are opened. */
export type StoresProvider = () => ServiceStores;

/** Holder of the stores, filled when the service has connected. */
export class StoresHolder {
  #stores: ServiceStores | undefined;

  connect(nc: NatsConnection, masterKey: Uint8Array): void {
    this.#stores = {
      vault: CredentialVault.over(nc, masterKey),
      notes: new SealedKeyValueStore(new JetStreamKeyValueStore(nc, NOTE_STORE), masterKey, `notes/${NOTE_STORE}`),
    };
  }

  readonly give: StoresProvider = () => {
    if (this.#stores === undefined) throw new Error('No delivery can start before the service has connected');
    return this.#stores;
  };
}
