import { setTimeout as pause } from 'node:timers/promises';

/** The gateway's default limit of streams for each user. */
export const STREAMS_OF_A_PERSON = 16;

type Headers = Readonly<Record<string, string>>;

/** Retries on 429: the gateway limits unauthenticated requests from one address, and sign-in is one. */
async function call(url: string, headers: Headers, body?: object): Promise<{ body: unknown; cookie: string }> {
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const type: Headers = body === undefined ? {} : { 'content-type': 'application/json' };
  for (;;) {
    const answer = await fetch(url, { ...sent, headers: { ...headers, ...type } });
    if (answer.ok) return { body: await answer.json(), cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' };
    const text = await answer.text();
    if (answer.status !== 429) throw new Error(`${url} was answered ${String(answer.status)}: ${text}`);
    await pause(Number(answer.headers.get('retry-after') ?? 1) * 1_000);
  }
}

/**
 * Creates users who can read the library of the token's user, and signs them in as the page does. Returns the headers of each
 * user.
 */
export async function signIn(url: string, token: string, people: number): Promise<readonly Headers[]> {
  const authorization = { authorization: `Bearer ${token}` };
  const me = (await call(`${url}/api/v1/me`, authorization)).body as { library: { name: string } };
  const signedIn: Headers[] = [];
  for (let nth = 0; nth < people; nth += 1) {
    const name = `Reader ${String(nth)}`;
    await call(`${url}/api/v1/admin/users`, authorization, { name, role: 'viewer', library: me.library.name });
    const link = (await call(`${url}/api/v1/auth/links`, authorization, { user: name })).body as { url: string };
    const code = new URL(link.url).hash.slice(1);
    signedIn.push({ cookie: (await call(`${url}/api/v1/auth/session`, {}, { code })).cookie });
  }
  return signedIn;
}
