import { kindOf, newId } from '@throughline/contracts';
import {
  createVerifier,
  describeMissing,
  isOAuthType,
  type AccountIdentity,
  type CodeGrant,
  type OAuthGrant,
  type OAuthTokens,
  type OAuthType,
} from '@throughline/credentials';
import type { AdministrationLog, ChangeRecord } from '../people/administration-log/index.js';
import { Problem } from '../kit/http/problems/problem.js';
import { newSecret, hashOf } from '../people/index.js';
import type { Credential } from './credential.js';
import { recordConnection } from './credential-records.js';
import type { CredentialStore } from './credential-store.js';
import type { Credentials } from './credentials.js';
import type { ConsentLink } from './credentials.dto.js';
import type { ConsentProviders, SecretStore } from './provider.js';

export interface ConnectParts {
  readonly credentials: Credentials;
  readonly store: CredentialStore;
  readonly secrets: SecretStore;
  readonly providers: ConsentProviders;
  readonly log: AdministrationLog;
  readonly now: () => Date;
}

/** About as long as the consent pages of the services stay valid. */
const CONSENT_MS = 10 * 60_000;
export const CALLBACK_PATH = '/api/v1/credentials/oauth/callback';

export interface ConsentReturn {
  readonly state: string;
  readonly code: string | undefined;
  /** Present if the service binds its tokens to a device. */
  readonly deviceId?: string;
  readonly visitor: { readonly id: string; readonly name: string } | undefined;
  /** {@link hashBrowserSecret} the returning browser's session secret. */
  readonly browser: string | undefined;
}

export interface ConsentStart {
  readonly userId: string;
  readonly origin: string;
  /**
   * {@link hashBrowserSecret} the starting browser's session secret; `undefined` if an API token starts the consent, as on a command
   * line.
   */
  readonly browser: string | undefined;
}

/** Hashes a browser's session secret, to compare sessions without storing the secret. */
export const hashBrowserSecret = (secret: string): string => hashOf(`consent ${secret}`);

type ConnectedGrant = Pick<OAuthGrant, 'access' | 'refreshToken' | 'deviceId'>;

interface ConsentProof {
  readonly verifier: string;
  readonly redirectUri: string;
  readonly browser?: string;
}

/** Connects an account at a service: sends a user to the consent page, and accepts the return once, within ten minutes. */
export class ConnectCredential {
  constructor(private readonly parts: ConnectParts) {}

  async begin(credential: Credential, by: ConsentStart): Promise<ConsentLink> {
    const { credentials, store, providers, now } = this.parts;
    const type = requireOAuthType(credential);
    const [state, verifier, redirectUri] = [newSecret(), createVerifier(), `${by.origin}${CALLBACK_PATH}`];
    const expiresAt = new Date(now().getTime() + CONSENT_MS).toISOString();
    const sealed = credentials.seal(
      `consent/${String(credential.id)}`,
      JSON.stringify({
        verifier,
        redirectUri,
        ...(by.browser === undefined ? {} : { browser: by.browser }),
      } satisfies ConsentProof),
    );
    await store.expectConsent(hashOf(state), { credentialId: credential.id, userId: by.userId, sealed }, expiresAt);
    const url = providers.of(type).consentUrl(credentials.clientOf(credential), { state, verifier, redirectUri });
    return { url, expires_at: expiresAt };
  }

  async finish(consent: ConsentReturn): Promise<{ name: string; account: string }> {
    const { proof, credential } = await this.#awaited(consent);
    if (consent.code === undefined) throw new Problem('consent-declined');
    const { code, deviceId } = consent;
    const device = deviceId === undefined ? {} : { deviceId };
    const { refreshed, account } = await this.#exchange(credential, proof, { code, ...device });
    const { access, refreshToken } = refreshed;
    if (refreshToken === undefined)
      throw new Problem('consent-declined', {
        detail: `${this.#labelOf(credential)} granted no permanent access. Connect again, and grant all requested permissions.`,
      });
    requireSameAccount(credential, account);
    await this.#keep(credential, account, { access, refreshToken, ...device }, consent.visitor);
    return { name: credential.name, account: account.name };
  }

