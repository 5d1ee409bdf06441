import { systemClock } from '@throughline/messaging';
import { GuardedClient } from '@throughline/outgoing';
import { NotionFake } from '@throughline/strict-fakes';
import { allowedHosts } from '../../testing/allowed-hosts.js';
import { NotionConnection } from './notion-connection.js';
import { Pace } from './pace.js';

describe('a connection to Notion', () => {
  let notion: NotionFake;
  let http: GuardedClient;
  beforeEach(async () => {
    notion = await NotionFake.start();
    http = new GuardedClient({ allowed: allowedHosts('127.0.0.1') });
  });
  afterEach(async () => {
    await http.close();
    await notion.close();
  });

  it('sends nothing that is to be written once another process may write, and still reads', async () => {
    const { workspace, url, token } = notion;
    const page = workspace.addPage(workspace.addDataSource('Calls', { Status: { type: 'select' } }), {});
    let mayWrite = true;
    const connection = new NotionConnection({
      ...{ http, url, token, timeoutMs: 5_000, pace: new Pace(systemClock, 1_000), signal: new AbortController().signal },
      mayWrite: () => mayWrite,
    });
    await connection.write(page.id, { Status: { select: { name: 'Processing' } } });
    mayWrite = false;
    await expect(connection.write(page.id, { Status: { select: { name: 'Complete' } } })).rejects.toThrow('nothing was sent');
    expect((await connection.page(page.id)).properties.get('Status')?.value).toBe('Processing');
    expect(notion.log.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  });
});
