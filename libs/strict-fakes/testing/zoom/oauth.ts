import { randomBytes } from 'node:crypto';
import { OAuthFake, type AccessGrant, type OAuthFakeClient } from '../oauth/oauth-fake.js';
import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { ZoomRefusal, jsonAnswer } from './refusals.js';

export interface ZoomApp {
  readonly accountId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const LIVES_S = 3_600;

/** Server-to-server OAuth of one app. A token lives for an hour of the fake's clock; a new one does not end earlier ones. */
export class ZoomOAuthFake {
  /** Secrets that no log, event or answer of the code under test may contain. */
  readonly issued: string[] = [];
  readonly #expiry = new Map<string, number>();

  constructor(
    private readonly app: ZoomApp,
    private readonly now: () => number,
  ) {}

  /** Ends all tokens, as if their hour had passed. */
  expireAll(): void {
    for (const token of this.#expiry.keys()) this.#expiry.set(token, 0);
  }

  token({ method, headers, query, body }: FakeRequest): FakeAnswer {
    const form = new URLSearchParams(body.toString('utf8'));
    const read = (name: string): string | null => query.get(name) ?? form.get(name);
    const { accountId, clientId, clientSecret } = this.app;
    const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
    if (method !== 'POST') return jsonAnswer(405, { reason: 'Method not allowed', error: 'invalid_request' });
    if (headers['authorization'] !== basic)
      return jsonAnswer(401, { reason: 'Invalid client_id or client_secret', error: 'invalid_client' });
    if (read('grant_type') !== 'account_credentials')
      return jsonAnswer(400, { reason: 'unsupported grant type', error: 'unsupported_grant_type' });
    if (read('account_id') !== accountId) return jsonAnswer(400, { reason: 'Bad Request', error: 'invalid_request' });
    const token = `eyJ.${randomBytes(24).toString('base64url')}`;
    this.issued.push(token);
    this.#expiry.set(token, this.now() + LIVES_S * 1_000);
    const scope = 'cloud_recording:read:list_user_recordings:admin cloud_recording:read:list_recording_files:admin';
    return jsonAnswer(200, { access_token: token, token_type: 'bearer', expires_in: LIVES_S, scope });
  }

  requireBearer(authorization: string | undefined): void {
    const expiresAt = this.#expiry.get(/^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '');
    if (expiresAt === undefined) throw new ZoomRefusal(401, 124, 'Invalid access token.');
    if (expiresAt <= this.now()) throw new ZoomRefusal(401, 124, 'Access token is expired.');
  }
}

const USER_SCOPES = [
  'user:read:user',
  'cloud_recording:read:list_user_recordings',
  'cloud_recording:read:list_recording_files',
] as const;
type UserScope = (typeof USER_SCOPES)[number];

const USER_APP = { clientId: 'fakeUserApp_0123', clientSecret: 'fakeUserSecret0123456789abcdef' };

/** OAuth of users, whose app has the scopes. A code holds for five minutes, and a refresh token works once. */
export class ZoomUsersFake extends OAuthFake {
  /** Consents that are given from now on have these scopes. */
  scopes: readonly UserScope[] = USER_SCOPES;

  constructor(client: Partial<OAuthFakeClient>, now: () => number) {
    super(
      { ...USER_APP, redirectUris: [], ...client },
      {
        scopes: [],
        ownScopes: () => this.scopes,
        clientInHeader: true,
        codeMs: 5 * 60_000,
        isOffline: () => true,
        accessSeconds: LIVES_S,
        rotates: 'at-once',
        describe: (error) => ({ reason: error === 'invalid_grant' ? 'Invalid Token!' : 'Bad Request', error }),
      },
      now,
    );
  }
}

export function requireScope({ scope }: AccessGrant, wanted: UserScope): void {
  if (!scope.split(' ').includes(wanted))
    throw new ZoomRefusal(400, 4711, `Invalid access token, does not contain scopes:[${wanted}].`);
}
