import { reconnectError, type CredentialId } from '@throughline/credentials';
import type { ZoomConnection } from '@throughline/outgoing';
import { SourceAccounts, type SourceAccountsParts } from '../../credentials/source-accounts.js';
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

export interface ZoomUsersParts extends Omit<SourceAccountsParts, 'notConnected'> {
  readonly url: string | undefined;
}

/** The accounts that users have connected with their consent. */
export class ZoomUsers {
  readonly #accounts: SourceAccounts;

  constructor(private readonly parts: ZoomUsersParts) {
    this.#accounts = new SourceAccounts({ ...parts, notConnected: notConnectedError });
  }

  access(id: CredentialId): ZoomAccess {
    return {
      name: `zoom-credential:${String(id)}`,
      accountId: undefined,
      url: this.parts.url,
      token: (refused) => this.#accounts.token(id, refused),
      refusedError: () => reconnectError(id),
      scopesError: () => userScopesError(id),
      unknownUserError: () => lostUserError(id),
    };
  }
}
