import { randomBytes } from 'node:crypto';
import type { AccessGrant, OAuthFakeClient } from '../oauth/oauth-fake.js';
import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { FakeServer } from '../serving/fake-server.js';
import { FakeService } from '../serving/fake-service.js';
import type { FaultScript } from '../serving/faults.js';
import type { LogEntry } from '../serving/request-log.js';
import { ZoomDownloads } from './downloads.js';
import { ZoomOAuthFake, ZoomUsersFake, requireScope, type ZoomApp } from './oauth.js';
import { ZoomRecordings, type ZoomFile, type ZoomMeeting } from './recordings.js';
import { signZoomEvent, type SignedZoomEvent, type ZoomEventOptions } from './events.js';
import { ZoomRefusal, invalidField, jsonAnswer, requireOnlyParameters, zoomError } from './refusals.js';

export interface ZoomFakeOptions {
  readonly app?: Partial<ZoomApp>;
  /** The app to which users give their consent. */
  readonly userApp?: Partial<OAuthFakeClient>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export const FAKE_ZOOM_APP: ZoomApp = {
  accountId: 'fakeAccount_0123',
  clientId: 'fakeClient_0123',
  clientSecret: 'fakeClientSecret0123456789abcdef',
};
export const FAKE_ZOOM_USER = 'host@zoom.example';

/**
 * Server-to-server OAuth, OAuth of users, and the cloud recordings of one account. Refuses what Zoom refuses: expired tokens and
 * codes, used refresh tokens, missing scopes, recordings of other users than the one who has consented, ranges over a
 * month, pages over 300, page tokens after 15 minutes, UUIDs that are not encoded twice where they must be, unknown
 * parameters. Downloads are redirected to another host, which refuses the token. Keeps everything in memory.
 */
export class ZoomFake extends FakeService {
  readonly app: ZoomApp;
  readonly oauth: ZoomOAuthFake;
  readonly users: ZoomUsersFake;
  readonly recordings: ZoomRecordings;
  readonly downloads: ZoomDownloads;
  #storage: FakeServer | undefined;
  #meetings = 0;

  private constructor({ app = {}, userApp = {}, now = Date.now }: ZoomFakeOptions) {
    super();
    this.app = { ...FAKE_ZOOM_APP, ...app };
    this.oauth = new ZoomOAuthFake(this.app, now);
    this.users = new ZoomUsersFake(userApp, now);
    this.users.consenting = FAKE_ZOOM_USER;
    this.recordings = new ZoomRecordings(now);
    this.downloads = new ZoomDownloads(now);
  }

  static async start(options: ZoomFakeOptions = {}): Promise<ZoomFake> {
    const fake = new ZoomFake(options);
    fake.#storage = await FakeServer.start((request) => fake.downloads.serve(request));
    return fake.serve();
  }

  /** Replaces the hosts of the API and of OAuth. */
  get url(): string {
    return this.origin;
  }
  get storageLog(): readonly LogEntry[] {
    return this.#storageServer.log;
  }
  get storageFaults(): FaultScript {
    return this.#storageServer.faults;
  }
  get #storageServer(): FakeServer {
    if (this.#storage === undefined) throw new Error('not started');
    return this.#storage;
  }
  /** Every secret that the fake has issued. */
  get secrets(): readonly string[] {
    return [
      this.app.clientSecret,
      this.users.client.clientSecret,
      ...this.oauth.issued,
      ...this.users.issued,
      ...this.downloads.issued,
    ];
  }

  /** Adds a recorded meeting. By default, it has one finished video. */
  addMeeting(given: Partial<Omit<ZoomMeeting, 'files'>> & { readonly files?: readonly Partial<ZoomFile>[] } = {}): ZoomMeeting {
    this.#meetings += 1;
    const { start_time = '2026-02-05T10:00:00Z' } = given;
    const meeting: ZoomMeeting = {
      uuid: `${randomBytes(15).toString('hex')}==`,
      id: 85_000_000_000 + this.#meetings,
      topic: `Meeting ${String(this.#meetings)}`,
      start_time,
      host_email: FAKE_ZOOM_USER,
      ...given,
      files: (given.files ?? [{}]).map((file) => fileOf(start_time, file)),
    };
    this.recordings.meetings.push(meeting);
    return meeting;
  }

