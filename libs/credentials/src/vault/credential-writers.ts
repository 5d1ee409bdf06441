import { CREDENTIAL_STORE, SOURCE_CREDENTIAL_STORE } from '@throughline/contracts';
import type { NatsConnection } from '@nats-io/nats-core';
import { isSourceService } from '../providers/oauth-providers.js';
import { CredentialWriter, type CredentialId } from './credential-vault.js';
import type { CredentialStatus, Secret } from './secret.js';

/** Writes each secret to the store of the service that uses it: accounts of sources for the ingest service, others for outputs. */
export class CredentialWriters {
  constructor(
    private readonly outputs: CredentialWriter,
    private readonly sources: CredentialWriter,
  ) {}

  static over(nc: NatsConnection, masterKey: Uint8Array): CredentialWriters {
    return new CredentialWriters(
      CredentialWriter.over(nc, masterKey, CREDENTIAL_STORE),
      CredentialWriter.over(nc, masterKey, SOURCE_CREDENTIAL_STORE),
    );
  }

  put(id: CredentialId, secret: Secret): Promise<void> {
    const isForSources = secret.kind === 'oauth' && secret.service !== undefined && isSourceService(secret.service);
    return (isForSources ? this.sources : this.outputs).put(id, secret);
  }

  async remove(id: CredentialId): Promise<void> {
    await Promise.all([this.outputs.remove(id), this.sources.remove(id)]);
  }

  /** Numbers of credentials are never reused, so only one store has a status. */
  async status(id: CredentialId): Promise<CredentialStatus | undefined> {
    const [one, other] = await Promise.all([this.outputs.status(id), this.sources.status(id)]);
    return one ?? other;
  }
}
