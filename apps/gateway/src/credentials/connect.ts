import { kindOf, newId } from '@throughline/contracts';
import { newVerifier, type GoogleAccountName, type Refreshed } from '@throughline/credentials';
import { Problem } from '../problems/problem.js';
import { newSecret } from '../sign-in/session.js';
import { hashOf } from '../tokens/token.js';
import type { Credential } from './credential.js';
import type { CredentialStore } from './credential-store.js';
import type { Credentials } from './credentials.js';
import type { ConsentProvider, SecretDesk } from './provider.js';

export interface ConnectParts {
  readonly credentials: Credentials;
  readonly store: CredentialStore;
  readonly desk: SecretDesk;
  readonly provider: ConsentProvider;
  readonly now: () => Date;
}

/** As long as Google's own pages leave one time to decide. */
const CONSENT_MS = 10 * 60_000;
export const CALLBACK_PATH = '/api/v1/credentials/oauth/callback';

/** What comes back from Google's page. */
export interface ComesBack {
  readonly state: string;
  readonly code: string | undefined;
  /** The user who is signed in, in the browser that comes back. */
  readonly visitor: string | undefined;
  /** The sign-in of that browser: {@link browserOf} its secret. */
  readonly browser: string | undefined;
}

export interface Beginning {
  readonly userId: string;
  readonly origin: string;
  /** The sign-in of the browser that begins; undefined where a token does, as from a command line. */
  readonly browser: string | undefined;
}

/** Tells one sign-in of a browser from every other, and opens nothing. */
export const browserOf = (secret: string): string => hashOf(`consent ${secret}`);

interface Proof {
  readonly verifier: string;
  readonly redirectUri: string;
  readonly browser?: string;
}

/** Sends somebody to give consent, and takes what he comes back with: once, within ten minutes. */
export class ConnectCredential {
  constructor(private readonly parts: ConnectParts) {}

  async begin(credential: Credential, by: Beginning): Promise<{ url: string; expires_at: string }> {
    if (credential.type !== 'google') throw new Problem('credential-not-connectable');
    const { credentials, store, provider, now } = this.parts;
    const [state, verifier, redirectUri] = [newSecret(), newVerifier(), `${by.origin}${CALLBACK_PATH}`];
    const expiresAt = new Date(now().getTime() + CONSENT_MS).toISOString();
    const sealed = credentials.seal(
      `consent/${String(credential.id)}`,
      JSON.stringify({
        verifier,
        redirectUri,
        ...(by.browser === undefined ? {} : { browser: by.browser }),
      } satisfies Proof),
    );
    await store.expectConsent(hashOf(state), { credentialId: credential.id, userId: by.userId, sealed }, expiresAt);
    const url = provider.consentUrl(credentials.clientOf(credential), { state, verifier, redirectUri });
    return { url, expires_at: expiresAt };
  }

  /** The address of the account that is connected now. */
  async finish(back: ComesBack): Promise<{ name: string; account: string }> {
    const { proof, credential } = await this.#awaited(back);
    if (back.code === undefined) throw new Problem('consent-declined');
    const { refreshed, account } = await this.#exchange(credential, proof, back.code);
    const { access, refreshToken } = refreshed;
    if (refreshToken === undefined)
      throw new Problem('consent-declined', {
        detail: 'Google has given no lasting access. Connect again, and agree to all that is asked.',
      });
    requireSameAccount(credential, account);
    await this.#keep(credential, account, { access, refreshToken });
    return { name: credential.name, account: account.email };
  }

  /**
   * A state is good for the browser that began alone (RFC 6749, 10.12): else somebody could send the address to another person, whose account would
   * then be theirs. A command line has no browser, so there it is any that is signed in as the user whose token began.
   */
  async #awaited({ state, visitor, browser }: ComesBack): Promise<{ proof: Proof; credential: Credential }> {
    const consent = await this.parts.store.takeConsent(hashOf(state));
    if (consent === undefined || visitor !== consent.userId) throw new Problem('consent-unknown');
    const credential = await this.parts.store.find(consent.credentialId);
    if (credential === undefined) throw new Problem('consent-unknown');
    const sealed = this.parts.credentials.open(`consent/${String(credential.id)}`, consent.sealed);
    const proof = JSON.parse(sealed) as Proof;
    if (proof.browser !== undefined && proof.browser !== browser) throw new Problem('consent-unknown');
    return { proof, credential };
  }

  async #exchange(
    credential: Credential,
    { verifier, redirectUri }: Proof,
    code: string,
  ): Promise<{ refreshed: Refreshed; account: GoogleAccountName }> {
    const { credentials, provider } = this.parts;
    try {
      const refreshed = await provider.exchange(credentials.clientOf(credential), { code, verifier, redirectUri });
      return { refreshed, account: await provider.whoIs(refreshed.access.token) };
    } catch (error) {
      if (kindOf(error) === 'grant-refused') throw new Problem('consent-unknown', { cause: error });
      if (kindOf(error) !== 'waiting' || !(error instanceof Error)) throw error;
      throw new Problem('google-refuses', { detail: error.message, cause: error, headers: { 'retry-after': '30' } });
    }
  }

  /**
   * What is said to be connected is: the credential is taken first, as it was read, so of several who come back at once one goes on; then comes
   * the secret, and last the word that it is there. Where the client was replaced or the credential removed in between, the secret goes again.
   */
  async #keep(credential: Credential, account: GoogleAccountName, given: Refreshed & { refreshToken: string }): Promise<void> {
    const { credentials, store, desk, now } = this.parts;
    const { access, refreshToken } = given;
    const grant = newId();
    const taken = await store.change(credential.id, { grantId: grant, connectedAt: null }, credential.grantId);
    if (taken === undefined) throw new Problem('consent-unknown');
    const client = credentials.clientOf(credential);
    await desk.put(credential.id, { v: 1, kind: 'oauth', grant, ...client, refreshToken, access });
    const connected = { account: account.email, accountId: account.id, connectedAt: now().toISOString() };
    if ((await store.change(credential.id, connected, grant)) !== undefined) return;
    await credentials.disconnect(credential.id);
    throw new Problem('consent-unknown');
  }
}

function requireSameAccount({ accountId, account: known }: Credential, account: GoogleAccountName): void {
  if (accountId === undefined || accountId === account.id) return;
  throw new Problem('other-account', {
    detail: `This credential is of ${known ?? 'another account'}, not of ${account.email}.`,
  });
}
