import { kindOf } from '@throughline/contracts';
import { systemClock } from '@throughline/messaging';
import type { CredentialId, CredentialVault, StoredSecret } from './credential-vault.js';
import { pause, type LeaseTimes } from './record-lease.js';
import type { OAuthGrant } from './secret.js';

const MAX_PAUSE_MS = 5_000;

/** A grant that the service has renewed. */
interface RotatedGrant {
  readonly secret: OAuthGrant;
  /** The refresh token that the service no longer accepts. */
  readonly replaces: string;
}

/**
 * Stores renewed grants. Keeps those that could not be stored: some services have already invalidated the refresh token that is
 * in the vault.
 */
export class RotatedGrants {
  readonly #unsaved = new Map<CredentialId, RotatedGrant>();

  constructor(
    private readonly vault: CredentialVault,
    private readonly times: LeaseTimes,
  ) {}

  /** Throws `record-conflict` if another secret was stored meanwhile. */
  async save(id: CredentialId, secret: OAuthGrant, used: StoredSecret & { readonly secret: OAuthGrant }): Promise<void> {
    this.#unsaved.set(id, { secret, replaces: used.secret.refreshToken });
    await this.#store(id, { secret, revision: used.revision });
  }

  /** Stores an earlier grant in place of the one that it has replaced. Returns true if the vault must be read again. */
  async resume(id: CredentialId, { secret, revision }: StoredSecret & { readonly secret: OAuthGrant }): Promise<boolean> {
    const unsaved = this.#unsaved.get(id);
    if (unsaved === undefined) return false;
    if (secret.grant !== unsaved.secret.grant || secret.refreshToken !== unsaved.replaces) {
      this.#unsaved.delete(id);
      return false;
    }
    await this.#store(id, { secret: unsaved.secret, revision }).catch((error: unknown) => {
      if (kindOf(error) !== 'record-conflict') throw error;
    });
    return true;
  }

  /** Retries for half of the term of a lease. */
  async #store(id: CredentialId, { secret, revision }: StoredSecret): Promise<void> {
    const { termMs, clock = systemClock } = this.times;
    const end = clock.monotonic() + termMs / 2;
    for (let pauseMs = this.times.pollMs; ; pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS)) {
      try {
        await this.vault.rotate(id, secret, revision);
        this.#unsaved.delete(id);
        return;
      } catch (error) {
        if (kindOf(error) === 'record-conflict' || clock.monotonic() + pauseMs > end) throw error;
      }
      await pause(clock, pauseMs);
    }
  }
}
