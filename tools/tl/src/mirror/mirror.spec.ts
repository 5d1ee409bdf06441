import { EXIT } from '../exit.js';
import { ToldServer, problem } from '../testing/told-server.js';

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

describe('what a page of Notion shows, at the command line', () => {
  let server: ToldServer;
  beforeAll(async () => {
    server = await ToldServer.start();
  });
  afterAll(() => server.close());

  const shown = async (mirror: object): Promise<string> => {
    server.tell({ [`GET ${PATH}`]: { body: mirror } });
    const { code, out } = await server.tl('mirror', 'status', ID);
    expect(code).toBe(EXIT.done);
    return out;
  };

  it('is told in words, with the page', async () => {
    expect(await shown(current)).toBe(
      [
        'page     https://www.notion.so/0123',
        'channel  audit',
        'state    current: the page shows the truth',
        'shows    Complete, written at T2',
        '',
      ].join('\n'),
    );
  });

  it('stands beside what it is to show, and why it does not', async () => {
    const error = { code: 'rate-limited', message: 'Notion asks to wait.', since: 'T3', at: 'T4', tries: 2, retry_at: 'T5' };
    const out = await shown({ ...current, state: 'failing', sent: { status: 'Transcribing', at: 'T0' }, error });
    expect(out).toContain('shows       Transcribing, written at T0\nis to show  Complete, since T1\n');
    expect(out).toContain('error       Notion asks to wait. [rate-limited]\ntried       2 times since T3, again at T5\n');
  });

  it('names the recording that the page shows in its place, and a channel that is gone', async () => {
    const out = await shown({ ...current, channel: null, state: 'superseded', sent: null, superseded_by: 'other' });
    expect(out).toContain('channel        gone\n');
    expect(out).toContain('shows          nothing of this recording yet\n');
    expect(out).toContain('shown instead  other\n');
    expect(out).not.toContain('is to show');
  });

  it.each(['odd', 'toString'])('is shown in a state %s that this program does not know', async (state) => {
    expect(await shown({ ...current, state })).toContain(`state       ${state}\n`);
  });

  it('is said to be none of a recording that came from no page', async () => {
    server.tell({ [`GET ${PATH}`]: problem(404, 'no-mirror', 'The recording came from no page.') });
    expect(await server.tl('mirror', 'status', ID)).toMatchObject({
      code: EXIT.refused,
      err: expect.stringContaining('The recording came from no page. [no-mirror]') as string,
    });
  });

  it('is written again where somebody asks for it', async () => {
    server.tell({ [`POST ${PATH}/resync`]: { status: 202, body: current } });
    const { code, out, err } = await server.tl('mirror', 'resync', ID);
    expect([code, out]).toEqual([EXIT.done, expect.stringContaining('state    current')]);
    expect(err).toContain('written again where it does not show the truth');
    expect(server.lines).toEqual([`POST ${PATH}/resync`]);
  });

  it.each([[[]], [[ID, '--channel', 'audit']]])('is not asked for without saying which page, or twice: %j', async (args) => {
    server.tell({});
    expect((await server.tl('mirror', 'resync', ...args)).code).toBe(EXIT.usage);
    expect(server.lines).toEqual([]);
  });
});
