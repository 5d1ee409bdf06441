import { PermanentError, WaitingError, kindOf } from '@throughline/contracts';
import { GrantRefusedError, type AccessToken, type OAuthClient, type OAuthTokens } from '../oauth/oauth-provider.js';
import { describeMissing } from '../oauth/permissions.js';
import type { CredentialId, CredentialVault, StoredSecret } from './credential-vault.js';
import { runUnderLease, type HeldLease, type LeaseTimes } from './record-lease.js';
import { RotatedGrants } from './rotated-grants.js';
import { FIRST_SERVICE, type OAuthGrant, type CredentialStatus } from './secret.js';

export interface TokenRefresher {
  /** The type of the credentials. */
  readonly name: string;
  /** The service in texts for people. */
  readonly label: string;
  refresh(client: OAuthClient, refreshToken: string, deviceId?: string): Promise<OAuthTokens>;
}

export interface AccessTokensOptions {
  readonly vault: CredentialVault;
  readonly oauth: TokenRefresher;
  readonly now?: () => Date;
  readonly times?: LeaseTimes;
  /** Replaces the error for deliveries if no account is connected. */
  readonly notConnected?: (id: CredentialId) => Error;
}

/** Long enough for one request. */
const LEFT_MS = 60_000;
/** The minimum time between two reports that a credential works. */
const TELL_EVERY_MS = 60_000;
const TIMES: LeaseTimes = { termMs: 30_000, pollMs: 200 };
const MAX_ROUNDS = 3;

export const reconnectError = (id: CredentialId): WaitingError =>
  new WaitingError(
    'credential-needs-reauth',
    `The account behind the credential ${String(id)} must be connected again: tl credential connect ${String(id)}. The work then continues automatically`,
  );

type OAuthCredential = StoredSecret & { readonly secret: OAuthGrant };

/** A deleted credential looks like one that was never connected: the bus has a secret for neither. */
const notConnectedError = (id: CredentialId): WaitingError =>
  new WaitingError(
    'credential-needs-reauth',
    `The credential ${String(id)} has no connected account: tl credential connect ${String(id)}. The work then continues automatically. If the credential was deleted, stop the run, and run the item with another output`,
  );

/**
 * Access tokens for consents. Only one process refreshes at a time, and the others use its token. A replaced refresh token is
 * stored by revision, so it never overwrites a newer consent.
 */
export class AccessTokens {
  readonly #running = new Map<CredentialId, Promise<string>>();
  readonly #reportedGrants = new Map<CredentialId, { readonly grant: string; readonly at: number }>();
  readonly #now: () => Date;
  readonly #times: LeaseTimes;
  readonly #rotated: RotatedGrants;

  constructor(private readonly options: AccessTokensOptions) {
    this.#now = options.now ?? (() => new Date());
    this.#times = options.times ?? TIMES;
    this.#rotated = new RotatedGrants(options.vault, this.#times);
  }

  /** `refused` is a token that was rejected before it expired. */
  async get(id: CredentialId, refused?: string): Promise<string> {
    const found = await this.#find(id);
    const { access } = found.secret;
    if (this.#holds(access, refused)) {
      await this.#tellOk(id, found.secret, access);
      return access.token;
    }
    const running = this.#running.get(id) ?? this.#begin(id, refused);
    return running;
  }

