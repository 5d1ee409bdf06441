import type { MemoryGateway } from './memory-gateway.js';

type Answer = Awaited<ReturnType<MemoryGateway['app']['inject']>>;

export interface BrowserRequest {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

const codeOf = (url: string): string => new URL(url).hash.slice(1);

export async function createSignInCode(
  gateway: MemoryGateway,
  { user, token = gateway.token }: { user?: string; token?: string } = {},
): Promise<string> {
  const response = await gateway.app.inject({
    method: 'POST',
    url: '/api/v1/auth/links',
    headers: { authorization: `Bearer ${token}` },
    payload: user === undefined ? {} : { user },
  });
  return codeOf(response.json<{ url: string }>().url);
}

/** Acts like a browser: keeps the cookie and sends it, with the page's origin. */
export class Browser {
  readonly #cookies = new Map<string, string>();
  csrfToken = '';

  constructor(
    private readonly gateway: MemoryGateway,
    private readonly host = 'localhost:80',
  ) {}

  static async signedIn(gateway: MemoryGateway, user?: string): Promise<Browser> {
    const browser = new Browser(gateway);
    await browser.open(await createSignInCode(gateway, user === undefined ? {} : { user }));
    return browser;
  }

  async open(code: string): Promise<Answer> {
    const answer = await this.raw('/api/v1/auth/session', { method: 'POST', body: { code }, headers: this.fromOwnPage() });
    if (answer.statusCode === 200) this.csrfToken = answer.json<{ csrf_token: string }>().csrf_token;
    return answer;
  }

  /** Sends a request with the headers that the page sets. */
  send(path: string, { headers, ...sent }: BrowserRequest = {}): Promise<Answer> {
    return this.raw(path, { ...sent, headers: { ...this.fromOwnPage(), 'x-csrf-token': this.csrfToken, ...headers } });
  }

  /** Sends the cookie, but no other header than the given ones. */
  async raw(path: string, { method = 'GET', body, headers = {} }: BrowserRequest = {}): Promise<Answer> {
    const cookie = this.#cookies.size === 0 ? {} : { cookie: this.cookie };
    const answer = await this.gateway.app.inject({
      method,
      url: path,
      headers: { host: this.host, ...cookie, ...headers },
      ...(body === undefined ? {} : { payload: body }),
    });
    for (const set of [answer.headers['set-cookie'] ?? []].flat()) this.#keep(set.split(';')[0] ?? '');
    return answer;
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  fromOwnPage(): Record<string, string> {
    return { origin: `http://${this.host}`, 'sec-fetch-site': 'same-origin' };
  }

  #keep(pair: string): void {
    const [name = '', value = ''] = pair.split('=', 2);
    if (value === '') this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}
