import { isOAuthType, type CredentialId } from '@throughline/credentials';
import type { ReferencesTo } from '../kit/references/index.js';
import { listUserNames, namesOf, stateOf, type Credential, type CredentialState } from './credential.js';
import type { CredentialStore } from './credential-store.js';
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

export interface LostCredentialsParts {
  readonly store: Pick<CredentialStore, 'list'>;
  readonly secrets: Pick<SecretStore, 'status'>;
  readonly references: Pick<ReferencesTo<'credential'>, 'read'>;
}

/** The time of the last try that was refused for want of an account or a permission, by credential. ISO 8601. */
export type RefusedTries = ReadonlyMap<CredentialId, string>;

const NONE: RefusedTries = new Map();

/**
 * A consent that was given after the try may have what it lacked. The time of a secret that a person types in is unknown: only its
 * state tells.
 */
const isRefused = ({ type, connectedAt }: Credential, tries: readonly (string | undefined)[]): boolean =>
  isOAuthType(type) &&
  tries.some((at) => at !== undefined && (connectedAt === undefined || Date.parse(at) > Date.parse(connectedAt)));

const findReason = ({ type, connectedAt }: Credential, state: CredentialState): LossReason => {
  if (isOAuthType(type) && connectedAt === undefined) return 'not-connected';
  return state === 'needs_reauth' ? 'refused' : 'missing-permissions';
};

/** Finds the credentials of a library that need their owner. */
export class LostCredentials {
  constructor(private readonly parts: LostCredentialsParts) {}

  /**
   * `waits` has the last checks of the items that wait for credentials. A new credential that was never connected is lost only if
   * something has tried to use it: its owner may be setting it up.
   */
  async find(libraryId: string, waits: RefusedTries = NONE): Promise<readonly LostCredential[]> {
    const all = await this.parts.store.list(libraryId);
    if (all.length === 0) return [];
    const useOf = await this.parts.references.read(libraryId);
    const found = await Promise.all(
      all.map(async (credential): Promise<readonly LostCredential[]> => {
        const { id, type, name, grantId, account } = credential;
        const state = stateOf(credential, await this.parts.secrets.status(id));
        const use = useOf(id);
        const isTried = isRefused(credential, [waits.get(id), ...use.sources.map(({ refusedAt }) => refusedAt)]);
        const isNew = isOAuthType(type) && account === undefined;
        if (!isTried && (state !== 'needs_reauth' || isNew)) return [];
        const usedBy = listUserNames(namesOf(use));
        if (usedBy.length === 0 && !isTried && !waits.has(id)) return [];
        return [{ id, type, name, grantId, reason: findReason(credential, state), usedBy }];
      }),
    );
    return found.flat();
  }

  /** Returns the credentials of a library. Outputs of the server may use those of other libraries. */
  async listIds(libraryId: string): Promise<ReadonlySet<CredentialId>> {
    return new Set((await this.parts.store.list(libraryId)).map(({ id }) => id));
  }
}
