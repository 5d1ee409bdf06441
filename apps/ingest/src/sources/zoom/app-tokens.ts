import type { AllowList, GuardedClient, ZoomConnection } from '@throughline/outgoing';
import { AccessTokens, type AccessToken } from './access-tokens.js';
import { MAX_BYTES, createClient, readJson } from './zoom-api.js';
import { credentialsError, notUnderstoodError, toBusyError } from './zoom-errors.js';

/** A token ends this long before Zoom says so: its clock may be ahead. */
const MARGIN_MS = 60_000;

export interface AppTokensOptions {
  readonly allowed: AllowList;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The tokens of one server-to-server app. */
export class AppTokens {
  readonly #client: GuardedClient;
  readonly #tokens: AccessTokens;

  constructor(
    private readonly name: string,
    private readonly connection: ZoomConnection,
    private readonly options: AppTokensOptions,
  ) {
    this.#client = createClient(options.allowed);
    this.#tokens = new AccessTokens(() => this.#request(), options.now);
  }

  token(refused?: string): Promise<string> {
    return this.#tokens.get(refused);
  }

  async #request(): Promise<AccessToken> {
    const { account_id: account, client_id: id, client_secret: secret, url = 'https://zoom.us' } = this.connection;
    const requestedAt = this.options.now();
    const answer = await this.#client.fetch(`${url}/oauth/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: Buffer.from(String(new URLSearchParams({ grant_type: 'account_credentials', account_id: account }))),
      redirects: 'answer',
      maxBytes: MAX_BYTES,
    });
    if (answer.status !== 200) {
      answer.discard();
      throw toBusyError(answer) ?? credentialsError(this.name);
    }
    const { access_token: value, expires_in: seconds } = await readJson(answer);
    if (typeof value !== 'string' || !/^[\x21-\x7e]{1,10000}$/.test(value) || typeof seconds !== 'number')
      throw notUnderstoodError();
    return { value, expiresAt: requestedAt + seconds * 1_000 - MARGIN_MS };
  }
}
