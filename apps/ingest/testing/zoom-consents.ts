import { randomBytes } from 'node:crypto';
import { SOURCE_CREDENTIAL_STORE, newId } from '@throughline/contracts';
import { CredentialVault, CredentialWriter, OAuthProviders, createZoomEndpoints } from '@throughline/credentials';
import { MemoryKeyValueStore } from '@throughline/messaging/testing';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { FAKE_ZOOM_USER, type ZoomFake } from '@throughline/strict-fakes';
import { ZoomUsers } from '#src/sources/zoom/index.js';

/** The consents of Zoom users, as the gateway stores them and the ingest service uses them. */
export class ZoomConsents {
  readonly writer: CredentialWriter;
  readonly vault: CredentialVault;
  readonly providers: OAuthProviders;

  constructor(
    private readonly zoom: ZoomFake,
    private readonly now: () => number = Date.now,
  ) {
    const [records, key] = [new MemoryKeyValueStore(), randomBytes(32)];
    this.writer = new CredentialWriter(records, key, SOURCE_CREDENTIAL_STORE);
    this.vault = new CredentialVault(records, key, SOURCE_CREDENTIAL_STORE);
    this.providers = new OAuthProviders({ zoomUsers: createZoomEndpoints(zoom.url) }, parseAllowedHosts('127.0.0.1'));
  }

  /** Returns the access of another process each time: it has only the stored tokens. */
  users(): ZoomUsers {
    const now = (): Date => new Date(this.now());
    return new ZoomUsers({ oauth: this.providers.of('zoom'), vault: () => this.vault, url: this.zoom.url, now });
  }

  /** Stores a consent that was given before. */
  connect(id: number, email = FAKE_ZOOM_USER): Promise<void> {
    const refreshToken = this.zoom.users.grant(email);
    const { clientId, clientSecret } = this.zoom.users.client;
    return this.writer.put(id, { v: 1, kind: 'oauth', grant: newId(), service: 'zoom', clientId, clientSecret, refreshToken });
  }

  close(): Promise<void> {
    return this.providers.close();
  }
}
