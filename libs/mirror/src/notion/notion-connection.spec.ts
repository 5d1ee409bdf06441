import { systemClock } from '@throughline/messaging';
import { GuardedClient } from '@throughline/outgoing';
import { NotionFake } from '@throughline/strict-fakes';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { NotionConnection } from './notion-connection.js';
import { Pace } from './pace.js';

const PAGE = '11111111-2222-4333-8444-555555555555';

describe('a connection to Notion', () => {
  let notion: NotionFake;
  let http: GuardedClient;
  beforeEach(async () => {
    notion = await NotionFake.start();
    http = new GuardedClient({ allowed: parseAllowedHosts('127.0.0.1') });
  });
  afterEach(async () => {
    await http.close();
    await notion.close();
  });

  it.each<[string, (connection: NotionConnection) => Promise<unknown>]>([
    ['check the token', (connection) => connection.introduce()],
    ['read the page', (connection) => connection.page(PAGE)],
    ['read the data source', (connection) => connection.dataSource(PAGE)],
    ['update the page', (connection) => connection.write(PAGE, {})],
  ])('names the request that has timed out: %s', async (operation, ask) => {
    const { url, token } = notion;
    notion.faults.add({ fault: { kind: 'hang' } });
    const pace = new Pace(systemClock, 1_000);
    const connection = new NotionConnection({ http, url, token, timeoutMs: 50, pace, signal: new AbortController().signal });
    await expect(ask(connection)).rejects.toMatchObject({
      code: 'notion-unreachable',
      message: expect.stringContaining(`does not answer the request to ${operation}`) as string,
    });
  });

  it('sends no write once another process may write, and still reads', async () => {
    const { workspace, url, token } = notion;
    const page = workspace.addPage(workspace.addDataSource('Calls', { Status: { type: 'select' } }), {});
    let mayWrite = true;
    const connection = new NotionConnection({
      ...{ http, url, token, timeoutMs: 60_000, pace: new Pace(systemClock, 1_000), signal: new AbortController().signal },
      mayWrite: () => mayWrite,
    });
    await connection.write(page.id, { Status: { select: { name: 'Processing' } } });
    mayWrite = false;
    await expect(connection.write(page.id, { Status: { select: { name: 'Complete' } } })).rejects.toThrow('nothing was sent');
    expect((await connection.page(page.id)).properties.get('Status')?.value).toBe('Processing');
    expect(notion.log.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  });
});
