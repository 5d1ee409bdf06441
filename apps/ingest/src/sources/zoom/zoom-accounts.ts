import type { CredentialId } from '@throughline/credentials';
import { AllowList, type ZoomConnection } from '@throughline/outgoing';
import { AppTokens, type AppTokensOptions } from './app-tokens.js';
import { createAppAccess, type ZoomUsers } from './zoom-access.js';
import { ZoomApi } from './zoom-api.js';
import { noUsersError, unknownConnectionError } from './zoom-errors.js';
import type { ZoomAccount } from './zoom-settings.js';

export interface ZoomAccountsOptions extends AppTokensOptions {
  readonly users: ZoomUsers | undefined;
}

/**
 * The Zoom accounts of sources: those that the operator has connected, by name, and those of users, by credential. All users of
 * an operator's account share its access token.
 */
export class ZoomAccounts {
  readonly #apps: ReadonlyMap<string, ZoomApi>;
  readonly #users = new Map<CredentialId, ZoomApi>();
  readonly #allowed: AllowList;
  readonly #access: ZoomUsers | undefined;

  constructor(
    connections: Readonly<Record<string, ZoomConnection>> = {},
    { allowed = AllowList.nothing, now = Date.now, users }: Partial<ZoomAccountsOptions> = {},
  ) {
    [this.#allowed, this.#access] = [allowed, users];
    this.#apps = new Map(
      Object.entries(connections).map(([name, connection]) => [
        name,
        new ZoomApi(createAppAccess(name, connection, new AppTokens(name, connection, { allowed, now })), allowed),
      ]),
    );
  }

  get names(): readonly string[] {
    return [...this.#apps.keys()];
  }

  find(account: ZoomAccount): ZoomApi {
    if ('credential' in account) return this.#findUser(account.credential);
    const api = this.#apps.get(account.connection);
    if (api === undefined) throw unknownConnectionError(account.connection);
    return api;
  }

  #findUser(id: CredentialId): ZoomApi {
    if (this.#access === undefined) throw noUsersError();
    const api = this.#users.get(id) ?? new ZoomApi(this.#access.access(id), this.#allowed);
    this.#users.set(id, api);
    return api;
  }
}
