import { EXIT } from '../exit.js';
import { RECORDING_ID as ID, aRecording } from '#testing/a-recording.js';
import { StubServer } from '#testing/stub-server.js';

const AT = `/api/v1/recordings/${ID}`;

describe('commands about the outputs of an item', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it('retry one follow-up of one output', async () => {
    const retry = `POST ${AT}/outputs/library/follow-ups/thumbnail/retry?dry_run=true`;
    const outcome = { code: 'retried', detail: 'The follow-up is tried again.', try_instead: null };
    server.prepare({ [retry]: { body: { ...aRecording(), outcome, would_change: true, status_after: 'READY' } } });
    expect((await server.tl('retry', ID, 'library/thumbnail', '--dry-run')).code).toBe(EXIT.done);
    expect(server.lines).toEqual([retry]);
  });

  it('refuse an output without the name of a follow-up before any request', async () => {
    server.prepare({});
    const { code, err } = await server.tl('retry', ID, 'library');
    expect([code, err]).toEqual([EXIT.usage, expect.stringContaining("'library' names no follow-up")]);
    expect(server.lines).toEqual([]);
  });

  it.each([
    ['empty', 'status', ''],
    ['empty', 'redeliver', ID, ''],
    ["'..'", 'share', 'list', '..'],
    ["'..'", 'redeliver', ID, '..'],
    ["'.'", 'sign-out', '.'],
  ])('refuse an argument that is %s before any request, whose path would be another one: %s', async (what, ...args) => {
    server.prepare({ 'GET /api/v1/share-links': { body: { items: [] } } });
    const { code, err } = await server.tl(...args);
    expect([code, err]).toEqual([EXIT.usage, expect.stringContaining(`An argument is ${what}`)]);
    expect(server.lines).toEqual([]);
  });
});
