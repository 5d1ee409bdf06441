import { RetryableError, WaitingError, codeOf, kindOf } from '@throughline/contracts';
import {
  AccessTokens,
  reconnectError,
  type CredentialId,
  type CredentialVault,
  type TokenRefresher,
} from '@throughline/credentials';
import type { ZoomConnection } from '@throughline/outgoing';
import { misconfiguredError } from '../read-settings.js';
import {
  credentialsError,
  lostUserError,
  notConnectedError,
  scopesError,
  unknownUserError,
  userScopesError,
  type AccessErrors,
} from './zoom-errors.js';

/** The tokens of a Zoom account. */
export interface ZoomAccess extends AccessErrors {
  /** Names the account for limits and errors. */
  readonly name: string;
  /** Absent: Zoom names the account of the token. */
  readonly accountId: string | undefined;
  /** Replaces the hosts of the API and of downloads. */
  readonly url: string | undefined;
  /** Returns a token other than the refused one. */
  token(refused?: string): Promise<string>;
}

/** The access of a server-to-server app, which the operator has set up. */
export const createAppAccess = (name: string, connection: ZoomConnection, tokens: Pick<ZoomAccess, 'token'>): ZoomAccess => ({
  name: `zoom:${connection.account_id}`,
  accountId: connection.account_id,
  url: connection.url,
  token: (refused) => tokens.token(refused),
  refusedError: () => credentialsError(name),
  scopesError: () => scopesError(name),
  unknownUserError,
});

export interface ZoomUsersParts {
  readonly oauth: TokenRefresher;
  /** The service has connected when a source is opened. */
  readonly vault: () => CredentialVault;
  readonly url: string | undefined;
  readonly now?: () => Date;
}

/** The accounts that users have connected with their consent. */
export class ZoomUsers {
  #tokens: AccessTokens | undefined;

  constructor(private readonly parts: ZoomUsersParts) {}

  access(id: CredentialId): ZoomAccess {
    return {
      name: `zoom-credential:${String(id)}`,
      accountId: undefined,
      url: this.parts.url,
      token: (refused) => this.#get(id, refused),
      refusedError: () => reconnectError(id),
      scopesError: () => userScopesError(id),
      unknownUserError: () => lostUserError(id),
    };
  }

  async #get(id: CredentialId, refused: string | undefined): Promise<string> {
    const { vault, oauth, now } = this.parts;
    this.#tokens ??= new AccessTokens({
      vault: vault(),
      oauth,
      notConnected: notConnectedError,
      ...(now === undefined ? {} : { now }),
    });
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
