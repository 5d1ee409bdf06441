import type { Notices } from '@throughline/api-client';
import { EXIT } from '../exit.js';
import { StubServer } from '#testing/stub-server.js';

const PATH = '/api/v1/me/notices';
const off: Notices = { available: true, state: 'off', email: null, kinds: [], last_sent_at: null, problem: null, revision: 0 };
const on: Notices = {
  ...off,
  state: 'on',
  email: 'ann@example.org',
  kinds: ['failed'],
  revision: 3,
  problem: 'The server is busy',
};

describe('tl notices', () => {
  let server: StubServer;
  beforeAll(async () => {
    server = await StubServer.start();
  });
  afterAll(() => server.close());

  it('shows the address, its state and the last problem', async () => {
    server.prepare({ [`GET ${PATH}`]: { body: on } });
    const { code, out } = await server.tl('notices');
    expect(code).toBe(EXIT.done);
    for (const part of ['ann@example.org', 'failed', 'The server is busy']) expect(out).toContain(part);
    server.prepare({ [`GET ${PATH}`]: { body: { ...off, available: false } } });
    expect((await server.tl('notices', 'show')).out).toContain('not available');
  });

  it('sets an address at the revision that it has read', async () => {
    server.prepare({ [`GET ${PATH}`]: { body: off }, [`PUT ${PATH}`]: { body: { ...on, state: 'unconfirmed' } } });
    const { out } = await server.tl('notices', 'set', 'ann@example.org', '--only', 'failed', '--only', 'quota');
    expect(out).toContain('open the link');
    expect(server.changes).toMatchObject([
      { body: { email: 'ann@example.org', kinds: ['failed', 'quota'] }, headers: { 'if-match': '"0"' } },
    ]);
    expect((await server.tl('notices', 'set', 'ann@example.org', '--only', 'all')).code).toBe(EXIT.usage);
  });

  it('ends the notices', async () => {
    server.prepare({ [`GET ${PATH}`]: { body: on }, [`DELETE ${PATH}`]: { status: 204 } });
    expect((await server.tl('notices', 'off')).err).toContain('No notices');
    expect(server.changes).toMatchObject([{ line: `DELETE ${PATH}`, headers: { 'if-match': '"3"' } }]);
  });
});
