import { RECORDING_ID as ID, aRecording } from '#testing/a-recording.js';
import { StubServer } from '#testing/stub-server.js';

const AT = `/api/v1/recordings/${ID}`;
const OTHER = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b12';
const THIRD = '0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2b13';
const outcome = { code: 'previews-requested', detail: 'The previews are made soon.', try_instead: null };
const none = { state: 'none', poster_url: null, peaks_url: null, page_url: null, file_sha256: null };
const problem = (code: string) => ({
  status: 409,
  body: { type: `https://throughline.example/problems#${code}`, status: 409, code, title: 'No', detail: 'No.' },
});

describe('tl preview', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());
  const sentRequests = (): readonly string[] => server.changes.map(({ line }) => line);

  it('asks for the previews of each named item', async () => {
    server.prepare({ [`POST ${AT}/previews`]: { body: { ...aRecording(), outcome } } });
    const { code, err } = await server.tl('preview', ID, ID);
    expect([code, sentRequests(), err]).toEqual([
      0,
      [`POST ${AT}/previews`, `POST ${AT}/previews`],
      'The previews are made soon.\nThe previews are made soon.\n',
    ]);
  });

  const REFUSALS = [
    'no-file-yet',
    'history-only',
    'expired',
    'quarantined',
    'needs-upgrade',
    'no-file-yet',
    'importing',
  ] as const;
  const idOf = (index: number): string => `0199f5a0-4f0c-7c3e-9d0a-6f5d8f0f2c0${String(index)}`;

  it('asks for those of all items without previews, and counts refused ones by their codes', async () => {
    const items = [
      { ...aRecording(), id: OTHER, previews: { ...none, state: 'ready' } },
      ...REFUSALS.map((_, index) => ({ ...aRecording(), id: idOf(index), previews: none })),
      { ...aRecording(), previews: none },
    ];
    server.prepare({
      'GET /api/v1/recordings?limit=200': { body: { items, next_cursor: null } },
      [`POST ${AT}/previews`]: { body: { ...aRecording(), outcome } },
      ...Object.fromEntries(REFUSALS.map((code, index) => [`POST /api/v1/recordings/${idOf(index)}/previews`, problem(code)])),
    });
    const { code, out, err } = await server.tl('preview', '--missing', '--json');
    expect(code).toBe(0);
    expect(sentRequests()).toEqual([
      ...REFUSALS.map((_, index) => `POST /api/v1/recordings/${idOf(index)}/previews`),
      `POST ${AT}/previews`,
    ]);
    const refused = { 'no-file-yet': 2, 'history-only': 1, expired: 1, quarantined: 1, 'needs-upgrade': 1, importing: 1 };
    expect(JSON.parse(out)).toEqual({ requested: 1, queued: 0, refused });
    expect(err).toBe(
      'previews requested: 1, refused recordings: 7 (expired 1, history-only 1, importing 1, needs-upgrade 1, no-file-yet 2, quarantined 1)\n',
    );
  });

  it('asks for the parts that an earlier release did not make', async () => {
    const earlier = { ...aRecording(), previews: { ...none, state: 'incomplete' } };
    server.prepare({
      'GET /api/v1/recordings?limit=200': { body: { items: [earlier], next_cursor: null } },
      [`POST ${AT}/previews`]: { body: { ...earlier, outcome } },
    });
    expect((await server.tl('preview', '--missing')).err).toBe('previews requested: 1, refused recordings: 0\n');
  });

  it('asks the server about previews that may be stuck, and counts those that are queued apart', async () => {
    const requested = { ...aRecording(), previews: { ...none, state: 'requested' } };
    const queued = { ...outcome, code: 'previews-queued' };
    server.prepare({
      'GET /api/v1/recordings?limit=200': { body: { items: [requested, { ...requested, id: THIRD }], next_cursor: null } },
      [`POST ${AT}/previews`]: { body: { ...requested, outcome } },
      [`POST /api/v1/recordings/${THIRD}/previews`]: { body: { ...requested, id: THIRD, outcome: queued } },
    });
    const { err } = await server.tl('preview', '--missing');
    expect(err).toBe('previews requested: 1, queued before: 1, refused recordings: 0\n');
  });

  it('asks the server about the previews of imported items, whose files may be missing, and counts the requested ones', async () => {
    const imported = { ...aRecording(), imported_at: '2026-02-05T10:00:00.000Z', previews: { ...none, state: 'ready' } };
    const ready = { ...outcome, code: 'previews-ready' };
    server.prepare({
      'GET /api/v1/recordings?limit=200': { body: { items: [imported, { ...imported, id: THIRD }], next_cursor: null } },
      [`POST ${AT}/previews`]: { body: { ...imported, outcome } },
      [`POST /api/v1/recordings/${THIRD}/previews`]: { body: { ...imported, id: THIRD, outcome: ready } },
    });
    const { code, err } = await server.tl('preview', '--missing');
    expect([code, err]).toEqual([0, 'previews requested: 1, refused recordings: 0\n']);
    expect(sentRequests()).toHaveLength(2);
  });

  it.each([
    ['unauthorized', 401, 3],
    ['forbidden', 403, 3],
    ['rate-limited', 429, 3],
    ['unavailable', 503, 4],
    ['internal', 500, 1],
    ['invalid', 400, 2],
  ])('stops at %s, which is no refusal of one item', async (name, status, exit) => {
    const items = [ID, OTHER].map((id) => ({ ...aRecording(), id, previews: none }));
    server.prepare({
      'GET /api/v1/recordings?limit=200': { body: { items, next_cursor: null } },
      [`POST ${AT}/previews`]: { ...problem(name), status },
    });
    expect((await server.tl('preview', '--missing')).code).toBe(exit);
    expect(sentRequests()).toEqual([`POST ${AT}/previews`]);
  });

  it('changes nothing with --dry-run', async () => {
    server.prepare({
      'GET /api/v1/recordings?limit=200': { body: { items: [{ ...aRecording(), previews: none }], next_cursor: null } },
      [`POST ${AT}/previews?dry_run=true`]: { body: { dry_run: true, outcome } },
    });
    const { err } = await server.tl('preview', '--missing', '--dry-run');
    expect([sentRequests(), err]).toEqual([
      [`POST ${AT}/previews?dry_run=true`],
      'previews would be requested: 1, refused recordings: 0\n',
    ]);
  });

  it.each([
    [['preview'], 'an id or --missing is required'],
    [['preview', ID, '--missing'], '--missing stands for all items'],
  ])('refuses %j', async (line, message) => {
    const { code, err } = await server.tl(...line);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });
});
