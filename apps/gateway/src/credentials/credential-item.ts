import type { OutputConfig } from '@throughline/contracts';
import type { Standing } from '@throughline/credentials';
import type { Credential, CredentialState, CredentialType } from './credential.js';

/** A credential as the API shows it: nothing of a secret. */
export interface CredentialItem {
  readonly id: number;
  readonly type: CredentialType;
  readonly name: string;
  readonly state: CredentialState;
  readonly account: string | null;
  readonly connected_at: string | null;
  readonly last_used_at: string | null;
  readonly used_by: readonly string[];
  readonly created_at: string;
}

/** Outputs that name the credential in their settings. */
export const outputsWith = (id: number, outputs: readonly OutputConfig[]): readonly string[] =>
  outputs.flatMap(({ name, settings }) => (settings['credential'] === id ? [name] : []));

/** What is said of another secret than the one that was put in last does not hold. */
function stateOf({ type, connectedAt }: Credential, standing: Standing | undefined): CredentialState {
  if (type === 'google' && connectedAt === undefined) return 'needs_reauth';
  if (standing !== undefined) return standing.state;
  // Whoever was connected has been asked whose account it is.
  return type === 'google' ? 'ok' : 'unknown';
}

export function credentialItem(
  credential: Credential,
  told: Standing | undefined,
  /** Names of outputs and channels. */
  users: readonly string[],
): CredentialItem {
  const standing = told?.grant === credential.grantId ? told : undefined;
  const { id, type, name, account, connectedAt, createdAt } = credential;
  return {
    id,
    type,
    name,
    state: stateOf(credential, standing),
    account: account ?? null,
    connected_at: connectedAt ?? null,
    last_used_at: standing?.lastUsedAt ?? null,
    used_by: users,
    created_at: createdAt,
  };
}
