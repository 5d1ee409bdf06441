import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { MAIL_PASSWORD, startMailServer, type MailServer } from '@throughline/mail/testing';
import {
  FAKE_GOOGLE_ACCOUNT,
  FAKE_OPENAI_MODEL,
  FAKE_ZOOM_USER,
  GoogleFake,
  OpenAiFake,
  ZoomFake,
  signZoomEvent,
  type FakeSpeech,
  type RequestHead,
} from '@throughline/strict-fakes';
import PostalMime from 'postal-mime';
import { giveConsent, startSystem, until, type System } from '@throughline/stack/testing';
import { OtlpReceiver, type ReceivedSpan } from '@throughline/telemetry/testing';

const TALK = new URL('../../../assets/sample-talk.mp4', import.meta.url);
const SPOKEN = new URL('../../../assets/sample-talk.json', import.meta.url);
const EVENT_SECRET = 'fakeWebhookSecret_0123456789';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const PACIFIC_MIDNIGHT = /T0[78]:00:00\.000Z$/;

interface Wait {
  readonly step: string;
  readonly for: string;
  readonly message: string | null;
  readonly until: string | null;
}
interface Item {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly failed: boolean;
  readonly waiting_for: readonly Wait[];
  readonly processing_stages: readonly { readonly stage_type: string; readonly status: string }[];
  readonly outputs: readonly { readonly status: string; readonly target_meta: object | null }[];
  readonly follow_up_summary: { readonly total: number; readonly completed: number; readonly failed: number };
}
interface Event {
  readonly type: string;
  readonly step: string | null;
  readonly detail: object;
  readonly occurred_at: string;
}
interface List<T> {
  readonly items: readonly T[];
}
interface Talk {
  readonly duration_seconds: number;
  readonly silence: { readonly head_seconds: number; readonly tail_seconds: number };
  readonly topics: readonly { readonly start: number; readonly end: number; readonly text: string }[];
}