  /** Returns the event of a complete recording, as Zoom sends it to an app. */
  announce(meeting: ZoomMeeting, options: ZoomEventOptions): SignedZoomEvent {
    const { accountId } = this.app;
    return signZoomEvent('recording.completed', { account_id: accountId, object: this.#render(meeting) }, options);
  }

  override async close(): Promise<void> {
    await this.#storageServer.close();
    await super.close();
  }

  protected answer(request: FakeRequest): FakeAnswer {
    try {
      return this.#route(request);
    } catch (error) {
      if (error instanceof ZoomRefusal) return zoomError(error);
      throw error;
    }
  }

  #route(request: FakeRequest): FakeAnswer {
    const { method, path } = request;
    if (method === 'GET' && path === '/oauth/authorize') return this.users.consent(request);
    if (path === '/oauth/token') return this.#token(request);
    const [, file] = /^\/rec\/download\/([\w-]+)$/.exec(path) ?? [];
    if (method === 'GET' && file !== undefined) return this.#download(request, file);
    return this.#api(request);
  }

  #api({ method, path, query, headers }: FakeRequest): FakeAnswer {
    const grant = this.users.bearer(headers['authorization']);
    if (grant === undefined) this.oauth.requireBearer(headers['authorization']);
    else if (method === 'GET' && path === '/v2/users/me') return this.#me(grant);
    const [, kind, segment = ''] = /^\/v2\/(users|meetings)\/([^/]+)\/recordings$/.exec(path) ?? [];
    if (method !== 'GET' || kind === undefined) throw new ZoomRefusal(404, 2300, 'This API endpoint is not recognized.');
    return jsonAnswer(200, kind === 'meetings' ? this.#details(segment, query, grant) : this.#list(segment, query, grant));
  }

  #token(request: FakeRequest): FakeAnswer {
    const type = request.query.get('grant_type') ?? new URLSearchParams(request.body.toString('utf8')).get('grant_type');
    return type === 'authorization_code' || type === 'refresh_token' ? this.users.token(request) : this.oauth.token(request);
  }

  #me(grant: AccessGrant): FakeAnswer {
    requireScope(grant, 'user:read:user');
    const { account } = grant;
    return jsonAnswer(200, {
      id: zoomUserIdOf(account),
      account_id: this.app.accountId,
      email: account,
      type: 2,
      status: 'active',
    });
  }

  #list(segment: string, query: URLSearchParams, grant: AccessGrant | undefined): object {
    const user = decodeURIComponent(segment);
    if (grant !== undefined) {
      requireScope(grant, 'cloud_recording:read:list_user_recordings');
      if (user !== 'me' && user !== grant.account)
        throw new ZoomRefusal(
          400,
          4711,
          'Invalid access token, does not contain scopes:[cloud_recording:read:list_user_recordings:admin].',
        );
    }
    return this.recordings.list(grant?.account ?? user, query, (meeting) => this.#render(meeting));
  }

  #details(segment: string, query: URLSearchParams, grant: AccessGrant | undefined): object {
    if (grant !== undefined) requireScope(grant, 'cloud_recording:read:list_recording_files');
    requireOnlyParameters(query, 'include_fields', 'ttl');
    const meeting = this.recordings.find(segment);
    if (grant !== undefined && meeting.host_email !== grant.account)
      throw new ZoomRefusal(404, 3301, 'There is no recording for this meeting.');
    const fields = query.get('include_fields');
    if (fields !== null && fields !== 'download_access_token') throw invalidField('Invalid field include_fields.');
    const token = fields === null ? {} : { download_access_token: this.downloads.grant(meeting.uuid, query.get('ttl')) };
    return { ...this.#render(meeting), ...token };
  }

  #download(request: FakeRequest, id: string): FakeAnswer {
    const meeting = this.recordings.meetings.find(({ files }) => files.some((file) => file.id === id));
    const file = meeting?.files.find((one) => one.id === id);
    if (meeting === undefined || file?.status !== 'completed' || file.isLost)
      return { status: 404, body: 'This recording does not exist.' };
    return this.downloads.download(request, meeting, file, this.#storageServer.url);
  }

  #render({ files, ...meeting }: ZoomMeeting): object {
    return {
      ...meeting,
      account_id: this.app.accountId,
      host_id: zoomUserIdOf(meeting.host_email),
      total_size: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
      recording_count: files.length,
      share_url: `${this.url}/rec/share/secret`,
      recording_files: files.map((file) => this.#renderFile(file)),
    };
  }

  /** A file that is processed has neither a size nor an address. While its type is unknown, its recording is unknown, too. */
  #renderFile({ bytes, status, isLost: _isLost, ...file }: ZoomFile): object {
    const { id, recording_start: start } = file;
    if (status === 'processing') {
      const placed = file.file_type === '' ? {} : { recording_start: start };
      return { id, ...placed, recording_end: '', file_type: file.file_type, status };
    }
    const link = {
      file_size: bytes.length,
      download_url: `${this.url}/rec/download/${id}`,
      play_url: `${this.url}/rec/play/${id}`,
    };
    return { ...file, status, file_extension: file.file_type, ...link };
  }
}

const RECORDED_MS = 45 * 60_000;
const endOf = (start: string): string => new Date(Date.parse(start) + RECORDED_MS).toISOString();

export const zoomUserIdOf = (email: string): string => `id_of_${email}`;

const fileOf = (start: string, given: Partial<ZoomFile>): ZoomFile => ({
  id: randomBytes(12).toString('hex'),
  file_type: 'MP4',
  recording_type: 'shared_screen_with_speaker_view',
  recording_start: start,
  recording_end: endOf(given.recording_start ?? start),
  status: 'completed',
  isLost: false,
  bytes: Buffer.concat([Buffer.from('\0\0\0\x20ftypisom', 'latin1'), randomBytes(500)]),
  ...given,
});
