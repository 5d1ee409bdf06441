import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { default as OidcProvider } from 'oidc-provider';
import { ProviderMemory } from './provider-memory.js';

export const CLIENT_ID = 'throughline';
export const CLIENT_SECRET = 'a-secret-of-the-client';

/** A person at the provider, whose claims a test changes. */
export interface Person {
  sub: string;
  claims: Readonly<Record<string, unknown>>;
}

/** A certified OpenID Connect provider on this machine. The person of the moment signs in without being asked. */
export class OidcServer {
  person: Person = { sub: 'nora-1', claims: { preferred_username: 'nora' } };
  /** True: the person cancels at the provider. */
  denies = false;

  private constructor(
    private readonly server: Server,
    readonly issuer: string,
  ) {}

  static async open(redirectUris: readonly string[]): Promise<OidcServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const opened = new OidcServer(server, issuer);
    const provider = await opened.#configure(redirectUris);
    const answer = provider.callback();
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (request.url?.startsWith('/interaction/') === true) void opened.#interact(provider, request, response);
      else void answer(request, response);
    });
    return opened;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
  }

  async #interact(provider: OidcProvider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const result = this.denies ? { error: 'access_denied' } : { login: { accountId: this.person.sub } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }

  async #configure(redirectUris: readonly string[]): Promise<OidcProvider> {
    const { default: Provider } = await import('oidc-provider');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256', kid: 'one' };
    return new Provider(this.issuer, {
      adapter: ProviderMemory,
      clients: [
        {
          client_id: CLIENT_ID,
          client_secret: CLIENT_SECRET,
          redirect_uris: [...redirectUris],
          post_logout_redirect_uris: redirectUris.map((uri) => `${new URL(uri).origin}/sign-in`),
          id_token_signed_response_alg: 'ES256',
        },
      ],
      jwks: { keys: [jwk] },
      cookies: { keys: [randomBytes(16).toString('hex')] },
      claims: { openid: ['sub'], profile: ['preferred_username', 'name', 'groups'], email: ['email'] },
      pkce: { required: () => true, methods: ['S256'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      findAccount: (_context, accountId) => ({
        accountId,
        claims: () => ({ sub: accountId, ...(accountId === this.person.sub ? this.person.claims : {}) }),
      }),
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({ clientId: CLIENT_ID, accountId: oidc.session?.accountId ?? '' });
        grant.addOIDCScope('openid profile email');
        await grant.save();
        return grant;
      },
      ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    });
  }
}

/** Follows the provider's redirects as a browser does, with its cookies, until one leads elsewhere. Returns that address. */
export async function visitProvider(start: string): Promise<URL> {
  const { origin } = new URL(start);
  const cookies = new Map<string, string>();
  let next = new URL(start);
  while (next.origin === origin) {
    const answer = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    for (const set of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split('=', 2);
      cookies.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`The provider answers ${String(answer.status)}: ${await answer.text()}`);
    next = new URL(location, next);
  }
  return next;
}