/** Returns the words of the talk, spoken evenly within each topic, with times from the end of the silence before them. */
function speechOf({ topics, silence }: Talk): FakeSpeech {
  const words = topics.flatMap(({ start, end, text }) => {
    const spoken = text.split(' ');
    const [first, each] = [start - silence.head_seconds, (end - start) / spoken.length];
    return spoken.map((word, at) => ({ word, start: first + at * each, end: first + (at + 1) * each }));
  });
  return { language: 'english', duration: words.at(-1)?.end ?? 0, words };
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Returns the length of an MP4 file, from its movie header (ISO/IEC 14496-12, 8.2.2, version 0). */
function secondsOf(mp4: Buffer): number {
  const header = mp4.indexOf('mvhd');
  return mp4.readUInt32BE(header + 20) / mp4.readUInt32BE(header + 16);
}

/** Selects the chunk that completes an upload. */
function isLastChunk({ method, headers }: RequestHead): boolean {
  const [, last, total] = /^bytes \d+-(\d+)\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
  return method === 'PUT' && last !== undefined && Number(last) + 1 === Number(total);
}

describe('a Zoom call that ends', () => {
  const redirectUris: string[] = [];
  const secrets = (): readonly string[] => [
    EVENT_SECRET,
    hearing.key,
    MAIL_PASSWORD,
    google.client.clientSecret,
    ...zoom.secrets,
    ...google.oauth.issued,
    ...google.uploads.sessions.keys(),
  ];
  // The clocks of the services stand still until the story moves them. The system has the real clock.
  const started = Date.now();
  let [zoomTime, googleTime] = [started, started];
  let zoom: ZoomFake;
  let google: GoogleFake;
  let hearing: OpenAiFake;
  let talk: Talk;
  let folder: string;
  let collector: OtlpReceiver;
  let mailServer: MailServer;
  let system: System;
  let playlist: string;
  let source: number;
  beforeAll(async () => {
    // The week of the download token ends while the download is interrupted.
    const isInterrupted = (): boolean => zoom.storageLog.some(({ fault, status }) => fault !== undefined && status !== undefined);
    zoom = await ZoomFake.start({ userApp: { redirectUris }, now: () => zoomTime + (isInterrupted() ? WEEK_MS : 0) });
    google = await GoogleFake.start({ client: { redirectUris }, now: () => googleTime });
    talk = JSON.parse(await readFile(SPOKEN, 'utf8')) as Talk;
    hearing = await OpenAiFake.start({ hear: () => speechOf(talk) });
    folder = await mkdtemp(join(tmpdir(), 'tl-zoom-to-youtube-'));
    const engine = { kind: 'openai-compatible', base_url: hearing.baseUrl, key_file: 'key', model: FAKE_OPENAI_MODEL };
    // Local speech recognition would take most of the test's time.
    const speech = [{ ...engine, name: 'hosted', languages: ['en'], chunk_seconds: 600 }];
    await writeFile(join(folder, 'key'), hearing.key);
    await writeFile(join(folder, 'engines.json'), JSON.stringify({ speech }));
    playlist = google.youtube.addPlaylist(FAKE_GOOGLE_ACCOUNT);
    const { accountId: account_id, clientId: client_id, clientSecret: client_secret } = zoom.app;
    collector = await OtlpReceiver.start();
    mailServer = await startMailServer();
    const tracing = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' };
    const reach = { ...tracing, TL_FETCH_ALLOW: '127.0.0.1', TL_GOOGLE_URL: google.url, TL_ZOOM_URL: zoom.url };
    // In the middle of the upload, after it, and between two follow-ups.
    const kills = ['work.middle@deliver:tube', 'work.done@deliver:tube', 'work.done@deliver:tube/playlist'];
    system = await startSystem({
      // Attempts send bytes that are counted: a worker that is only slow must keep its lease.
      leaseTermMs: 5_000,
      runDefaults: { retry: { backoff_ms: [50] } },
      env: {
        gateway: {
          ...reach,
          TL_ZOOM: JSON.stringify({ main: { account_id, webhook_secret: EVENT_SECRET } }),
          TL_FAILPOINT: 'gateway.source-registered=kill',
        },
        ingest: {
          ...reach,
          TL_ZOOM: JSON.stringify({ main: { account_id, client_id, client_secret, url: zoom.url } }),
        },
        processing: { TL_ENGINES_FILE: join(folder, 'engines.json') },
        upload: {
          ...reach,
          TL_FETCH_ALLOW: 'localhost 127.0.0.1',
          TL_SMTP: JSON.stringify({ office: mailServer.connection }),
          TL_FAILPOINT: kills.map((point) => `${point}=kill`).join(';'),
        },
      },
    });
    redirectUris.push(`${system.url}/api/v1/credentials/oauth/callback`);
  }, 120_000);
  afterAll(async () => {
    await system.close();
    await Promise.all([zoom.close(), google.close(), hearing.close(), collector.close(), mailServer.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  const ask = async <T>(path: string, body?: object, method = body === undefined ? 'GET' : 'POST'): Promise<T> => {
    const response = await fetch(`${system.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${system.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const items = async (): Promise<readonly Item[]> => (await ask<List<Item>>('/recordings')).items;
  const theItem = async (): Promise<Item | undefined> => {
    const [first] = await items();
    return first === undefined ? undefined : ask<Item>(`/recordings/${first.id}`);
  };
  /** Waits for a state of the recording that Zoom has brought. A failure ends the waiting. */
  const untilItem = async (what: string, holds: (item: Item) => boolean): Promise<Item> => {
    const item = await until(
      async () => {
        const now = await theItem();
        return now !== undefined && (now.failed || holds(now)) ? now : undefined;
      },
      { timeout: 240_000, interval: 100, what },
    );
    expect(item).toMatchObject({ failed: false });
    return item;
  };
  const eventsOf = async ({ id }: Item): Promise<readonly Event[]> =>
    (await ask<List<Event>>(`/recordings/${id}/events?limit=200`)).items;
  const statusesAt = (log: ZoomFake['log'], target: RegExp): readonly (number | undefined)[] =>
    log.filter((entry) => target.test(entry.target)).map(({ status }) => status);

  /** Sends the event of a complete recording, signed as Zoom signs it. */
  const sendEvent = async (uuid: string): Promise<number> => {
    const payload = { account_id: zoom.app.accountId, object: { uuid } };
    const event = signZoomEvent('recording.completed', payload, { secret: EVENT_SECRET, now: Date.now() });
    const answer = await fetch(`${system.url}/api/v1/webhooks/zoom/main`, { method: 'POST', ...event });
    return answer.status;
  };

  const isWaiting = ({ waiting_for }: Item): boolean => waiting_for.some((wait) => wait.for === 'quota-exceeded');

  it('is prepared once: a channel is connected, and a template says where the recordings of a user go', async () => {
    await ask('/me', { default_language: 'en' }, 'PATCH');
    const { clientId: client_id, clientSecret: client_secret } = google.client;
    const { id: credential_id } = await ask<{ id: number }>('/credentials', {
      type: 'youtube',
      name: 'Channel',
      client_id,
      client_secret,
    });
    const { url } = await ask<{ url: string }>(`/credentials/${String(credential_id)}/connect`, {});
    expect(await (await giveConsent(url, system.token)).text()).toContain("is connected as 'Channel'");
    const settings = { privacy: 'unlisted', playlist, captions: true, thumbnail: 3 };
    await ask('/own-outputs', { name: 'tube', type: 'youtube', settings, credential_id });
    // An earlier call, which the source does not look for.
    zoom.addMeeting({ start_time: new Date(started - 90 * DAY_MS).toISOString() });
    const zoomUser = { connection: 'main', user: FAKE_ZOOM_USER };
    ({ id: source } = await ask<{ id: number }>('/sources', { name: 'Calls', type: 'zoom', settings: zoomUser, run: true }));
    await ask('/templates', {
      name: 'Publish calls',
      matching_rules: { source_ids: [source] },
      metadata_config: { title_pattern: '{title} ({date})' },
      output_config: { outputs: ['tube'] },
    });
    const sync = `/sources/${String(source)}/sync`;
    expect(await until(() => ask(sync, {}), { what: 'the first sync' })).toMatchObject({ counts: { new: 0 } });
  }, 120_000);

  it('is downloaded, trimmed and transcribed by itself, and waits for the quota of YouTube', async () => {
    // Zoom's access token ends during the call.
    zoomTime += HOUR_MS;
    // Other uploads of the application have left too few units for another one today.
    google.youtube.quota.spend(9_000);
    zoom.storageFaults.add({ fault: { kind: 'drop-answer', afterBytes: 300_000 } });
    const start_time = new Date(started).toISOString();
    const { uuid } = zoom.addMeeting({ topic: 'Weekly talk', start_time, files: [{ bytes: await readFile(TALK) }] });
    expect(await sendEvent(uuid)).toBe(200);

    const item = await untilItem('the wait for the quota', isWaiting);
    const [wait] = item.waiting_for;
    expect([item.status, wait]).toMatchObject(['PROCESSED', { step: 'deliver:tube', for: 'quota-exceeded' }]);
    expect(wait?.message).toContain('renews at midnight Pacific time');
    expect(wait?.until).toMatch(PACIFIC_MIDNIGHT);
    expect(google.youtube.videos).toEqual([]);
    expect(google.uploads.sessions.size).toBe(0);
    for (const { stage_type, status } of item.processing_stages) expect([stage_type, status]).toEqual([stage_type, 'COMPLETED']);

    expect(system.service('gateway').crashes).toBe(1);
    expect(statusesAt(zoom.log, /^\/v2\/users\//).join(' ')).toMatch(/^(200 )+401 200/);
    expect(statusesAt(zoom.log, /^\/rec\/download\//)).toEqual([302, 401, 302]);
    const events = await eventsOf(item);
    for (const type of ['AssetRegistered', 'RunStarted']) expect(events.filter((event) => event.type === type)).toHaveLength(1);
  }, 270_000);

  it('is one video with title, chapters, subtitles and playlist, although workers are killed', async () => {
    const waiting = await untilItem('the wait for the quota', isWaiting);
    // The quota renews, and long before that the access token of the channel has ended.
    const [wait] = waiting.waiting_for;
    googleTime = Date.parse(wait?.until ?? '');
    expect(googleTime).toBeGreaterThan(started);
    googleTime += HOUR_MS;
    const [asked, refreshes] = [google.log.length, google.oauth.refreshes];
    google.faults.add({ fault: { kind: 'drop-answer' }, on: isLastChunk });
    // The system's own clock has not moved, so a person has the delivery check again at once.
    await ask(`/recordings/${waiting.id}/unstick`, { then: 'retry' });

    const hasEnded = ({ status, follow_up_summary: { total, completed, failed } }: Item): boolean =>
      status === 'READY' && completed + failed === total;
    const item = await untilItem('the delivery', hasEnded);
    expect(item.follow_up_summary).toEqual({ total: 3, completed: 3, failed: 0 });
    const events = await eventsOf(item);
    const registered = events.find(({ type }) => type === 'AssetRegistered')?.occurred_at ?? '';
    const [video, ...others] = google.youtube.videos;
    if (video === undefined) throw new Error('There is no video');
    expect(others).toEqual([]);
    expect(google.uploads.sessions.size).toBe(1);
    expect(video).toMatchObject({
      title: `Weekly talk (${registered.slice(0, 10)})`,
      privacyStatus: 'unlisted',
    });
    const chapters = video.description.split('\n').filter((line) => /^\d+:\d\d ./.test(line));
    expect(chapters).toHaveLength(3);
    expect(chapters[0]).toMatch(/^0:00 /);
    const { duration_seconds: seconds, silence } = talk;
    const cut = seconds - secondsOf(video.content);
    expect(cut).toBeGreaterThan(silence.tail_seconds);
    expect(cut).toBeLessThan(silence.head_seconds + silence.tail_seconds + 1);
    const tracks = google.youtube.channels.captionsOf(video.id);
    expect(tracks).toMatchObject([{ language: 'en' }]);
    expect(tracks[0]?.content.toString()).toMatch(/^1\n00:00:\d\d,\d{3} --> /);
    expect(google.youtube.channels.findPlaylist(playlist)?.videos).toEqual([video.id]);
    expect(video.thumbnail?.length).toBeGreaterThan(0);
    expect(item.outputs).toMatchObject([
      {
        status: 'UPLOADED',
        target_meta: {
          platform: 'youtube',
          video_id: video.id,
          video_url: `https://www.youtube.com/watch?v=${video.id}`,
          thumbnail_set: true,
          added_to_playlist: true,
          playlist_id: playlist,
          playlist_error: null,
        },
      },
    ]);

    expect(system.service('upload').crashes).toBe(3);
    const since = google.log.slice(asked);
    expect(since.filter(({ status }) => status === 401)).toHaveLength(1);
    expect(google.oauth.refreshes).toBeGreaterThan(refreshes);
    // One attempt has sent the first part, and another one the last. No byte was sent twice.
    const ranges = since.flatMap(({ headers }) => headers['content-range'] ?? []);
    expect(ranges.filter((range) => /^bytes \d/.test(range))).toEqual([
      expect.stringMatching(/^bytes 0-/),
      expect.stringMatching(/^bytes [1-9]\d*-/),
    ]);
    expect(events.filter(({ type }) => type === 'StepFailed')).toEqual([]);
    // The last attempt has adopted the result that its killed predecessor did not report.
    expect(events.filter(({ type, step }) => type === 'StepCompleted' && step === 'deliver:tube')).toMatchObject([
      { detail: { adoptedFrom: expect.any(String) as string } },
    ]);
    expect([zoom.troubles, google.troubles]).toEqual([[], []]);
    expect(await items()).toHaveLength(1);
  }, 270_000);

  it('is known to a source of the own account of its host', async () => {
    const { clientId: client_id, clientSecret: client_secret } = zoom.users.client;
    const credential = { type: 'zoom', name: 'My Zoom', client_id, client_secret };
    const { id: credential_id } = await ask<{ id: number }>('/credentials', credential);
    const { url } = await ask<{ url: string }>(`/credentials/${String(credential_id)}/connect`, {});
    expect(await (await giveConsent(url, system.token)).text()).toContain("is connected as 'My Zoom'");
    expect(await ask(`/credentials/${String(credential_id)}/test`, {})).toMatchObject({ result: 'ok', account: FAKE_ZOOM_USER });
    const own = await ask<{ id: number }>('/sources', { name: 'My calls', type: 'zoom', settings: {}, credential_id });
    expect(await ask(`/sources/${String(own.id)}/sync`, {})).toMatchObject({ state: 'done', counts: { new: 0, known: 1 } });
    expect(await ask(`/credentials/${String(credential_id)}`)).toMatchObject({ state: 'ok', used_by: ['My calls'] });
  }, 60_000);

  it('is mailed to a colleague afterwards', async () => {
    const { id } = (await items())[0] ?? { id: '' };
    const settings = { connection: 'office', to: 'ben@example.org' };
    await ask('/own-outputs', { name: 'mail', type: 'email', settings });
    await ask(`/recordings/${id}/outputs`, { outputs: ['mail'] });
    await untilItem('the mail', ({ outputs }) => outputs.length === 2 && outputs.every(({ status }) => status === 'UPLOADED'));
    expect(mailServer.taken.map(({ to }) => to)).toEqual([['ben@example.org']]);
  }, 120_000);

  it('leaves no secret in an answer, an event, a log, a span or a mail', async () => {
    const { id } = (await items())[0] ?? { id: '' };
    const item = `/recordings/${id}`;
    const paths = [item, `${item}/events?limit=200`, `${item}/explain`, `/sources/${String(source)}/syncs`];
    const answers = await Promise.all([...paths, '/sources', '/credentials', '/own-outputs'].map((path) => ask(path)));
    const folders = await Promise.all([dirname(system.artifactsDir), system.nats.storeDir].map(filesBelow));
    const files = folders.flat();
    expect(files.some((file) => file.endsWith('.log'))).toBe(true);
    for (const store of ['KV_tl_credentials_upload', 'KV_tl_credentials_ingest'])
      expect(files.some((file) => file.includes(store))).toBe(true);
    expect(secrets().length).toBeGreaterThan(8);
    const kept = secrets().map((text) => Buffer.from(text));
    const expectNone = (place: string, content: Buffer): void => {
      for (const secret of kept) expect({ place, holds: content.includes(secret) }).toEqual({ place, holds: false });
    };
    for (const answer of answers) expectNone('an answer', Buffer.from(JSON.stringify(answer)));
    const googlePort = Number(new URL(google.url).port);
    const isOfUpload = ({ service, attributes }: ReceivedSpan): boolean =>
      service === 'throughline-upload' && attributes['server.port'] === googlePort;
    await until(() => collector.spans().some(isOfUpload), { what: 'the spans of the upload' });
    expectNone('a span', Buffer.concat(collector.requests.map(({ body }) => body)));
    for (const { raw } of mailServer.taken) {
      const {
        subject = '',
        text = '',
        html = '',
        headers,
        attachments,
      } = await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer' });
      expect(attachments.length).toBeGreaterThan(0);
      expectNone('a mail', Buffer.from([raw, subject, text, html, JSON.stringify(headers)].join('\n')));
      for (const { content } of attachments) expectNone('an attachment', Buffer.from(content as ArrayBuffer));
    }
    // The running broker may delete a file meanwhile.
    for (const file of files) expectNone(file, await readFile(file).catch(() => Buffer.alloc(0)));
  }, 60_000);
});
