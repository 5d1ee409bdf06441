import { EXIT } from '../exit.js';
import { StubServer } from '#testing/stub-server.js';

const event = (id: string, title: string | null, message: string) => ({
  id,
  type: 'StepCompleted',
  step: 'TRANSCRIBE',
  status_after: 'PROCESSED',
  failed_after: false,
  message,
  detail: {},
  actor: { kind: 'service', id: 'processing-1', name: null },
  occurred_at: '2026-02-05T10:00:00.000Z',
  recorded_at: '2026-02-05T10:00:00.000Z',
  imported: false,
  item: { id: '0192f0c1-7a3b-7c4d-8e5f-0123456789ab', kind: 'recording', title, deleted: false },
});
const none = { items: [], more: false };
const notice = { key: 'failed:1', kind: 'failed', text: '“Talk” has failed.', path: '/recordings/1' };

describe('tl activity', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it('shows what needs a person, then what happened, page by page', async () => {
    server.prepare({
      'GET /api/v1/notices': { body: { items: [notice], more: true } },
      'GET /api/v1/activity?limit=20': {
        body: { items: [event('2.0', 'Talk', 'Transcription finished')], next_cursor: '2.0' },
      },
      'GET /api/v1/activity?limit=19&cursor=2.0': {
        body: { items: [event('1.0', null, 'Registered from an upload')], next_cursor: null },
      },
    });
    const { code, out, err } = await server.tl('activity');
    expect(code).toBe(EXIT.done);
    expect(out).toContain('“Talk” has failed.\n  /recordings/1\n');
    expect(out).toMatch(/recording +Talk +Transcription finished\n.*recording +Untitled +Registered from an upload\n/);
    expect(err).toContain('more items need attention: tl ls --all --state attention');
  });

  it('says so if nothing needs a person, and if nothing has happened', async () => {
    server.prepare({
      'GET /api/v1/notices': { body: none },
      'GET /api/v1/activity?limit=5': { body: { items: [], next_cursor: null } },
    });
    const { code, out, err } = await server.tl('activity', '--limit', '5');
    expect([code, out]).toEqual([EXIT.done, '']);
    expect(err).toContain('there are no notices');
    expect(err).toContain('nothing has happened yet');
  });

  it('prints both answers with --json', async () => {
    const activity = { items: [event('2.0', 'Talk', 'Transcription finished')], next_cursor: null };
    server.prepare({ 'GET /api/v1/notices': { body: none }, 'GET /api/v1/activity?limit=20': { body: activity } });
    const { out } = await server.tl('activity', '--json');
    expect(JSON.parse(out)).toEqual({ notices: none, activity });
  });
});
