import { recordsOfRows, type ChangeRecord } from '../people/administration-log/index.js';
import type { Credential } from './credential.js';

/** The name of the account is no secret, but it is an address of a person. */
export const credentialRecords = recordsOfRows<Credential>('credential', ({ name, type }) => ({ name, type }), ['name', 'type']);

/** A new secret counts as a change, even if nothing else differs. */
export function recordCredentialChange(
  before: Credential,
  after: Credential,
  secretFields: readonly string[],
): ChangeRecord | undefined {
  const changed = credentialRecords.changed(before, after);
  if (secretFields.length === 0) return changed;
  const secrets = Object.fromEntries(secretFields.map((name) => [name, 'changed'] as const));
  return { ...credentialRecords.created(after), kind: 'credential.changed', changes: { ...changed?.changes, ...secrets } };
}

export const recordConnection = (credential: Credential, isConnected: boolean): ChangeRecord => ({
  ...credentialRecords.deleted(credential),
  kind: isConnected ? 'credential.connected' : 'credential.disconnected',
});
