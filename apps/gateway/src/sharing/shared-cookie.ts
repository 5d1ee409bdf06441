import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { SecretCookie, type CookiePlace } from '../people/index.js';

const KEY_BYTES = 32;
const PERIOD_MS = 6 * 3_600_000;

const cookie = new SecretCookie('tl_shared');

export const SHARED_PATH = '/api/v1/shared';

/** Each link has a cookie of its own, which the browser sends to the paths of that link only. */
const placeOf = (link: string, { path, isSecure }: CookiePlace): CookiePlace => ({
  path: `${path}${SHARED_PATH}/${link}`,
  isSecure,
});

/**
 * The proof that a browser has opened a link, with its password. Nothing is stored: the signature covers the link and a period of six
 * hours. It holds in that period and the next one; the link itself is checked with each request.
 */
export class SharedCookies {
  readonly #key: Uint8Array;

  constructor(
    masterKey: Uint8Array,
    private readonly now: () => Date,
  ) {
    this.#key = new Uint8Array(hkdfSync('sha256', masterKey, '', 'throughline shared items', KEY_BYTES));
  }

  format(link: string, place: CookiePlace): string {
    return cookie.format(this.#sign(link, 0), 2 * PERIOD_MS, placeOf(link, place));
  }

  isOpenedBy(link: string, header: string | undefined, place: CookiePlace): boolean {
    const found = cookie.read(header, placeOf(link, place));
    if (found === undefined) return false;
    return [0, 1].some((periods) => timingSafeEqual(Buffer.from(found), Buffer.from(this.#sign(link, periods))));
  }

  #sign(link: string, periodsAgo: number): string {
    const period = Math.floor(this.now().getTime() / PERIOD_MS) - periodsAgo;
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([link, period]))
      .digest('base64url');
  }
}
