import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

type Json = Readonly<Record<string, unknown>>;

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
export const nowInSeconds = (): number => Math.floor(Date.now() / 1_000);

const newKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

/** A provider that answers what a test tells it to, also what no honest provider sends. */
export class FalseProvider {
  readonly #key = newKey();
  /** Replace claims and header of the next ID tokens. */
  claims: Json = {};
  header: Json = {};
  /** Signs with a key that the provider has not published. */
  forges = false;
  /** Replaces the answer of a path; `silent`: none comes. */
  readonly answers = new Map<string, { readonly status: number; readonly body: string; readonly type?: string } | 'silent'>();
  /** The bodies of the requests for tokens. */
  readonly redeemed: URLSearchParams[] = [];

  private constructor(
    private readonly server: Server,
    readonly issuer: string,
  ) {}

  static async open(): Promise<FalseProvider> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const opened = new FalseProvider(server, `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void opened.#answer(request, response));
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

  /** Returns the address to which an honest provider would send the browser. */
  static returnOf(start: string, more: Readonly<Record<string, string>> = {}): URL {
    const { searchParams } = new URL(start);
    const returned = new URL(searchParams.get('redirect_uri') ?? '');
    const query = { state: searchParams.get('state') ?? '', code: 'one-code', ...more };
    for (const [name, value] of Object.entries(query)) returned.searchParams.set(name, value);
    return returned;
  }

  sign(claims: Json, header: Json = {}): string {
    const full = { alg: 'ES256', kid: 'one', ...header };
    const input = `${encode(full)}.${encode(claims)}`;
    if (full.alg === 'none') return `${input}.`;
    const key = this.forges ? newKey() : this.#key;
    return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  }

  /** The nonce of a start, which its ID token repeats. */
  expect(start: string): void {
    this.#nonce = new URL(start).searchParams.get('nonce') ?? '';
  }

  #nonce = '';

  #documents(): Readonly<Record<string, Json>> {
    const { issuer } = this;
    const at = nowInSeconds();
    const honest = { iss: issuer, sub: 'mallory', aud: 'throughline', iat: at, exp: at + 60, nonce: this.#nonce };
    return {
      '/.well-known/openid-configuration': {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        end_session_endpoint: `${issuer}/end`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['ES256'],
        authorization_response_iss_parameter_supported: true,
      },
      '/keys': { keys: [{ ...this.#key.export({ format: 'jwk' }), d: undefined, use: 'sig', alg: 'ES256', kid: 'one' }] },
      '/token': {
        access_token: 'an-access-token',
        token_type: 'Bearer',
        expires_in: 60,
        id_token: this.sign({ preferred_username: 'mallory', ...honest, ...this.claims }, this.header),
      },
    };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    if (path === '/token') this.redeemed.push(new URLSearchParams(await text(request)));
    const given = this.answers.get(path);
    if (given === 'silent') return;
    const honest = { status: 200, body: JSON.stringify(this.#documents()[path] ?? {}) };
    const { status, body, type = 'application/json' } = { ...honest, ...given };
    response.writeHead(status, { 'content-type': type }).end(body);
  }
}
