import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { FakeService } from '../serving/fake-service.js';
import { DRIVE_UPLOAD_PATH, startDriveUpload } from './drive-uploads.js';
import { DriveStorage, FOLDER, type DriveFile, type GoogleAccount } from './drive-storage.js';
import { Files } from './files.js';
import { GoogleOAuthFake, type GoogleClient } from './oauth.js';
import { GoogleRefusal, googleError } from './refusals.js';
import { UploadSessions } from './sessions.js';
import { YouTube, type YouTubeOptions } from './youtube/youtube.js';

export interface GoogleFakeOptions {
  readonly client?: Partial<GoogleClient>;
  readonly accounts?: readonly Partial<GoogleAccount>[];
  readonly searchLagMs?: number;
  readonly youtube?: YouTubeOptions;
  readonly now?: () => number;
}

export const FAKE_GOOGLE_CLIENT = {
  clientId: 'fake-client.apps.googleusercontent.com',
  clientSecret: 'GOCSPX-fake-0123456789abcdef',
} as const;
export const FAKE_GOOGLE_ACCOUNT = 'someone@gmail.example';
const SCOPE = 'https://www.googleapis.com/auth/drive';

/**
 * Consent (OAuth 2.0 with PKCE), Drive (v3) and YouTube (v3) with resumable uploads, for several accounts and shared drives.
 * Refuses what Google refuses: unknown parameters, fields and searches, chunks that do not fit, unreserved ids, expired tokens. Keeps
 * everything in memory; the spec sets the clock.
 */
export class GoogleFake extends FakeService {
  readonly client: GoogleClient;
  readonly oauth: GoogleOAuthFake;
  readonly storage: DriveStorage;
  readonly uploads: UploadSessions;
  readonly youtube: YouTube;
  readonly #accounts: Map<string, GoogleAccount>;
  readonly #files: Files;

  private constructor({ client, accounts = [{}], searchLagMs = 0, youtube = {}, now = Date.now }: GoogleFakeOptions) {
    super();
    this.client = { ...FAKE_GOOGLE_CLIENT, redirectUris: [], ...client };
    this.oauth = new GoogleOAuthFake([this.client], now);
    this.storage = new DriveStorage(now);
    this.uploads = new UploadSessions(now);
    this.youtube = new YouTube(youtube, now);
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
  grant(email: string = FAKE_GOOGLE_ACCOUNT, scope: string = SCOPE): string {
    return this.oauth.grant(email, this.client, scope);
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
    const { method, path, query, headers } = request;
    if (method === 'GET' && path === '/o/oauth2/v2/auth') return this.oauth.consent(request);
    if (path === '/token') return this.oauth.token(request);
    // The address of an upload session needs no access token.
    if (query.has('upload_id')) return this.uploads.goOn(request);
    if (/^(\/upload)?\/youtube\//.test(path)) return this.#answerYouTube(request);
    const account = this.account(this.oauth.bearer(headers['authorization'], [SCOPE]));
    if (method === 'POST' && path === DRIVE_UPLOAD_PATH)
      return this.uploads.begin(startDriveUpload(this.storage, account, request), this.url);
    return this.#files.answer(request, account);
  }

  #answerYouTube(request: FakeRequest): FakeAnswer {
    const { scopes, run } = this.youtube.route(request);
    const answer = run(this.oauth.bearer(request.headers['authorization'], scopes));
    return 'make' in answer ? this.uploads.begin(answer, this.url) : answer;
  }
}
