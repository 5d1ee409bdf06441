import { WaitingError, codeOf, type CredentialTest, type CredentialTestReport } from '@throughline/contracts';
import type { OAuthProvider } from '../oauth/oauth-provider.js';
import { isOAuthType, type OAuthType } from '../providers/oauth-providers.js';
import type { AccountIdentity } from '../oauth/oauth-service.js';
import { AccessTokens, reconnectError } from './access-tokens.js';
import type { CredentialId, CredentialVault } from './credential-vault.js';

export interface CredentialTestsParts {
  readonly providers: { of(type: OAuthType): OAuthProvider<OAuthType> };
  readonly vault: () => CredentialVault;
  /** Returns the text for people of any error, without secrets. */
  readonly describe: (error: unknown) => string;
  /** The test gives up before the gateway stops waiting. Milliseconds. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;
const NO_SERVICE = 'Nothing can be asked with this credential alone. Test an output or a channel that uses it';
/** The service did not say anything about the credential. */
const UNDECIDED = new Set(['output-unreachable', 'output-not-responding', 'output-busy', 'quota-exceeded']);

/** The credential exists, and outputs, channels or sources may use it. */
const notConnectedError = (id: CredentialId): WaitingError =>
  new WaitingError(
    'credential-needs-reauth',
    `The credential ${String(id)} has no connected account: tl credential connect ${String(id)}`,
  );

/** A refresh has no signal, because other requests may wait for it. Rejects with the reason of the signal. */
async function getInTime(token: Promise<string>, signal: AbortSignal): Promise<string> {
  const ended = new Promise<never>((_resolve, reject) => {
    const end = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
  return Promise.race([token, ended]);
}

/** Returns the account that a consent has named. Without one, the account is connected again. */
export async function findAccount(vault: CredentialVault, id: CredentialId): Promise<AccountIdentity> {
  const secret = (await vault.find(id))?.secret;
  const account = secret?.kind === 'oauth' ? secret.account : undefined;
  if (account === undefined) throw reconnectError(id);
  return account;
}

/** Tests credentials for the gateway, which cannot read them: asks the service which account they open. */
export class CredentialTests {
  readonly #tokens = new Map<OAuthType, AccessTokens>();

  constructor(private readonly parts: CredentialTestsParts) {}

  async test({ credential, service }: CredentialTest, signal: AbortSignal): Promise<CredentialTestReport> {
    if (!isOAuthType(service)) return { v: 1, result: 'unknown', message: NO_SERVICE };
    const provider = this.parts.providers.of(service);
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(this.parts.timeoutMs ?? TIMEOUT_MS)]);
    try {
      const account = await this.#identify(provider, credential, inTime);
      return { v: 1, result: 'ok', message: `${provider.label} answers for ${account.name}.`.slice(0, 500), account };
    } catch (error) {
      if (inTime.aborted) return { v: 1, result: 'unknown', message: `${provider.label} does not answer. Try again later` };
      const message = this.parts.describe(error);
      return { v: 1, result: UNDECIDED.has(codeOf(error) ?? '') ? 'unknown' : 'wrong', message };
    }
  }

  /** A service may reject a token before it expires, so a rejected one is replaced once. */
  async #identify(provider: OAuthProvider<OAuthType>, id: CredentialId, signal: AbortSignal): Promise<AccountIdentity> {
    const tokens = this.#tokensOf(provider);
    const token = await getInTime(tokens.get(id), signal);
    await tokens.requirePermissions(id);
    if (provider.isNamedByConsent) {
      // A refresh shows that the consent still holds.
      await getInTime(tokens.get(id, token), signal);
      return findAccount(this.parts.vault(), id);
    }
    try {
      return await provider.whoIs(token, { signal });
    } catch (error) {
      if (codeOf(error) !== 'output-not-writable') throw error;
      return provider.whoIs(await getInTime(tokens.get(id, token), signal), { signal });
    }
  }

  #tokensOf(provider: OAuthProvider<OAuthType>): AccessTokens {
    const parts = { vault: this.parts.vault(), oauth: provider, notConnected: notConnectedError };
    const existing = this.#tokens.get(provider.name) ?? new AccessTokens(parts);
    this.#tokens.set(provider.name, existing);
    return existing;
  }
}
