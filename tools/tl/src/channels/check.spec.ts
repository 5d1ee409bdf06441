import { EXIT } from '../exit.js';
import { ToldServer, problem } from '../testing/told-server.js';

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

describe('checking the connection to Notion', () => {
  let server: ToldServer;
  beforeAll(async () => {
    server = await ToldServer.start();
  });
  afterAll(() => server.close());

  const tell = (reports: Readonly<Record<number, object>>, names: readonly string[]): void => {
    server.tell({
      [`GET ${CHANNELS}`]: { body: { items: names.map((name, index) => channel(index + 1, name)) } },
      ...Object.fromEntries(Object.entries(reports).map(([id, body]) => [`POST ${CHANNELS}/${id}/check`, { body }])),
    });
  };

  it('says of each thing whether it is as it should be, and what to do, and ends with 1 where something is wrong', async () => {
    tell({ 1: wrong }, ['audit']);
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
      err: 'tl: Pages cannot be written as they should be: audit\n    Lines with > say what to do.\n',
    });
  });

  it('looks at all channels where none is named, those behind a wrong one too', async () => {
    tell({ 1: wrong, 2: ok }, ['audit', 'outlook']);
    const { code, out, err } = await server.tl('notion', 'check');
    expect([code, err.split('\n')[0]]).toEqual([EXIT.failed, 'tl: Pages cannot be written as they should be: audit']);
    expect(out).toContain('\noutlook\n✓  client  Notion takes the token.\n');
  });

  it('ends with 0 where all is well, and looks at the page that is named', async () => {
    tell({ 1: ok }, ['audit']);
    expect((await server.tl('notion', 'check', '--page', 'https://www.notion.so/x')).code).toBe(EXIT.done);
    expect(server.changes.map(({ body }) => body)).toEqual([{ page_id: 'https://www.notion.so/x' }]);
  });

  it('does not guess whose page it is', async () => {
    tell({ 1: ok, 2: ok }, ['audit', 'outlook']);
    expect(await server.tl('notion', 'check', '--page', 'x')).toMatchObject({
      code: EXIT.usage,
      err: expect.stringContaining('Name it: audit, outlook') as string,
    });
    expect(server.changes).toEqual([]);
  });

  it('prints its findings as data, whole, where something is wrong too', async () => {
    tell({ 1: wrong }, ['audit']);
    const { code, out } = await server.tl('notion', 'check', 'audit', '--json');
    expect([code, JSON.parse(out)]).toEqual([EXIT.failed, [{ channel: 'audit', ...wrong }]]);
  });

  it('says so where there is nothing to look at', async () => {
    tell({}, []);
    expect(await server.tl('notion', 'check')).toMatchObject({
      code: EXIT.done,
      err: expect.stringContaining('no channel yet') as string,
    });
  });

  it('is no finding where nobody is there to look', async () => {
    server.tell({
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
