/** A token of an account, and the time from which it must not be used, by the clock of `now`. */
export interface AccessToken {
  readonly value: string;
  readonly expiresAt: number;
}

/** The access token of one connection. Callers that need a new one at the same time share one request. */
export class AccessTokens {
  #current: AccessToken | undefined;
  #pending: Promise<AccessToken> | undefined;

  constructor(
    private readonly request: () => Promise<AccessToken>,
    private readonly now: () => number,
  ) {}

  /** Returns a token other than the refused one. */
  async get(refused?: string): Promise<string> {
    if (this.#current !== undefined && (this.#current.value === refused || this.#current.expiresAt <= this.now()))
      this.#current = undefined;
    return (this.#current ?? (await this.#renew())).value;
  }

  #renew(): Promise<AccessToken> {
    this.#pending ??= this.request()
      .then((token) => (this.#current = token))
      .finally(() => (this.#pending = undefined));
    return this.#pending;
  }
}
