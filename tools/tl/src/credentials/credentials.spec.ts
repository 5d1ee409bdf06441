import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempDir } from '@throughline/stack/testing';
import { StubServer } from '#testing/stub-server.js';

const AT = '/api/v1/credentials/7';
const credential = { id: 7, type: 'dropbox', name: 'Box', state: 'ok', account: null, last_used_at: null, used_by: [] };

const client = [
  { name: 'client_id', label: 'App key', hidden: false, hint: null },
  { name: 'client_secret', label: 'App secret', hidden: true, hint: null },
];
const types = {
  items: [
    { type: 'dropbox', label: 'Dropbox account', account: true, fields: client, client_file: false },
    { type: 'gmail', label: 'Gmail account', account: true, fields: client, client_file: true },
    {
      type: 'password',
      label: 'User and password',
      account: false,
      fields: [
        { name: 'username', label: 'User', hidden: false, hint: null },
        { name: 'password', label: 'Password', hidden: true, hint: null },
      ],
      client_file: false,
    },
    {
      type: 'token',
      label: 'Token',
      account: false,
      fields: [{ name: 'token', label: 'Token', hidden: true, hint: null }],
      client_file: false,
    },
  ],
};
const TYPES = { 'GET /api/v1/credential-types': { body: types } };

describe('tl credential', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it.each([
    ['ok', 'Dropbox answers for nora@example.org.', '✓', 0],
    ['unknown', 'Dropbox does not answer.', '?', 0],
    ['wrong', 'Connect the account again.', '✗', 1],
  ])('test shows the result, and fails only if the credential is wrong: %s', async (result, message, sign, expected) => {
    server.prepare({ [`POST ${AT}/test`]: { body: { result, message, account: null } } });
    const { code, out } = await server.tl('credential', 'test', '7');
    expect([code, out]).toEqual([expected, `${sign} ${message}\n`]);
  });

  it.each([
    ['dropbox', 'not connected: tl credential connect 7'],
    ['token', 'refused: tl credential replace 7'],
  ])('list says how a credential that no longer works is mended: %s', async (type, words) => {
    server.prepare({
      ...TYPES,
      'GET /api/v1/credentials': { body: { items: [{ ...credential, type, state: 'needs_reauth' }] } },
    });
    expect((await server.tl('credential', 'list')).out).toContain(words);
  });

  it.each([
    ['dropbox', ['--client-id', 'key'], { client_id: 'key', client_secret: 'hush' }],
    ['password', ['--user', 'nora'], { username: 'nora', password: 'hush' }],
    ['token', [], { token: 'hush' }],
  ] as const)('add sends the fields that the server lists for a type: %s', async (type, options, secrets) => {
    const folder = await tempDir();
    const file = join(folder.path, 'secret');
    await writeFile(file, 'hush\n');
    server.prepare({ ...TYPES, 'POST /api/v1/credentials': { status: 201, body: { ...credential, type } } });
    const { code, err } = await server.tl('credential', 'add', type, 'Ours', ...options, '--secret-file', file);
    expect([code, err.includes('Connect its account')]).toEqual([0, type === 'dropbox']);
    expect(server.changes.map(({ body }) => body)).toEqual([{ type, name: 'Ours', ...secrets }]);
    await folder.remove();
  });

  it.each([
    ['gmail', /needs --client$/m],
    ['dropbox', /needs --client-id$/m],
    ['password', /needs --user$/m],
    ['token', /needs --secret-file$/m],
    ['youtube', /The server has no credentials of the type youtube[^]*It has dropbox, gmail, password, token\./],
  ])('add says what is missing before it sends anything: %s', async (type, expected) => {
    server.prepare(TYPES);
    const { code, err } = await server.tl('credential', 'add', type, 'Ours');
    expect(code).not.toBe(0);
    expect(err).toMatch(expected);
    expect(server.changes).toEqual([]);
  });

  it('rename sends only the name', async () => {
    server.prepare({ [`PATCH ${AT}`]: { body: { ...credential, name: 'Ours' } } });
    expect(await server.tl('credential', 'rename', '7', 'Ours')).toMatchObject({ code: 0 });
    expect(server.changes.map(({ body }) => body)).toEqual([{ name: 'Ours' }]);
  });

  it('replace reads the secret from a file, and says that the account must be connected again', async () => {
    const folder = await tempDir();
    const file = join(folder.path, 'secret');
    await writeFile(file, 'app-secret\n');
    server.prepare({ ...TYPES, [`GET ${AT}`]: { body: credential }, [`PATCH ${AT}`]: { body: credential } });
    const { code, err } = await server.tl('credential', 'replace', '7', '--client-id', 'app-key', '--secret-file', file);
    expect([code, err]).toEqual([0, expect.stringContaining('tl credential connect 7')]);
    expect(server.changes.map(({ body }) => body)).toEqual([{ client_id: 'app-key', client_secret: 'app-secret' }]);
    await folder.remove();
  });
});
