import { randomBytes } from 'node:crypto';
import { SOURCE_CREDENTIAL_STORE, newId } from '@throughline/contracts';
import {
  CredentialVault,
  CredentialWriter,
  GMAIL_SCOPE,
  OAuthProviders,
  createGoogleEndpoints,
  createMicrosoftEndpoints,
} from '@throughline/credentials';
import { MemoryKeyValueStore } from '@throughline/messaging/testing';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { GoogleFake, MicrosoftFake } from '@throughline/strict-fakes';
import { MailUsers } from '#src/sources/mailbox/index.js';

/** The consents of owners of mailboxes, as the gateway stores them and the ingest service uses them. */
export class MailConsents {
  readonly writer: CredentialWriter;
  readonly users: MailUsers;
  readonly #providers: OAuthProviders;

  private constructor(
    readonly google: GoogleFake,
    readonly microsoft: MicrosoftFake,
    port: number,
  ) {
    const [records, key] = [new MemoryKeyValueStore(), randomBytes(32)];
    this.writer = new CredentialWriter(records, key, SOURCE_CREDENTIAL_STORE);
    const vault = new CredentialVault(records, key, SOURCE_CREDENTIAL_STORE);
    const endpoints = { google: createGoogleEndpoints(google.url), microsoft: createMicrosoftEndpoints(microsoft.url) };
    this.#providers = new OAuthProviders(endpoints, parseAllowedHosts('127.0.0.1'));
    const oauth = { gmail: this.#providers.of('gmail'), outlook: this.#providers.of('outlook') };
    const server = { host: '127.0.0.1', port, tls: 'none' } as const;
    this.users = new MailUsers({ oauth, vault: () => vault, servers: { gmail: server, outlook: server } });
  }

  /** The mail server of both services is at the port. */
  static async start(port: number): Promise<MailConsents> {
    const [google, microsoft] = await Promise.all([GoogleFake.start(), MicrosoftFake.start()]);
    return new MailConsents(google, microsoft, port);
  }

  /** Stores a consent that was given before. */
  connect(id: number, service: 'gmail' | 'outlook', email: string): Promise<void> {
    const { google, microsoft } = this;
    const { client, refreshToken } =
      service === 'gmail'
        ? { client: google.client, refreshToken: google.oauth.grant(email, google.client, `${GMAIL_SCOPE} openid`) }
        : { client: microsoft.oauth.client, refreshToken: microsoft.oauth.grant(email) };
    const { clientId, clientSecret } = client;
    const account = { id: `id-of-${email}`, name: email };
    return this.writer.put(id, { v: 1, kind: 'oauth', grant: newId(), service, account, clientId, clientSecret, refreshToken });
  }

  /** The tokens that the services have issued. */
  get issued(): readonly string[] {
    return [...this.google.oauth.issued, ...this.microsoft.oauth.issued];
  }

  async close(): Promise<void> {
    await Promise.all([this.google.close(), this.microsoft.close(), this.#providers.close()]);
  }
}
