/** With the prefix `__Host-`, browsers refuse a cookie that another host or plain http has set. */
const NAME = 'tl_session';
const SECURE_NAME = `__Host-${NAME}`;

/** Secrets are base64url, so nothing in them needs quoting. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;

const findCookie = (header: string, name: string): string | undefined => {
  for (const pair of header.split(';')) {
    const [key, value = ''] = pair.split('=', 2);
    if (key?.trim() === name) return value.trim();
  }
  return undefined;
};

/** Reads the sign-in's secret from a `Cookie` header. Over https only from the name that no plain http page can set. */
export function readSecret(header: string | undefined, isSecure: boolean): string | undefined {
  const found = findCookie(header ?? '', isSecure ? SECURE_NAME : NAME);
  return found !== undefined && SECRET.test(found) ? found : undefined;
}

/** Scripts cannot read the cookie. Requests from other sites omit it, except for links to this server. */
const ATTRIBUTES = 'Path=/; HttpOnly; SameSite=Lax';

const formatCookie = (value: string, seconds: number, isSecure: boolean): string =>
  `${isSecure ? SECURE_NAME : NAME}=${value}; Max-Age=${String(seconds)}; ${ATTRIBUTES}${isSecure ? '; Secure' : ''}`;

export const sessionCookie = (secret: string, keptMs: number, isSecure: boolean): string =>
  formatCookie(secret, Math.floor(keptMs / 1000), isSecure);

export const endedCookie = (isSecure: boolean): string => formatCookie('', 0, isSecure);
