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
  const asked = (): readonly string[] => server.changes.map(({ line }) => line);

  it('asks for the previews of each named item', async () => {
    server.prepare({ [`POST ${AT}/previews`]: { body: { ...aRecording(), outcome } } });
    const { code, err } = await server.tl('preview', ID, ID);
    expect([code, asked(), err]).toEqual([
      0,
      [`POST ${AT}/previews`, `POST ${AT}/previews`],
      'The previews are made soon.\nThe previews are made soon.\n',
    ]);
  });

  it('asks for those of all items without previews, and counts items without a file', async () => {
    const items = [
      { ...aRecording(), previews: none },
      { ...aRecording(), id: OTHER, previews: { ...none, state: 'ready' } },
      { ...aRecording(), id: THIRD, previews: none },
    ];
    server.prepare({
      'GET /api/v1/recordings?limit=200': { body: { items, next_cursor: null } },
      [`POST ${AT}/previews`]: { body: { ...aRecording(), outcome } },
      [`POST /api/v1/recordings/${THIRD}/previews`]: problem('no-file-yet'),
    });
    const { code, out, err } = await server.tl('preview', '--missing', '--json');
    expect(code).toBe(0);
    expect(asked()).toEqual([`POST ${AT}/previews`, `POST /api/v1/recordings/${THIRD}/previews`]);
    expect(JSON.parse(out)).toEqual({ requested: 1, without_file: 1 });
    expect(err).toBe('previews requested: 1, recordings without a file: 1\n');
  });

  it('stops at any other refusal', async () => {
    server.prepare({
      'GET /api/v1/recordings?limit=200': { body: { items: [{ ...aRecording(), previews: none }], next_cursor: null } },
      [`POST ${AT}/previews`]: problem('quarantined'),
    });
    expect((await server.tl('preview', '--missing')).code).toBe(3);
  });

  it('changes nothing with --dry-run', async () => {
    server.prepare({
      'GET /api/v1/recordings?limit=200': { body: { items: [{ ...aRecording(), previews: none }], next_cursor: null } },
      [`POST ${AT}/previews?dry_run=true`]: { body: { dry_run: true, outcome } },
    });
    const { err } = await server.tl('preview', '--missing', '--dry-run');
    expect([asked(), err]).toEqual([
      [`POST ${AT}/previews?dry_run=true`],
      'previews would be requested: 1, recordings without a file: 0\n',
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
