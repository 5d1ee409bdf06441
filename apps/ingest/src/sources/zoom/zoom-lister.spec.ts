import type { SourceEntry, SourceItem } from '@throughline/contracts';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { FAKE_ZOOM_APP, FAKE_ZOOM_USER, ZoomFake, matchRequests, tooManyRequests, zoomError } from '@throughline/strict-fakes';
import { until } from '@throughline/stack/testing';
import { listAll } from '../../testing/source-lister.contract.js';
import type { SourceLister } from '../../kit/source-lister.js';
import { zoomLister, ZoomAccounts } from './index.js';

const NOW = Date.parse('2026-02-20T12:00:00Z');
const MAX_BYTES = 10_000;
const never = new AbortController().signal;

describe('a source of Zoom recordings', () => {
  let zoom: ZoomFake;
  let time: number;
  let accounts: ZoomAccounts;
  beforeEach(async () => {
    time = NOW;
    zoom = await ZoomFake.start({ now: () => time });
    accounts = connect();
  });
  afterEach(() => zoom.close());

  /** Another process has its own tokens. */
  const connect = (secret = FAKE_ZOOM_APP.clientSecret): ZoomAccounts => {
    const app = { account_id: FAKE_ZOOM_APP.accountId, client_id: FAKE_ZOOM_APP.clientId, client_secret: secret };
    return new ZoomAccounts({ main: { ...app, url: zoom.url } }, { allowed: parseAllowedHosts('127.0.0.1'), now: () => time });
  };
  const open = (settings: object = {}, of = accounts): SourceLister =>
    zoomLister(of, MAX_BYTES, () => time).open({ connection: 'main', user: FAKE_ZOOM_USER, ...settings });
  const items = async (lister = open(), limit?: number): Promise<readonly SourceItem[]> =>
    (await listAll(lister, limit)).flatMap((entry) => (entry.kind === 'item' ? [entry] : []));
  const namesOf = (entries: readonly SourceEntry[]): readonly string[] => entries.map(({ name }) => name);
  const at = (day: string): string => `${day}T10:00:00Z`;
  const listings = (): readonly string[] =>
    zoom.log.filter(({ target }) => target.startsWith('/v2/')).map(({ target }) => target);

  it('lists each recording by the UUID of its meeting and its start, for runs that fetch it', async () => {
    const { uuid } = zoom.addMeeting({ topic: 'Weekly 2.0', start_time: at('2026-02-05') });
    expect(await listAll(open())).toEqual([
      {
        kind: 'item',
        external_id: `${uuid}\n2026-02-05T10:00:00.000Z`,
        name: 'Weekly 2.0',
        recorded_at: '2026-02-05T10:00:00.000Z',
        size: 512,
        duration_seconds: 2_700,
        fetched: {
          address: `https://zoom.us/recording/detail?meeting_id=${encodeURIComponent(uuid)}&recording_start=2026-02-05T10%3A00%3A00.000Z`,
          settings: { connection: 'main', view: 'shared_screen_with_speaker_view' },
        },
        retires: false,
      },
    ]);
    expect(open().place).toBe(`zoom:${FAKE_ZOOM_APP.accountId}`);
  });

  it.each([
    ['2026-02-05T10:00:00Z', 0],
    ['2026-02-05T10:00:20Z', 20],
    ['2026-02-05T09:59:59Z', undefined],
    ['', undefined],
  ])('names the length of a recording that ends at %j: %s', async (recording_end, seconds) => {
    zoom.addMeeting({ start_time: at('2026-02-05'), files: [{ recording_end }] });
    expect((await items()).map(({ duration_seconds: length }) => length)).toEqual([seconds]);
  });

  it('lists each recording once, whatever the size of a page and the process that lists it', async () => {
    for (let index = 0; index < 7; index += 1) zoom.addMeeting({ start_time: at(`2026-02-0${String(index + 1)}`) });
    zoom.addMeeting({
      start_time: at('2026-02-03'),
      files: [11, 12, 13].map((hour) => ({ recording_start: `2026-02-03T${String(hour)}:00:00Z` })),
    });
    const all = await items();
    expect(new Set(all.map(({ external_id: id }) => id)).size).toBe(10);
    for (const limit of [1, 2, 3, 4]) expect(await items(open({}, connect()), limit)).toEqual(all);
  });

  it('asks for a month at most, over as many months as are requested', async () => {
    for (const day of ['2025-12-05', '2026-01-31', '2026-02-01']) zoom.addMeeting({ start_time: at(day), topic: day });
    expect(namesOf(await listAll(open({ days: 90 })))).toEqual(['2026-02-01', '2026-01-31', '2025-12-05']);
    expect(namesOf(await listAll(open()))).toEqual(['2026-02-01', '2026-01-31']);
    const window = { from: '2026-01-31T10:00:00Z', to: '2026-01-31T10:00:00Z' };
    const { entries } = await open().list({ limit: 10, ...window }, never);
    const rest = await open().list(
      { limit: 10, ...window, cursor: '{"since":"2026-01-30","until":"2026-01-31","size":10,"skip":0}' },
      never,
    );
    expect([...entries, ...rest.entries].map(({ name }) => name)).toEqual(['2026-01-31']);
  });

  it('lists a month again from its beginning if the token of its page has expired', async () => {
    const topics = ['2026-02-05', '2026-02-04'];
    for (const topic of topics) zoom.addMeeting({ topic, start_time: at(topic) });
    const first = await open().list({ limit: 1 }, never);
    time += 15 * 60_000;
    const again = await open().list({ limit: 1, cursor: first.next_cursor ?? '' }, never);
    expect(namesOf([...first.entries, ...again.entries])).toEqual(['2026-02-05', '2026-02-05']);
    const last = await open().list({ limit: 1, cursor: again.next_cursor ?? '' }, never);
    expect(namesOf(last.entries)).toEqual(['2026-02-04']);
  });

  it('forgets its place within a page whose token has expired', async () => {
    const hours = [10, 11, 12].map((hour) => ({ recording_start: `2026-02-04T${String(hour)}:00:00Z` }));
    for (const [topic, files] of [
      ['New', [{}]],
      ['Old', hours],
    ] as const)
      zoom.addMeeting({ topic, files, start_time: at(topic === 'New' ? '2026-02-05' : '2026-02-04') });
    const names: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 2; page += 1) {
      const listed = await open().list({ limit: 1, ...(cursor === undefined ? {} : { cursor }) }, never);
      names.push(...namesOf(listed.entries));
      cursor = listed.next_cursor;
    }
    time += 15 * 60_000;
    const again = await open().list({ limit: 1, cursor: cursor ?? '' }, never);
    expect([...names, ...namesOf(again.entries)]).toEqual(['New', 'Old (1)', 'New']);
  });

  it('does not follow a page that names itself as the next one', async () => {
    const body = '{"meetings":[],"next_page_token":"again"}';
    zoom.faults.add({ fault: { kind: 'answer', status: 200, body }, on: matchRequests('GET', /^\/v2\//), times: 9 });
    await expect(listAll(open())).rejects.toMatchObject({ kind: 'retryable', code: 'source-error' });
    expect(listings()).toHaveLength(2);
  });

  it('lists several recordings of one meeting as items of their own', async () => {
    const starts = ['2026-02-05T10:00:00Z', '2026-02-05T11:00:00Z'];
    const types = ['audio_only', 'speaker_view'];
    const files = starts.flatMap((recording_start) => types.map((recording_type) => ({ recording_start, recording_type })));
    zoom.addMeeting({ topic: 'Long day', files });
    expect(namesOf(await items())).toEqual(['Long day (1)', 'Long day (2)']);
  });

  it('says that Zoom still processes a recording, until all its views are complete', async () => {
    const { files } = zoom.addMeeting({ files: [{ recording_type: 'audio_only' }, { status: 'processing' }] });
    const [pending] = await items();
    expect(pending).toMatchObject({ pending: 'Zoom still processes the recording.' });
    expect(pending).not.toHaveProperty('size');
    const [, video] = files;
    if (video !== undefined) Object.assign(video, { status: 'completed' });
    const [complete] = await items();
    expect(complete).toMatchObject({ external_id: pending?.external_id, size: 512 });
    expect(complete).not.toHaveProperty('pending');
  });

  it('names no recording of a meeting while Zoom does not say to which one a file belongs', async () => {
    const recording_start = '2026-02-05T10:00:07Z';
    const audio = { file_type: 'M4A', recording_type: 'audio_only', recording_start };
    const { uuid, files } = zoom.addMeeting({ files: [audio, { status: 'processing', file_type: '', recording_start }] });
    const [held, ...none] = await items();
    expect([held?.external_id, none]).toEqual([uuid, []]);
    expect(held).toMatchObject({ pending: 'Zoom still processes the recording.' });
    expect(held).not.toHaveProperty('fetched');
    const [, video] = files;
    if (video !== undefined) Object.assign(video, { status: 'completed', file_type: 'MP4' });
    const complete = await items();
    expect(complete.map(({ external_id: id }) => id)).toEqual([`${uuid}\n2026-02-05T10:00:07.000Z`]);
  });

  it('accepts the addresses of users with an apostrophe', () => {
    expect(open({ user: "o'brien@zoom.example" }).place).toBe(`zoom:${FAKE_ZOOM_APP.accountId}`);
  });

  it('waits until the end of a daily limit, which Zoom names as a time', async () => {
    const headers = { 'retry-after': new Date(Date.now() + 7_200_000).toISOString() };
    zoom.faults.add({ fault: { kind: 'answer', status: 429, headers, body: '{}' }, on: matchRequests('GET', /^\/v2\//) });
    const failure: unknown = await listAll(open()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'source-busy' });
    expect((failure as { readonly retryAfterMs: number }).retryAfterMs).toBeGreaterThan(3_600_000);
  });

  it('lists no chats as items, and names recordings without media or over the limit', async () => {
    zoom.addMeeting({
      topic: 'Chat only',
      files: [
        { file_type: 'CHAT', recording_type: 'chat_file' },
        { file_type: 'MP4', bytes: Buffer.alloc(0) },
      ],
    });
    zoom.addMeeting({ topic: 'Huge', files: [{ bytes: Buffer.alloc(MAX_BYTES + 1) }, { file_type: 'TRANSCRIPT' }] });
    zoom.addMeeting({ topic: '\u0000\n', files: [{ file_type: 'CHAT', recording_type: 'chat_file' }] });
    expect(await listAll(open())).toMatchObject([
      { kind: 'ignored', name: 'Chat only', code: 'empty' },
      { kind: 'ignored', name: 'Huge', code: 'too-large' },
      { kind: 'ignored', name: 'Zoom recording', message: 'It has neither video nor audio. Zoom has only: chat_file.' },
    ]);
  });

  it('lists the size of the preferred view, or of the next complete one', async () => {
    const views = ['audio_only', 'speaker_view', 'gallery_view', 'side_by_side'];
    const meeting = zoom.addMeeting({
      files: views.map((recording_type, index) => ({ recording_type, bytes: Buffer.alloc(index + 1) })),
    });
    const sizeFor = async (settings: object = {}): Promise<number | undefined> => (await items(open(settings)))[0]?.size;
    expect(await sizeFor({ view: 'gallery_view' })).toBe(3);
    expect(await sizeFor()).toBe(2);
    meeting.files.splice(1, 1);
    expect(await sizeFor()).toBe(3);
    meeting.files.splice(1, 1);
    expect(await sizeFor()).toBe(4);
    meeting.files.splice(1, 1);
    expect(await sizeFor()).toBe(1);
  });

  it('lists a recording that it does not understand as ignored, and its neighbours as usual', async () => {
    zoom.addMeeting({ topic: 'Broken', uuid: 'with blanks' });
    zoom.addMeeting({ topic: 'Whole' });
    expect(await listAll(open())).toMatchObject([
      { kind: 'ignored', name: 'Broken', code: 'not-understood' },
      { kind: 'item', name: 'Whole' },
    ]);
  });

  it('asks for one token however many listings begin at once, and for another one when it is refused', async () => {
    zoom.addMeeting();
    const tokens = (): number => zoom.log.filter(({ target }) => target === '/oauth/token').length;
    await Promise.all([items(), items(), items()]);
    expect(tokens()).toBe(1);
    zoom.oauth.expireAll();
    await Promise.all([items(), items()]);
    expect(tokens()).toBe(2);
    time += 59 * 60_000;
    await items();
    expect(tokens()).toBe(3);
  });

  it.each([
    ['a wrong secret', () => open({}, connect('wrong')), 'permanent', 'source-refused', 'TL_ZOOM'],
    ['an unknown user', () => open({ user: 'nobody@zoom.example' }), 'permanent', 'source-misconfigured', 'e-mail'],
  ])('says what is wrong with %s', async (_, opened, kind, code, text) => {
    zoom.addMeeting();
    const failure = listAll(opened());
    await expect(failure).rejects.toMatchObject({ kind, code, message: expect.stringContaining(text) as string });
    await expect(opened().probes()[0]?.run(never)).rejects.toMatchObject({ kind, code });
  });

  it.each([
    [zoomError(tooManyRequests(7)), { kind: 'waiting', code: 'source-busy', retryAfterMs: 7_000 }],
    [
      { status: 502, body: '<html>' },
      { kind: 'retryable', code: 'source-error' },
    ],
    [
      { status: 400, body: '{"code":4711,"message":"secret"}' },
      { kind: 'permanent', code: 'source-refused' },
    ],
    [
      { status: 400, body: '{"code":1010,"message":"User does not belong to this account"}' },
      { kind: 'permanent', code: 'source-misconfigured' },
    ],
    [
      { status: 200, body: '{"meetings":' },
      { kind: 'retryable', code: 'source-error' },
    ],
    [
      { status: 200, body: '{"meetings":{}}' },
      { kind: 'retryable', code: 'source-error' },
    ],
    [
      { status: 302, headers: { location: 'https://elsewhere.example' } },
      { kind: 'permanent', code: 'source-refused' },
    ],
  ])('reports the answer %j as a failure of its kind', async (answer, failure) => {
    zoom.faults.add({ fault: { kind: 'answer', ...answer }, on: matchRequests('GET', /^\/v2\//) });
    await expect(listAll(open())).rejects.toMatchObject(failure);
  });

  it('reports a token that Zoom refuses twice', async () => {
    const fault = { kind: 'answer', status: 401, body: '{"code":124}' } as const;
    zoom.faults.add({ fault, on: matchRequests('GET', /^\/v2\//), times: 2 });
    await expect(listAll(open())).rejects.toMatchObject({ kind: 'permanent', code: 'source-refused' });
    expect(listings()).toHaveLength(2);
  });

  it('ends a request when it is aborted', async () => {
    zoom.faults.add({ fault: { kind: 'hang' }, on: matchRequests('GET', /^\/v2\//) });
    const abort = new AbortController();
    const listing = open().list({ limit: 1 }, abort.signal);
    listing.catch(() => undefined);
    await until(() => Promise.resolve(listings().length > 0), { what: 'the request' });
    abort.abort(new Error('enough'));
    await expect(listing).rejects.toThrow('enough');
  });

  it('confirms that the recordings of the user can be read', async () => {
    zoom.addMeeting();
    for (const { run } of open().probes()) await run(never);
    expect(listings()).toHaveLength(1);
  });

  it.each([
    [{ connection: 'other' }, "no Zoom connection 'other'"],
    [{ user: 'a b' }, 'e-mail'],
    [{ user: '../me' }, 'e-mail'],
    [{ view: 'side_view' }, 'preferred view'],
    [{ days: 0 }, 'days'],
    [{ days: 1.5 }, 'days'],
    [{ client_secret: 'x' }, "no setting 'client_secret'"],
  ])('refuses the settings %j', (settings, text) => {
    expect(() => open(settings)).toThrow(
      expect.objectContaining({ code: 'source-misconfigured', message: expect.stringContaining(text) as string }) as Error,
    );
  });

  it('offers the connections by name and own accounts, or own accounts alone', () => {
    const fields = zoomLister(accounts, MAX_BYTES).describe();
    expect(fields?.find(({ key }) => key === 'connection')).toMatchObject({ required: false, options: [{ value: 'main' }] });
    expect(fields?.find(({ key }) => key === 'credential')).toMatchObject({
      kind: 'credential',
      credential: 'zoom',
      required: false,
    });
    const own = zoomLister(new ZoomAccounts(), MAX_BYTES).describe();
    expect(own?.map(({ key, required }) => [key, required])).toEqual([
      ['credential', true],
      ['view', false],
      ['days', false],
    ]);
  });
});
