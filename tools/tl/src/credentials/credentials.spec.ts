import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempDir } from '@throughline/stack/testing';
import { StubServer } from '#testing/stub-server.js';

const AT = '/api/v1/credentials/7';
const credential = { id: 7, type: 'dropbox', name: 'Box', state: 'ok', account: null, last_used_at: null, used_by: [] };

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
    server.prepare({ 'GET /api/v1/credentials': { body: { items: [{ ...credential, type, state: 'needs_reauth' }] } } });
    expect((await server.tl('credential', 'list')).out).toContain(words);
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
    server.prepare({ [`GET ${AT}`]: { body: credential }, [`PATCH ${AT}`]: { body: credential } });
    const { code, err } = await server.tl('credential', 'replace', '7', '--client-id', 'app-key', '--secret-file', file);
    expect([code, err]).toEqual([0, expect.stringContaining('tl credential connect 7')]);
    expect(server.changes.map(({ body }) => body)).toEqual([{ client_id: 'app-key', client_secret: 'app-secret' }]);
    await folder.remove();
  });
});
