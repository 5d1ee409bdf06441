import { EXIT } from '../exit.js';
import { StubServer, problem } from '#testing/stub-server.js';

const CHANNELS = '/api/v1/channels';
const channel = (id: number, name: string) => ({
  id,
  name,
  action_type: 'update_origin',
  field_map: { status: 'Transcript Process Status' },
  credential_id: 3,
  data_source_id: null,
  outputs: [],
  language: null,
  webhook_url: `https://recordings.example/api/v1/webhooks/${name}`,
  health: { state: 'ok', last_success_at: null, backlog: 0, last_error: null },
});
const ok = { ok: true, items: [{ name: 'client', result: 'ok', message: 'Notion takes the token.' }] };
const wrong = {
  ok: false,
  items: [
    { name: 'client', result: 'ok', message: 'Notion takes the token.' },
    { name: 'field:status', result: 'wrong', message: 'There is no such property.', mend: 'Add a select.' },
    { name: 'option:Processing', result: 'unknown', message: 'Its property is not there.', mend: null },
  ],
};

describe('tl channel check', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  const prepareReports = (reports: Readonly<Record<number, object>>, names: readonly string[]): void => {
    server.prepare({
      [`GET ${CHANNELS}`]: { body: { items: names.map((name, index) => channel(index + 1, name)) } },
      ...Object.fromEntries(Object.entries(reports).map(([id, body]) => [`POST ${CHANNELS}/${id}/check`, { body }])),
    });
  };

  it('shows the result of each check with advice, and exits with 1 on a failure', async () => {
    prepareReports({ 1: wrong }, ['audit']);
    expect(await server.tl('channel', 'check', 'audit')).toEqual({
      code: EXIT.failed,
      out: [
        'audit',
        '✓  client             Notion takes the token.',
        '✗  field:status       There is no such property.',
        '                      > Add a select.',
        '?  option:Processing  Its property is not there.',
        '',
      ].join('\n'),
      err: 'tl: Checks have failed for: audit\n    Lines that start with > say what to do.\n',
    });
  });

  it('checks all channels without a name, even after a failed one', async () => {
    prepareReports({ 1: wrong, 2: ok }, ['audit', 'outlook']);
    const { code, out, err } = await server.tl('notion', 'check');
    expect([code, err.split('\n')[0]]).toEqual([EXIT.failed, 'tl: Checks have failed for: audit']);
    expect(out).toContain('\noutlook\n✓  client  Notion takes the token.\n');
  });

  it('exits with 0 on success, and checks the given page', async () => {
    prepareReports({ 1: ok }, ['audit']);
    expect((await server.tl('notion', 'check', '--page', 'https://www.notion.so/x')).code).toBe(EXIT.done);
    expect(server.changes.map(({ body }) => body)).toEqual([{ page_id: 'https://www.notion.so/x' }]);
  });

  it('refuses a page without a channel name if there are several channels', async () => {
    prepareReports({ 1: ok, 2: ok }, ['audit', 'outlook']);
    expect(await server.tl('notion', 'check', '--page', 'x')).toMatchObject({
      code: EXIT.usage,
      err: expect.stringContaining('Name the channel: audit, outlook') as string,
    });
    expect(server.changes).toEqual([]);
  });

  it('prints all findings as JSON, also on a failure', async () => {
    prepareReports({ 1: wrong }, ['audit']);
    const { code, out } = await server.tl('notion', 'check', 'audit', '--json');
    expect([code, JSON.parse(out)]).toEqual([EXIT.failed, [{ channel: 'audit', ...wrong }]]);
  });

  it('reports that there is no channel', async () => {
    prepareReports({}, []);
    expect(await server.tl('notion', 'check')).toMatchObject({
      code: EXIT.done,
      err: expect.stringContaining('no channels yet') as string,
    });
  });

  it('reports no findings if no upload service answers', async () => {
    server.prepare({
      [`GET ${CHANNELS}`]: { body: { items: [channel(1, 'audit')] } },
      [`POST ${CHANNELS}/1/check`]: problem(503, 'no-upload-service', 'No upload service has answered.'),
    });
    expect(await server.tl('notion', 'check')).toMatchObject({
      code: EXIT.unreachable,
      out: '',
      err: expect.stringContaining('no-upload-service') as string,
    });
  });
});
