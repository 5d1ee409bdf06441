import { newId } from '@throughline/contracts';
import { CredentialVault, CredentialWriter, type CredentialType } from '@throughline/credentials';
import { MemoryKeyValueStore } from '@throughline/messaging/testing';
import { randomBytes } from 'node:crypto';
import type { Credential } from '../credentials/credential.js';
import type { MemoryGateway } from './memory-gateway.js';

/** The statuses of credentials, as the services that use them report them. */
export class ReportedStatuses {
  readonly #records = new MemoryKeyValueStore();
  readonly #key = randomBytes(32);
  readonly secrets = new CredentialWriter(this.#records, this.#key);
  readonly #vault = new CredentialVault(this.#records, this.#key);

  async report({ id, grantId: grant }: Credential, state: 'ok' | 'needs_reauth'): Promise<void> {
    await this.#vault.setStatus(id, { v: 1, grant, state, lastUsedAt: '2026-02-05T10:00:00.000Z' });
  }
}

/** Adds a credential whose account was connected once. */
export async function addConnected(
  { ports, owner }: MemoryGateway,
  change: { readonly name?: string; readonly type?: CredentialType } = {},
): Promise<Credential> {
  const { type = 'zoom', name = 'Our account' } = change;
  const grantId = newId();
  const added = await ports.credentials.add({
    libraryId: owner,
    type,
    name,
    grantId,
    sealedClient: 'x',
    account: 'ann@example.org',
  });
  return reconnect({ ports }, added);
}

/** Stores another consent of the same account. */
export async function reconnect({ ports }: Pick<MemoryGateway, 'ports'>, { id }: Credential): Promise<Credential> {
  const changed = await ports.credentials.change(id, { grantId: newId(), connectedAt: '2026-02-05T09:00:00.000Z' });
  if (changed === undefined) throw new Error('it does not exist');
  return changed;
}
