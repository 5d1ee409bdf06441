import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { FakeService } from '../serving/fake-service.js';
import { DriveStorage, FOLDER, type DriveFile, type GoogleAccount } from './drive-storage.js';
import { Files } from './files.js';
import { GoogleOAuthFake, type GoogleClient } from './oauth.js';
import { GoogleRefusal, googleError } from './refusals.js';
import { ResumableUploads, UPLOAD_PATH } from './resumable.js';

export interface GoogleFakeOptions {
  readonly client?: Partial<GoogleClient>;
  readonly accounts?: readonly Partial<GoogleAccount>[];
  readonly searchLagMs?: number;
  readonly now?: () => number;
}

export const FAKE_GOOGLE_CLIENT = {
  clientId: 'fake-client.apps.googleusercontent.com',
  clientSecret: 'GOCSPX-fake-0123456789abcdef',
} as const;
export const FAKE_GOOGLE_ACCOUNT = 'someone@gmail.example';
const SCOPE = 'https://www.googleapis.com/auth/drive';

/**
 * Consent (OAuth 2.0 with PKCE) and Drive (v3) with resumable uploads, for several accounts and shared drives. Refuses what
 * Google refuses: unknown parameters, fields and searches, chunks that do not fit, unreserved ids, expired tokens. Keeps
 * everything in memory; the spec sets the clock.
 */
export class GoogleFake extends FakeService {
  readonly client: GoogleClient;
  readonly oauth: GoogleOAuthFake;
  readonly storage: DriveStorage;
  readonly uploads: ResumableUploads;
  readonly #accounts: Map<string, GoogleAccount>;
  readonly #files: Files;

  private constructor({ client, accounts = [{}], searchLagMs = 0, now = Date.now }: GoogleFakeOptions) {
    super();
    this.client = { ...FAKE_GOOGLE_CLIENT, redirectUris: [], ...client };
    this.oauth = new GoogleOAuthFake([this.client], now);
    this.storage = new DriveStorage(now);
    this.uploads = new ResumableUploads(this.storage, now);
    this.#files = new Files({ storage: this.storage, now, searchLagMs });
    this.#accounts = new Map(
      accounts.map((given) => {
        const account = { email: FAKE_GOOGLE_ACCOUNT, quotaBytes: 2 ** 40, sharedDrives: [], ...given };
        return [account.email, account];
      }),
    );
    for (const { email, sharedDrives } of this.#accounts.values())
      for (const home of [email, ...sharedDrives]) this.storage.addHome(home);
    this.oauth.consenting = [...this.#accounts.keys()][0];
  }

  static start(options: GoogleFakeOptions = {}): Promise<GoogleFake> {
    return new GoogleFake(options).serve();
  }

  /** Replaces all of Google's hosts. */
  get url(): string {
    return this.origin;
  }
  account(email: string = FAKE_GOOGLE_ACCOUNT): GoogleAccount {
    const account = this.#accounts.get(email);
    if (account === undefined) throw new Error(`There is no account ${email}`);
    return account;
  }
  /** Returns a refresh token, as if a user had given consent before. */
  grant(email: string = FAKE_GOOGLE_ACCOUNT): string {
    return this.oauth.grant(email, this.client, SCOPE);
  }
  /** Returns the visible contents of a folder. The default is the account's root folder. */
  inside(folder: string = this.storage.addHome(FAKE_GOOGLE_ACCOUNT)): readonly DriveFile[] {
    return [...this.storage.files.values()].filter(({ parents, trashed }) => !trashed && parents.includes(folder));
  }
  get folders(): readonly DriveFile[] {
    return [...this.storage.files.values()].filter(({ mimeType, parents }) => mimeType === FOLDER && parents.length > 0);
  }
  get files(): readonly DriveFile[] {
    return [...this.storage.files.values()].filter(({ mimeType }) => mimeType !== FOLDER);
  }
  protected answer(request: FakeRequest): FakeAnswer {
    try {
      return this.#route(request);
    } catch (error) {
      if (error instanceof GoogleRefusal) return googleError(error);
      throw error;
    }
  }

  #route(request: FakeRequest): FakeAnswer {
    const { method, path, headers } = request;
    if (method === 'GET' && path === '/o/oauth2/v2/auth') return this.oauth.consent(request);
    if (path === '/token') return this.oauth.token(request);
    // The address of an upload session needs no access token.
    if (path === UPLOAD_PATH && request.query.has('upload_id')) return this.uploads.goOn(request);
    const account = this.account(this.oauth.bearer(headers['authorization']));
    if (method === 'POST' && path === UPLOAD_PATH) return this.uploads.begin(request, account, this.url);
    return this.#files.answer(request, account);
  }
}
