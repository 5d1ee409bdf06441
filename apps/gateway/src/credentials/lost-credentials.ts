import { isOAuthType, type CredentialId } from '@throughline/credentials';
import { stateOf, type Credential, type CredentialState } from './credential.js';
import type { CredentialStore } from './credential-store.js';
import { findUsers, listUserNames, type CredentialUserLists } from './credential-users.js';
import type { SecretStore } from './provider.js';

/** The code of waits and of problems that end when a person connects an account again. */
export const RECONNECT = 'credential-needs-reauth';

/**
 * `not-connected`: no account is connected, for example after a change of the client. `refused`: the service no longer accepts
 * the secret. `missing-permissions`: the account has not granted everything.
 */
export const LOSS_REASONS = ['not-connected', 'refused', 'missing-permissions'] as const;
export type LossReason = (typeof LOSS_REASONS)[number];

/** A credential in use that does not work until a person connects or replaces it. */
export interface LostCredential extends Pick<Credential, 'id' | 'type' | 'name' | 'grantId'> {
  readonly reason: LossReason;
  /** Names of the outputs, channels and sources that use it. */
  readonly usedBy: readonly string[];
}

/** The newest sync of a source. */
interface NewestSync {
  readonly problem: { readonly code: string } | undefined;
  readonly entries: readonly { readonly code?: string }[];
}

export interface LostCredentialsParts extends CredentialUserLists {
  readonly store: Pick<CredentialStore, 'list'>;
  readonly secrets: Pick<SecretStore, 'status'>;
  readonly sources: {
    list(libraryId: string): Promise<readonly { id: number; name: string; credentialId: CredentialId | undefined }[]>;
  };
  readonly syncs: { latest(sourceIds: readonly number[]): Promise<ReadonlyMap<number, NewestSync>> };
}

const NONE: ReadonlySet<CredentialId> = new Set();

const findReason = ({ type, connectedAt }: Credential, state: CredentialState): LossReason => {
  if (isOAuthType(type) && connectedAt === undefined) return 'not-connected';
  return state === 'needs_reauth' ? 'refused' : 'missing-permissions';
};

/** Finds the credentials of a library that need their owner. */
export class LostCredentials {
  constructor(private readonly parts: LostCredentialsParts) {}

  /**
   * `waited` has the credentials that items wait for. A new credential that was never connected is lost only if something has
   * tried to use it: its owner may be setting it up.
   */
  async find(libraryId: string, waited: ReadonlySet<CredentialId> = NONE): Promise<readonly LostCredential[]> {
    const all = await this.parts.store.list(libraryId);
    if (all.length === 0) return [];
    const refused = await this.#refusedToSources(libraryId);
    const found = await Promise.all(
      all.map(async (credential): Promise<readonly LostCredential[]> => {
        const { id, type, name, grantId, account } = credential;
        const [told, users] = await Promise.all([this.parts.secrets.status(id), findUsers(credential, this.parts)]);
        const [state, usedBy] = [stateOf(credential, told), listUserNames(users)];
        const isNew = isOAuthType(type) && account === undefined;
        const isKnownLost = state === 'needs_reauth' && !isNew && usedBy.length > 0;
        if (!isKnownLost && !refused.has(id) && !waited.has(id)) return [];
        return [{ id, type, name, grantId, reason: findReason(credential, state), usedBy }];
      }),
    );
    return found.flat();
  }

  /** A missing permission is known only from the sync that it has stopped. */
  async #refusedToSources(libraryId: string): Promise<ReadonlySet<CredentialId>> {
    const sources = await this.parts.sources.list(libraryId);
    const using = sources.filter(({ credentialId }) => credentialId !== undefined);
    if (using.length === 0) return NONE;
    const latest = await this.parts.syncs.latest(using.map(({ id }) => id));
    const isRefused = (id: number): boolean => {
      const sync = latest.get(id);
      return sync?.problem?.code === RECONNECT || sync?.entries.some(({ code }) => code === RECONNECT) === true;
    };
    return new Set(using.flatMap(({ id, credentialId }) => (credentialId !== undefined && isRefused(id) ? [credentialId] : [])));
  }
}
