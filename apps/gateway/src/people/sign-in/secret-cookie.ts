export interface CookiePlace {
  /** The base path: empty at the root of a host. */
  readonly path: string;
  readonly isSecure: boolean;
}

/** Secrets are base64url, so nothing in them needs quoting. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;

const findCookie = (header: string, name: string): string | undefined => {
  for (const pair of header.split(';')) {
    const [key, value = ''] = pair.split('=', 2);
    if (key?.trim() === name) return value.trim();
  }
  return undefined;
};

/** Scripts cannot read the cookie. Requests from other sites omit it, except for links to this server. */
const ATTRIBUTES = 'HttpOnly; SameSite=Lax';

/** A cookie whose value is a secret of this server. */
export class SecretCookie {
  constructor(private readonly name: string) {}

  /** Reads the secret from a `Cookie` header. Over https only from the name that no plain http page can set. */
  read(header: string | undefined, place: CookiePlace): string | undefined {
    const found = findCookie(header ?? '', this.#nameAt(place));
    return found !== undefined && SECRET.test(found) ? found : undefined;
  }

  format(secret: string, keptMs: number, place: CookiePlace): string {
    const seconds = String(Math.floor(keptMs / 1000));
    const secure = place.isSecure ? '; Secure' : '';
    return `${this.#nameAt(place)}=${secret}; Max-Age=${seconds}; Path=${place.path || '/'}; ${ATTRIBUTES}${secure}`;
  }

  ended(place: CookiePlace): string {
    return this.format('', 0, place);
  }

  /**
   * With the prefix `__Host-`, browsers refuse a cookie that another host or plain http has set. They require `Path=/` for it, so
   * below a base path the prefix is `__Secure-`: other servers on the same host must not receive the cookie.
   */
  #nameAt({ path, isSecure }: CookiePlace): string {
    if (!isSecure) return this.name;
    return `${path === '' ? '__Host-' : '__Secure-'}${this.name}`;
  }
}