  #labelOf(credential: Credential): string {
    return this.parts.providers.of(requireOAuthType(credential)).label;
  }

  /**
   * A state is valid only in the browser that started the consent (RFC 6749, 10.12). Otherwise an attacker could send the
   * address to a victim, and connect the victim's account.
   * A command line has no browser, so then any browser signed in as the token's user is accepted.
   */
  async #awaited({ state, visitor, browser }: ConsentReturn): Promise<{ proof: ConsentProof; credential: Credential }> {
    const consent = await this.parts.store.takeConsent(hashOf(state));
    if (consent === undefined || visitor?.id !== consent.userId) throw new Problem('consent-unknown');
    const credential = await this.parts.store.find(consent.credentialId);
    if (credential === undefined) throw new Problem('consent-unknown');
    const sealed = this.parts.credentials.open(`consent/${String(credential.id)}`, consent.sealed);
    const proof = JSON.parse(sealed) as ConsentProof;
    if (proof.browser !== undefined && proof.browser !== browser) throw new Problem('consent-unknown');
    return { proof, credential };
  }

  async #exchange(
    credential: Credential,
    { verifier, redirectUri }: ConsentProof,
    returned: Pick<CodeGrant, 'code' | 'deviceId'>,
  ): Promise<{ refreshed: OAuthTokens; account: AccountIdentity }> {
    const { credentials, providers } = this.parts;
    const provider = providers.of(requireOAuthType(credential));
    try {
      const refreshed = await provider.exchange(credentials.clientOf(credential), { ...returned, verifier, redirectUri });
      // A missing permission may also be the one to ask for the account.
      const { missing = [] } = refreshed.access;
      if (missing.length > 0) throw new Problem('consent-declined', { detail: `${describeMissing(provider.label, missing)}.` });
      return { refreshed, account: await provider.whoIs(refreshed.access.token, { idToken: refreshed.idToken }) };
    } catch (error) {
      if (kindOf(error) === 'grant-refused') throw new Problem('consent-unknown', { cause: error });
      if (kindOf(error) !== 'waiting' || !(error instanceof Error)) throw error;
      throw new Problem(refusalOf(credential), { detail: error.message, cause: error, headers: { 'retry-after': '30' } });
    }
  }

  /**
   * Claims the credential with a new grant id, so that only one of several concurrent returns goes on. Then stores the secret,
   * and last the connected account.
   * If the client was replaced or the credential removed in between, removes the secret again.
   */
  async #keep(
    credential: Credential,
    account: AccountIdentity,
    connection: ConnectedGrant,
    by: ConsentReturn['visitor'],
  ): Promise<void> {
    const { credentials, store, secrets, now, log } = this.parts;
    const grant = newId();
    const changed = await store.change(credential.id, { grantId: grant, connectedAt: null }, credential.grantId);
    if (changed === undefined) throw new Problem('consent-unknown');
    const client = credentials.clientOf(credential);
    const type = requireOAuthType(credential);
    const named = this.parts.providers.of(type).isNamedByConsent === true ? { account: { ...account } } : {};
    await secrets.put(credential.id, {
      v: 1,
      kind: 'oauth',
      grant,
      service: type,
      ...named,
      ...client,
      ...connection,
    });
    const connected = { account: account.name, accountId: account.id, connectedAt: now().toISOString() };
    const kept = await log.change(
      () => store.change(credential.id, connected, grant),
      (after): ChangeRecord | undefined => after && { ...recordConnection(after, true), actor: { ...by, type: 'user' } },
    );
    if (kept !== undefined) return;
    await credentials.disconnect(credential.id);
    throw new Problem('consent-unknown');
  }
}

function requireSameAccount({ accountId, account: knownAccount }: Credential, account: AccountIdentity): void {
  if (accountId === undefined || accountId === account.id) return;
  throw new Problem('other-account', {
    detail: `This credential belongs to ${knownAccount ?? 'another account'}, not to ${account.name}.`,
  });
}

function requireOAuthType({ type }: Credential): OAuthType {
  if (isOAuthType(type)) return type;
  throw new Problem('credential-not-connectable');
}

/** Google had a code of its own before there were other services. */
const refusalOf = ({ type }: Credential): 'google-refuses' | 'service-refuses' =>
  type === 'google' ? 'google-refuses' : 'service-refuses';
