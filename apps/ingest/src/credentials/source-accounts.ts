import { RetryableError, WaitingError, codeOf, kindOf } from '@throughline/contracts';
import { AccessTokens, type CredentialId, type CredentialVault, type TokenRefresher } from '@throughline/credentials';
import { misconfiguredError } from '../kit/read-settings.js';

export interface SourceAccountsParts {
  readonly oauth: TokenRefresher;
  /** The service has connected when a source is opened. */
  readonly vault: () => CredentialVault;
  readonly notConnected: (id: CredentialId) => Error;
  readonly now?: () => Date;
}

/** Access tokens of the accounts that users have connected, with failures that name sources. */
export class SourceAccounts {
  #tokens: AccessTokens | undefined;

  constructor(private readonly parts: SourceAccountsParts) {}

  /** Returns a token other than the refused one. */
  async token(id: CredentialId, refused?: string): Promise<string> {
    const { vault, oauth, notConnected, now } = this.parts;
    this.#tokens ??= new AccessTokens({ vault: vault(), oauth, notConnected, ...(now === undefined ? {} : { now }) });
    try {
      return await this.#tokens.get(id, refused);
    } catch (error) {
      throw toSourceFailure(error);
    }
  }
}

/** The vault names its failures after outputs. */
function toSourceFailure(error: unknown): unknown {
  const code = codeOf(error);
  if (!(error instanceof Error) || code?.startsWith('output-') !== true) return error;
  if (kindOf(error) === 'permanent') return misconfiguredError(error.message);
  const ours = code.replace('output-', 'source-');
  if (!(error instanceof WaitingError)) return new RetryableError('source-error', error.message, { cause: error });
  const { retryAfterMs } = error;
  return new WaitingError(ours, error.message, { cause: error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
}
