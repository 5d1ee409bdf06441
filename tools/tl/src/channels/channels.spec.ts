import { EXIT } from '../exit.js';
import { StubServer, problem } from '#testing/stub-server.js';

const CHANNELS = '/api/v1/channels';
const health = { state: 'ok', last_success_at: '2026-02-05T18:00:00.000Z', backlog: 0, last_error: null };
const audit = {
  id: 7,
  name: 'audit',
  action_type: 'update_origin',
  field_map: { status: 'Transcript Process Status', process_errors: 'ProcessErrors' },
  credential_id: 3,
  data_source_id: null,
  outputs: ['drive'],
  language: 'auto',
  webhook_url: 'https://recordings.example/api/v1/webhooks/audit',
  created_at: '2026-02-05T17:00:00.000Z',
  updated_at: '2026-02-05T17:00:00.000Z',
  health,
};
/** A channel whose name is the number of another. */
const seven = { ...audit, id: 8, name: '7' };
const listed = { [`GET ${CHANNELS}`]: { body: { items: [audit] } } };

describe('tl channel', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it('lists channels with the state of their pages', async () => {
    const trouble = { code: 'page-not-shared', message: 'Share the page.', since: 'T1', at: 'T2', retry_at: 'T3' };
    const failing = { ...health, state: 'failing', backlog: 2, last_success_at: null, last_error: trouble };
    const items = [audit, { ...seven, outputs: [], health: failing }];
    server.prepare({ [`GET ${CHANNELS}`]: { body: { items } } });
    expect(await server.tl('channel', 'list')).toEqual({
      code: EXIT.done,
      err: '',
      out:
        '7  audit  update_origin  drive      ok, last success 2026-02-05T18:00:00.000Z\n' +
        '8  7      update_origin  no output  failing, 2 pages behind, nothing written yet, since T1: Share the page. [page-not-shared], next attempt at T3\n',
    });
  });

  it.each([
    ['off', 'off: no page is written'],
    ['unknown', 'unknown: the state of its pages cannot be read now'],
  ])('shows no page count if the state is %s', async (state, words) => {
    const unknown = { state, last_success_at: null, backlog: null, last_error: null };
    server.prepare({ [`GET ${CHANNELS}`]: { body: { items: [{ ...audit, health: unknown }] } } });
    expect((await server.tl('channel', 'show', 'audit')).out).toContain(`pages           ${words}\n`);
  });

  it('names the command that checks the connection, if no page was written yet', async () => {
    const health = { state: 'unknown', last_success_at: null, backlog: 0, last_error: null };
    server.prepare({ [`GET ${CHANNELS}`]: { body: { items: [{ ...audit, health }] } } });
    expect((await server.tl('channel', 'show', 'audit')).out).toContain(
      'no page was written yet; check the connection: tl channel check audit',
    );
  });

  it('names the command that adds a channel, if there is none', async () => {
    server.prepare({ [`GET ${CHANNELS}`]: { body: { items: [] } } });
    expect(await server.tl('channel', 'list')).toMatchObject({
      code: EXIT.done,
      out: '',
      err: expect.stringContaining('tl channel add') as string,
    });
  });

  it('finds a channel by its name before it looks for a number', async () => {
    server.prepare({ [`GET ${CHANNELS}`]: { body: { items: [audit, seven] } } });
    expect((await server.tl('channel', 'show', '7')).out).toContain('channel         7 (8)\n');
    expect((await server.tl('channel', 'show', '8')).out).toContain('channel         7 (8)\n');
    expect(await server.tl('channel', 'show', 'other')).toMatchObject({
      code: EXIT.refused,
      err: expect.stringContaining('There is no channel other') as string,
    });
  });

  it('creates a channel from the given options and prints only its secret as data', async () => {
    server.prepare({ [`POST ${CHANNELS}`]: { status: 201, body: { ...audit, secret: 'tlc_x' } } });
    const { code, out, err } = await server.tl('channel', 'add', 'audit', '--credential', '3');
    expect([code, out]).toEqual([EXIT.done, 'tlc_x\n']);
    expect(err).toContain(audit.webhook_url);
    expect(err).not.toContain('tlc_x');
    expect(server.changes.map(({ body }) => body)).toEqual([{ name: 'audit', credential_id: 3 }]);
    expect(server.changes[0]?.headers['idempotency-key']).toBeDefined();
  });

  it('creates a channel with additional fields and the token of a name', async () => {
    const items = [
      { id: 2, type: 'google', name: 'Notion', state: 'ok', account: null, last_used_at: null, used_by: [] },
      { id: 5, type: 'token', name: 'Notion', state: 'ok', account: null, last_used_at: null, used_by: [] },
    ];
    server.prepare({
      'GET /api/v1/credentials': { body: { items } },
      [`POST ${CHANNELS}`]: { status: 201, body: { ...audit, secret: 's' } },
    });
    const args = ['--field', 'drive_url=Drive = Link', '--field', 'process_errors=', '--no-outputs', '--data-source', 'd1'];
    await server.tl('channel', 'add', 'audit', '--credential', 'Notion', ...args, '--action', 'none', '--language', 'de');
    expect(server.changes.map(({ body }) => body)).toEqual([
      {
        name: 'audit',
        credential_id: 5,
        field_map: { status: 'Transcript Process Status', drive_url: 'Drive = Link' },
        outputs: [],
        data_source_id: 'd1',
        action_type: 'none',
        language: 'de',
      },
    ]);
  });

  it.each([
    ['an unknown field', ['--field', 'title=Name']],
    ['a field without a property', ['--field', 'status']],
    ['an unknown action', ['--action', 'update']],
    ['--output together with --no-outputs', ['--output', 'drive', '--no-outputs']],
  ])('rejects %s before it sends a request', async (_, options) => {
    server.prepare(listed);
    expect(await server.tl('channel', 'add', 'audit', ...options)).toMatchObject({ code: EXIT.usage, out: '' });
    expect(server.changes).toEqual([]);
  });

  it('refuses an unknown token', async () => {
    server.prepare({ 'GET /api/v1/credentials': { body: { items: [] } } });
    expect(await server.tl('channel', 'add', 'audit', '--credential', 'Notion')).toMatchObject({
      code: EXIT.refused,
      err: expect.stringContaining('tl credential add token') as string,
    });
    expect(server.changes).toEqual([]);
  });

  it('changes a channel with the ETag it has read, and leaves other fields as they are', async () => {
    const at = `${CHANNELS}/7`;
    server.prepare({ ...listed, [`GET ${at}`]: { body: audit, headers: { etag: '"v4"' } }, [`PATCH ${at}`]: { body: audit } });
    const args = ['--field', 'status=State', '--no-credential', '--no-data-source', '--name', 'audits'];
    expect(await server.tl('channel', 'set', 'audit', ...args)).toMatchObject({ code: EXIT.done });
    expect(server.changes).toMatchObject([
      {
        line: `PATCH ${at}`,
        headers: { 'if-match': '"v4"' },
        body: {
          name: 'audits',
          field_map: { status: 'State', process_errors: 'ProcessErrors' },
          credential_id: null,
          data_source_id: null,
        },
      },
    ]);
  });

  it('sends no change without options', async () => {
    server.prepare({ ...listed, [`GET ${CHANNELS}/7`]: { body: audit } });
    expect((await server.tl('channel', 'set', 'audit')).code).toBe(EXIT.usage);
    expect(server.changes).toEqual([]);
  });

  it('renews a secret, requests a resync and removes a channel', async () => {
    const at = `${CHANNELS}/7`;
    server.prepare({
      ...listed,
      [`POST ${at}/secret`]: { body: { secret: 'tlc_new' } },
      [`POST ${at}/resync`]: { status: 202, body: { asked: 1 } },
      [`DELETE ${at}`]: { status: 204 },
    });
    expect(await server.tl('channel', 'secret', 'audit')).toMatchObject({ code: EXIT.done, out: 'tlc_new\n' });
    const resynced = await server.tl('channel', 'resync', 'audit');
    expect(resynced).toMatchObject({ code: EXIT.done, err: expect.stringContaining('1 page of audit') as string });
    expect(await server.tl('mirror', 'resync', '--channel', 'audit')).toEqual(resynced);
    expect(await server.tl('channel', 'remove', 'audit', '--json')).toMatchObject({
      out: '{\n  "id": 7,\n  "removed": true\n}\n',
    });
  });

  it('shows nothing if an answer has another form than expected', async () => {
    server.prepare({ [`GET ${CHANNELS}`]: { body: { items: [{ ...audit, health: null }] } } });
    expect(await server.tl('channel', 'list')).toMatchObject({ code: EXIT.failed, out: '' });
  });

  it.each([
    ['channel-name-taken', 409, ''],
    ['channel-without-output', 422, '    Use --output NAME with an output of this server, or --no-outputs.\n'],
  ])("ends with the server's refusal: %s", async (code, status, advice) => {
    server.prepare({ [`POST ${CHANNELS}`]: problem(status, code, 'It is so.') });
    expect(await server.tl('channel', 'add', 'audit')).toEqual({
      code: EXIT.refused,
      out: '',
      err: `tl: It is so. [${code}]\n${advice}`,
    });
  });
});
