import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

export const LINK_MS = 5 * 60_000;
const KEY_BYTES = 32;

export interface LinkTarget {
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
 * Links that open one file for any bearer, for players and programs that send no token. Nothing is stored: the server's
 * signature covers the file and the expiry.
 */
export class SignedLinks {
  readonly #key: Uint8Array;

  constructor(
    masterKey: Uint8Array,
    private readonly now: () => Date,
  ) {
    this.#key = new Uint8Array(hkdfSync('sha256', masterKey, '', 'throughline signed links', KEY_BYTES));
  }

  sign(file: LinkTarget): SignedQuery {
    const expires = String(Math.floor((this.now().getTime() + LINK_MS) / 1000));
    return { expires, signature: this.#signature(file, expires) };
  }

  /** Returns the time at which a link with this expiry was signed. */
  signedAt(expires: string): Date {
    return new Date(Number(expires) * 1000 - LINK_MS);
  }

  /** Reports `expired` only for links with a valid signature. */
  verify(file: LinkTarget, { expires, signature }: SignedQuery): LinkVerdict {
    const [received, expected] = [Buffer.from(signature), Buffer.from(this.#signature(file, expires))];
    if (received.length !== expected.length || !timingSafeEqual(received, expected)) return 'invalid';
    return Number(expires) * 1000 > this.now().getTime() ? 'holds' : 'expired';
  }

  #signature({ id, name }: LinkTarget, expires: string): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([id, name, expires]))
      .digest('base64url');
  }
}
