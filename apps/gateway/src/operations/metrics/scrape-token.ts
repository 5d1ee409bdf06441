import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The token that `/metrics` requires, if the operator has set one. It grants nothing else. */
export class ScrapeToken {
  readonly #expected: Buffer | undefined;

  constructor(token: string | undefined) {
    this.#expected = token === undefined ? undefined : digest(token);
  }

  admits(shown: string | undefined): boolean {
    if (this.#expected === undefined) return true;
    return shown !== undefined && timingSafeEqual(digest(shown), this.#expected);
  }
}