  /**
   * Throws if the consent lacks permissions. The service reports them with each access token, and access tokens of earlier
   * releases have no report.
   */
  async requirePermissions(id: CredentialId): Promise<void> {
    const { missing = [] } = (await this.#find(id)).secret.access ?? {};
    if (missing.length === 0) return;
    const { label } = this.options.oauth;
    throw new WaitingError('credential-needs-reauth', `${describeMissing(label, missing)}: tl credential connect ${String(id)}`);
  }

  /** Ends a consent whose newest token the service does not accept. A new consent works again. */
  async refuse(id: CredentialId, token: string): Promise<void> {
    const { secret } = await this.#find(id);
    if (secret.access?.token !== token || !(await this.#withoutAccess(id, secret.refreshToken))) return;
    await this.options.vault.setStatus(id, { ...this.#describeUse(secret), state: 'needs_reauth', reason: 'unauthorized' });
  }

  #begin(id: CredentialId, refused: string | undefined): Promise<string> {
    const running = runUnderLease(this.options.vault.lease(id), this.#times, (lease) =>
      this.#refreshed(id, refused, lease),
    ).finally(() => {
      this.#running.delete(id);
    });
    this.#running.set(id, running);
    return running;
  }

  /** Reads again under the lease: the previous holder may have stored a token. */
  async #refreshed(id: CredentialId, refused: string | undefined, lease: HeldLease): Promise<string> {
    for (let rounds = 0; rounds < MAX_ROUNDS; rounds += 1) {
      const found = await this.#find(id);
      if (this.#holds(found.secret.access, refused)) return found.secret.access.token;
      if (await this.#rotated.resume(id, found)) continue;
      const token = await this.#refresh(id, found, lease);
      if (token !== undefined) return token;
    }
    throw new WaitingError('output-busy', `The credential ${String(id)} changes too often; the request is retried`);
  }

  /** Returns `undefined` if a newer consent was stored meanwhile. */
  async #refresh(id: CredentialId, found: OAuthCredential, lease: HeldLease): Promise<string | undefined> {
    const { vault, oauth } = this.options;
    const { secret } = found;
    await this.#requireConsent(id, secret);
    lease.require();
    try {
      const { access, refreshToken = secret.refreshToken } = await oauth.refresh(secret, secret.refreshToken, secret.deviceId);
      await this.#rotated.save(id, { ...secret, refreshToken, access }, found);
      await this.#tellOk(id, secret, access);
      return access.token;
    } catch (error) {
      if (kindOf(error) === 'record-conflict') return undefined;
      if (!(error instanceof GrantRefusedError)) throw error;
      if (!(await this.#withoutAccess(id, secret.refreshToken))) return undefined;
      await vault.setStatus(id, { ...this.#describeUse(secret), state: 'needs_reauth', reason: 'invalid_grant' });
      throw reconnectError(id);
    }
  }

  /**
   * Removes the access token, because an unexpired one would pass for a valid consent. Returns false if a newer consent was
   * stored meanwhile.
   */
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

  /** Throws for a consent that was refused before, without asking the service again. */
  async #requireConsent(id: CredentialId, { grant }: OAuthGrant): Promise<void> {
    const status = await this.options.vault.readStatus(id);
    if (status?.grant === grant && status.state === 'needs_reauth') throw reconnectError(id);
  }

  async #find(id: CredentialId): Promise<OAuthCredential> {
    const found = await this.options.vault.find(id);
    if (found === undefined) throw (this.options.notConnected ?? notConnectedError)(id);
    const { secret, revision } = found;
    const { name, label } = this.options.oauth;
    // A refresh token is sent only to the service that issued it.
    if (secret.kind !== 'oauth' || (secret.service ?? FIRST_SERVICE) !== name)
      throw new PermanentError(
        'output-misconfigured',
        `The credential ${String(id)} is not an account at ${label} (a credential of the type ${name}): choose another credential`,
      );
    return { secret, revision };
  }

  #holds(access: AccessToken | undefined, refused: string | undefined): access is AccessToken {
    return access !== undefined && access.token !== refused && Date.parse(access.expiresAt) - this.#now().getTime() > LEFT_MS;
  }

  #describeUse({ grant }: OAuthGrant): Omit<CredentialStatus, 'state'> {
    return { v: 1, grant, lastUsedAt: this.#now().toISOString() };
  }

  /** A consent that lacks permissions is not reported as working, although its tokens are valid. */
  async #tellOk(id: CredentialId, secret: OAuthGrant, { missing = [] }: AccessToken): Promise<void> {
    if (missing.length > 0) return;
    const last = this.#reportedGrants.get(id);
    const at = this.#now().getTime();
    if (last?.grant === secret.grant && at - last.at < TELL_EVERY_MS) return;
    this.#reportedGrants.set(id, { grant: secret.grant, at });
    // Optional for the caller: the token is valid even if the report fails.
    await this.options.vault.setStatus(id, { ...this.#describeUse(secret), state: 'ok' }).catch(() => undefined);
  }
}
