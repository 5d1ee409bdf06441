import { PermanentError, WaitingError, kindOf } from '@throughline/contracts';
import { GrantRefusedError, type AccessToken, type OAuthClient, type Refreshed } from '../google/oauth.js';
import type { CredentialId, CredentialVault, FoundSecret } from './credential-vault.js';
import { underLease, type LeaseTimes } from './record-lease.js';
import type { OAuthGrant, Standing } from './secret.js';

/** Whoever gives new access tokens for a consent. */
export interface Refreshes {
  refresh(client: OAuthClient, refreshToken: string): Promise<Refreshed>;
}

export interface AccessTokensOptions {
  readonly vault: CredentialVault;
  readonly oauth: Refreshes;
  readonly now?: () => Date;
  readonly times?: LeaseTimes;
}

/** Long enough for one request to use it. */
const LEFT_MS = 60_000;
/** How often it is said that a credential is in use. */
const TELL_EVERY_MS = 60_000;
const TIMES: LeaseTimes = { termMs: 30_000, pollMs: 200 };
const MOST_ROUNDS = 3;

export const reconnect = (id: CredentialId): WaitingError =>
  new WaitingError(
    'credential-needs-reauth',
    `The account behind the credential ${String(id)} must be connected again: tl credential connect ${String(id)}. It goes on by itself then`,
  );

type Found = FoundSecret & { readonly secret: OAuthGrant };

/**
 * Access tokens for consents. Of all processes one refreshes at a time, and the others use what it got; a refresh token that the other side
 * replaces is put in the place of the very one that it came for, so a consent that was given meanwhile is never overwritten.
 */
export class AccessTokens {
  readonly #running = new Map<CredentialId, Promise<string>>();
  readonly #told = new Map<CredentialId, { readonly grant: string; readonly at: number }>();
  readonly #now: () => Date;
  readonly #times: LeaseTimes;

  constructor(private readonly options: AccessTokensOptions) {
    this.#now = options.now ?? (() => new Date());
    this.#times = options.times ?? TIMES;
  }

  /** `refused`: a token that was not taken although its time was not over. */
  async get(id: CredentialId, refused?: string): Promise<string> {
    const found = await this.#find(id);
    const { access } = found.secret;
    if (this.#holds(access, refused)) {
      await this.#tellOk(id, found.secret);
      return access.token;
    }
    const running = this.#running.get(id) ?? this.#begin(id, refused);
    return running;
  }

  #begin(id: CredentialId, refused: string | undefined): Promise<string> {
    const running = underLease(this.options.vault.lease(id), this.#times, () => this.#refreshed(id, refused)).finally(() => {
      this.#running.delete(id);
    });
    this.#running.set(id, running);
    return running;
  }

  /** Read again: whoever held the lease before may have got one. */
  async #refreshed(id: CredentialId, refused: string | undefined): Promise<string> {
    for (let rounds = 0; rounds < MOST_ROUNDS; rounds += 1) {
      const found = await this.#find(id);
      if (this.#holds(found.secret.access, refused)) return found.secret.access.token;
      const token = await this.#refresh(id, found);
      if (token !== undefined) return token;
    }
    throw new WaitingError('output-busy', `The credential ${String(id)} is changed all the time; it is tried again`);
  }

  /** Undefined where another consent has come meanwhile. */
  async #refresh(id: CredentialId, found: Found): Promise<string | undefined> {
    const { vault, oauth } = this.options;
    const { secret, revision } = found;
    await this.#requireConsent(id, secret);
    try {
      const { access, refreshToken = secret.refreshToken } = await oauth.refresh(secret, secret.refreshToken);
      await vault.rotate(id, { ...secret, refreshToken, access }, revision);
      await this.#tellOk(id, secret);
      return access.token;
    } catch (error) {
      if (kindOf(error) === 'record-conflict') return undefined;
      if (!(error instanceof GrantRefusedError)) throw error;
      if (!(await this.#withoutAccess(id, secret.refreshToken))) return undefined;
      await vault.tell(id, { ...this.#standing(secret), state: 'needs_reauth', reason: 'invalid_grant' });
      throw reconnect(id);
    }
  }

  /** A token that has time left would be taken for a consent that holds. False where another consent has come meanwhile. */
  async #withoutAccess(id: CredentialId, refused: string): Promise<boolean> {
    const { secret, revision } = await this.#find(id);
    if (secret.refreshToken !== refused) return false;
    const { access, ...rest } = secret;
    if (access === undefined) return true;
    try {
      await this.options.vault.rotate(id, rest, revision);
      return true;
    } catch (error) {
      if (kindOf(error) === 'record-conflict') return false;
      throw error;
    }
  }

  /** A consent that was refused stays so: nobody is asked about it again. */
  async #requireConsent(id: CredentialId, { grant }: OAuthGrant): Promise<void> {
    const standing = await this.options.vault.standing(id);
    if (standing?.grant === grant && standing.state === 'needs_reauth') throw reconnect(id);
  }

  async #find(id: CredentialId): Promise<Found> {
    const found = await this.options.vault.find(id);
    if (found === undefined) throw reconnect(id);
    const { secret, revision } = found;
    if (secret.kind !== 'oauth')
      throw new PermanentError('output-misconfigured', `The credential ${String(id)} is none of a Google account`);
    return { secret, revision };
  }

  #holds(access: AccessToken | undefined, refused: string | undefined): access is AccessToken {
    return access !== undefined && access.token !== refused && Date.parse(access.expiresAt) - this.#now().getTime() > LEFT_MS;
  }

  #standing({ grant }: OAuthGrant): Omit<Standing, 'state'> {
    return { v: 1, grant, lastUsedAt: this.#now().toISOString() };
  }

  async #tellOk(id: CredentialId, secret: OAuthGrant): Promise<void> {
    const told = this.#told.get(id);
    const at = this.#now().getTime();
    if (told?.grant === secret.grant && at - told.at < TELL_EVERY_MS) return;
    this.#told.set(id, { grant: secret.grant, at });
    // Nothing of the work depends on it.
    await this.options.vault.tell(id, { ...this.#standing(secret), state: 'ok' }).catch(() => undefined);
  }
}
