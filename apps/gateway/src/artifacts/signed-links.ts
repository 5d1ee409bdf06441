import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** How long a link to a file holds. */
export const LINK_MS = 5 * 60_000;
const KEY_BYTES = 32;

/** The file that a link opens, and no other. */
export interface LinkedFile {
  readonly id: string;
  readonly name: string;
}

export interface SignedQuery {
  /** Seconds since 1970. */
  readonly expires: string;
  readonly signature: string;
}

export type LinkVerdict = 'holds' | 'expired' | 'invalid';

/**
 * Links that open one file to whoever has them, for a player or a program that brings no token. Nothing is kept of them: what
 * they are good for stands in them, under a signature of this server.
 */
export class SignedLinks {
  readonly #key: Uint8Array;

  constructor(
    masterKey: Uint8Array,
    private readonly now: () => Date,
  ) {
    this.#key = new Uint8Array(hkdfSync('sha256', masterKey, '', 'throughline signed links', KEY_BYTES));
  }

  sign(file: LinkedFile): SignedQuery {
    const expires = String(Math.floor((this.now().getTime() + LINK_MS) / 1000));
    return { expires, signature: this.#signature(file, expires) };
  }

  /** That a link is over is said of genuine ones alone. */
  judge(file: LinkedFile, { expires, signature }: SignedQuery): LinkVerdict {
    const [given, right] = [Buffer.from(signature), Buffer.from(this.#signature(file, expires))];
    if (given.length !== right.length || !timingSafeEqual(given, right)) return 'invalid';
    return Number(expires) * 1000 > this.now().getTime() ? 'holds' : 'expired';
  }

  #signature({ id, name }: LinkedFile, expires: string): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([id, name, expires]))
      .digest('base64url');
  }
}
