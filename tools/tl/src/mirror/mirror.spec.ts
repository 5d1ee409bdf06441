import { EXIT } from '../exit.js';
import { StubServer, problem } from '#testing/stub-server.js';

const ID = '0199f5a0-4f0c-7c3e-9d0a-000000000001';
const PATH = `/api/v1/recordings/${ID}/mirror`;
const current = {
  channel: { id: 7, name: 'audit' },
  page_id: '0123',
  page_url: 'https://www.notion.so/0123',
  state: 'current',
  wanted: { status: 'Complete', since: 'T1' },
  sent: { status: 'Complete', at: 'T2' },
  superseded_by: null,
  error: null,
};

describe('tl mirror', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  const statusText = async (mirror: object): Promise<string> => {
    server.prepare({ [`GET ${PATH}`]: { body: mirror } });
    const { code, out } = await server.tl('mirror', 'status', ID);
    expect(code).toBe(EXIT.done);
    return out;
  };

  it('shows the state of the page in words, with its address', async () => {
    expect(await statusText(current)).toBe(
      [
        'page     https://www.notion.so/0123',
        'channel  audit',
        'state    current: the page is up to date',
        'shows    Complete, written at T2',
        '',
      ].join('\n'),
    );
  });

  it('shows the current and the desired text, and the error between them', async () => {
    const error = { code: 'rate-limited', message: 'Notion asks to wait.', since: 'T3', at: 'T4', tries: 2, retry_at: 'T5' };
    const out = await statusText({ ...current, state: 'failing', sent: { status: 'Transcribing', at: 'T0' }, error });
    expect(out).toContain('shows        Transcribing, written at T0\nshould show  Complete, since T1\n');
    expect(out).toContain(
      'error        Notion asks to wait. [rate-limited]\ntried        2 times since T3, next attempt at T5\n',
    );
  });

  it('names the recording that the page shows instead, and a removed channel', async () => {
    const out = await statusText({ ...current, channel: null, state: 'superseded', sent: null, superseded_by: 'other' });
    expect(out).toContain('channel        removed\n');
    expect(out).toContain('shows          nothing of this recording yet\n');
    expect(out).toContain('shown instead  other\n');
    expect(out).not.toContain('should show');
  });

  it.each(['odd', 'toString'])('shows the unknown state %s unchanged', async (state) => {
    expect(await statusText({ ...current, state })).toContain(`state        ${state}\n`);
  });

  it('reports that the recording came from no page', async () => {
    server.prepare({ [`GET ${PATH}`]: problem(404, 'no-mirror', 'The recording came from no page.') });
    expect(await server.tl('mirror', 'status', ID)).toMatchObject({
      code: EXIT.refused,
      err: expect.stringContaining('The recording came from no page. [no-mirror]') as string,
    });
  });

  it('requests a resync of a page', async () => {
    server.prepare({ [`POST ${PATH}/resync`]: { status: 202, body: current } });
    const { code, out, err } = await server.tl('mirror', 'resync', ID);
    expect([code, out]).toEqual([EXIT.done, expect.stringContaining('state    current')]);
    expect(err).toContain('corrected if it differs');
    expect(server.lines).toEqual([`POST ${PATH}/resync`]);
  });

  it.each([[[]], [[ID, '--channel', 'audit']]])('rejects a resync without a page, or with two: %j', async (args) => {
    server.prepare({});
    expect((await server.tl('mirror', 'resync', ...args)).code).toBe(EXIT.usage);
    expect(server.lines).toEqual([]);
  });
});
