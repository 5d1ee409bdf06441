import { randomBytes } from 'node:crypto';
import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { FakeServer } from '../serving/fake-server.js';
import { FakeService } from '../serving/fake-service.js';
import type { FaultScript } from '../serving/faults.js';
import type { LogEntry } from '../serving/request-log.js';
import { ZoomDownloads } from './downloads.js';
import { ZoomOAuthFake, type ZoomApp } from './oauth.js';
import { ZoomRecordings, type ZoomFile, type ZoomMeeting } from './recordings.js';
import { ZoomRefusal, invalidField, jsonAnswer, requireOnlyParameters, zoomError } from './refusals.js';

export interface ZoomFakeOptions {
  readonly app?: Partial<ZoomApp>;
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
 * Server-to-server OAuth and the cloud recordings of one account. Refuses what Zoom refuses: expired tokens, ranges over a
 * month, pages over 300, page tokens after 15 minutes, UUIDs that are not encoded twice where they must be, unknown
 * parameters. Downloads are redirected to another host, which refuses the token. Keeps everything in memory.
 */
export class ZoomFake extends FakeService {
  readonly app: ZoomApp;
  readonly oauth: ZoomOAuthFake;
  readonly recordings: ZoomRecordings;
  readonly downloads: ZoomDownloads;
  #storage: FakeServer | undefined;
  #meetings = 0;

  private constructor({ app = {}, now = Date.now }: ZoomFakeOptions) {
    super();
    this.app = { ...FAKE_ZOOM_APP, ...app };
    this.oauth = new ZoomOAuthFake(this.app, now);
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
    return [this.app.clientSecret, ...this.oauth.issued, ...this.downloads.issued];
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
    const { method, path, query, headers } = request;
    if (path === '/oauth/token') return this.oauth.token(request);
    const [, file] = /^\/rec\/download\/([\w-]+)$/.exec(path) ?? [];
    if (method === 'GET' && file !== undefined) return this.#download(request, file);
    this.oauth.requireBearer(headers['authorization']);
    const [, kind, segment = ''] = /^\/v2\/(users|meetings)\/([^/]+)\/recordings$/.exec(path) ?? [];
    if (method !== 'GET' || kind === undefined) throw new ZoomRefusal(404, 2300, 'This API endpoint is not recognized.');
    if (kind === 'meetings') return jsonAnswer(200, this.#details(segment, query));
    return jsonAnswer(
      200,
      this.recordings.list(decodeURIComponent(segment), query, (meeting) => this.#render(meeting)),
    );
  }

  #details(segment: string, query: URLSearchParams): object {
    requireOnlyParameters(query, 'include_fields', 'ttl');
    const meeting = this.recordings.find(segment);
    const fields = query.get('include_fields');
    if (fields !== null && fields !== 'download_access_token') throw invalidField('Invalid field include_fields.');
    const token = fields === null ? {} : { download_access_token: this.downloads.grant(meeting.uuid, query.get('ttl')) };
    return { ...this.#render(meeting), ...token };
  }

  #download(request: FakeRequest, id: string): FakeAnswer {
    const meeting = this.recordings.meetings.find(({ files }) => files.some((file) => file.id === id));
    const file = meeting?.files.find((one) => one.id === id);
    if (meeting === undefined || file?.status !== 'completed') return { status: 404, body: 'This recording does not exist.' };
    return this.downloads.download(request, meeting, file, this.#storageServer.url);
  }

  #render({ files, ...meeting }: ZoomMeeting): object {
    return {
      ...meeting,
      account_id: this.app.accountId,
      total_size: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
      recording_count: files.length,
      share_url: `${this.url}/rec/share/secret`,
      recording_files: files.map((file) => this.#renderFile(file)),
    };
  }

  /** A file that is processed has neither a size nor an address. While its type is unknown, its recording is unknown, too. */
  #renderFile({ bytes, status, ...file }: ZoomFile): object {
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
    return { ...file, status, recording_end: start, file_extension: file.file_type, ...link };
  }
}

const fileOf = (start: string, given: Partial<ZoomFile>): ZoomFile => ({
  id: randomBytes(12).toString('hex'),
  file_type: 'MP4',
  recording_type: 'shared_screen_with_speaker_view',
  recording_start: start,
  status: 'completed',
  bytes: Buffer.concat([Buffer.from('\0\0\0\x20ftypisom', 'latin1'), randomBytes(500)]),
  ...given,
});
