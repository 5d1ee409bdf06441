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
    ['the answer alone', ['--delivered', 'no'], { delivered: false }],
    [
      'the link of what is there',
      ['--delivered', 'yes', '--link', 'https://media.example/42'],
      { delivered: true, url: 'https://media.example/42' },
    ],
  ])('settle a delivery with %s', async (_what, options, body) => {
    const settle = `POST ${AT}/outputs/library/settle`;
    const outcome = { code: 'settled', detail: 'It is settled.', try_instead: null };
    server.prepare({ [`GET ${AT}`]: { body: aRecording() }, [settle]: { body: { ...aRecording(), outcome } } });
    expect((await server.tl('settle', ID, 'library', ...options)).code).toBe(EXIT.done);
    expect(server.changes).toMatchObject([{ line: settle, body }]);
  });

  it('say which value of a refused answer is wrong', async () => {
    const errors = [{ pointer: '/url', message: 'must start with https://' }];
    const refusal = {
      type: 'x',
      title: 'Check these fields',
      status: 400,
      code: 'invalid',
      detail: 'url must start with https://',
      errors,
    };
    server.prepare({
      [`GET ${AT}`]: { body: aRecording() },
      [`POST ${AT}/outputs/library/settle`]: { status: 400, body: refusal },
    });
    const { code, err } = await server.tl('settle', ID, 'library', '--delivered', 'yes', '--link', 'ftp://media.example');
    expect([code, err]).toEqual([EXIT.usage, expect.stringContaining('url: must start with https://')]);
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
