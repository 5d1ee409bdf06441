/** What a browser keeps a sign-in under. With https the prefix makes it refuse one that another host or plain http has set. */
const NAME = 'tl_session';
const SECURE_NAME = `__Host-${NAME}`;

/** Secrets are base64url, so that nothing in them has to be quoted. */
const SECRET = /^[A-Za-z0-9_-]{43}$/;

const named = (header: string, name: string): string | undefined => {
  for (const pair of header.split(';')) {
    const [key, value = ''] = pair.split('=', 2);
    if (key?.trim() === name) return value.trim();
  }
  return undefined;
};

/** The secret of the sign-in in a `Cookie` header. Over https only the name that no plain page can have set. */
export function secretIn(header: string | undefined, isSecure: boolean): string | undefined {
  const found = named(header ?? '', isSecure ? SECURE_NAME : NAME);
  return found !== undefined && SECRET.test(found) ? found : undefined;
}

/** Scripts cannot read it, and other sites' requests come without it, but for links that lead here. */
const ATTRIBUTES = 'Path=/; HttpOnly; SameSite=Lax';

const setCookie = (value: string, seconds: number, isSecure: boolean): string =>
  `${isSecure ? SECURE_NAME : NAME}=${value}; Max-Age=${String(seconds)}; ${ATTRIBUTES}${isSecure ? '; Secure' : ''}`;

export const sessionCookie = (secret: string, keptMs: number, isSecure: boolean): string =>
  setCookie(secret, Math.floor(keptMs / 1000), isSecure);

export const endedCookie = (isSecure: boolean): string => setCookie('', 0, isSecure);
