import { NOTE_BUCKET } from '@throughline/contracts';
import { CredentialVault, JetStreamRecords, SealedRecords, type Records } from '@throughline/credentials';
import type { NatsConnection } from '@nats-io/transport-node';

/** What this service keeps for itself on the bus, sealed: no event may hold it. */
export interface OwnStores {
  /** What opens the places that it delivers to. */
  readonly vault: CredentialVault;
  /** What it has begun there: addresses of upload sessions, say. They end by themselves after a month. */
  readonly notes: Records;
}

/** Destinations are made before there is a connection, and ask for these when they are opened. */
export type GiveStores = () => OwnStores;

/** Given when the service has connected. */
export class LateStores {
  #stores: OwnStores | undefined;

  connect(nc: NatsConnection, masterKey: Uint8Array): void {
    this.#stores = {
      vault: CredentialVault.over(nc, masterKey),
      notes: new SealedRecords(new JetStreamRecords(nc, NOTE_BUCKET), masterKey, `notes/${NOTE_BUCKET}`),
    };
  }

  readonly give: GiveStores = () => {
    if (this.#stores === undefined) throw new Error('Nothing is delivered before the service has connected');
    return this.#stores;
  };
}
