import { connect } from '@nats-io/transport-node';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import pg from 'pg';
import {
  freshCopy,
  freshDatabase,
  mediaTools,
  natsServers,
  startNats,
  startOwnPostgres,
  until,
  type OwnPostgres,
} from './index.js';

const versions = await natsServers();

async function query(connectionString: string, sql: string): Promise<readonly object[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe.each(versions)('a test server of the $name version ($version)', ({ name, version }) => {
  it('keeps acknowledged messages over a kill and a restart on the same port', async () => {
    const nats = await startNats({ version: name });
    try {
      expect(nats.version).toBe(version);
      const before = await connect({ servers: nats.url, reconnect: false });
      await (await jetstreamManager(before)).streams.add({ name: 'kept', subjects: ['kept'] });
      await jetstream(before).publish('kept', 'x');
      await before.close();
      await nats.kill();
      await nats.restart();
      const after = await connect({ servers: nats.url });
      const info = await (await jetstreamManager(after)).streams.info('kept');
      expect(info.state.messages).toBe(1);
      await after.close();
    } finally {
      await nats.stop();
    }
  });
});

describe('test databases', () => {
  let server: OwnPostgres;
  beforeAll(async () => {
    server = await startOwnPostgres();
  });
  afterAll(() => server.stop());

  it('are empty, isolated from each other, and gone after a drop', async () => {
    const [one, two] = await Promise.all([freshDatabase(server), freshDatabase(server)]);
    const client = new pg.Client({ connectionString: one.url });
    await client.connect();
    await client.query("create table t as select lower('ÄЖ') as x");
    expect((await client.query('select x from t')).rows).toEqual([{ x: 'äж' }]);
    await client.end();
    const other = new pg.Client({ connectionString: two.url });
    await other.connect();
    await expect(other.query('select * from t')).rejects.toThrow('does not exist');
    await other.end();
    await one.drop();
    await expect(new pg.Client({ connectionString: one.url }).connect()).rejects.toThrow('does not exist');
  });

  it('are copies of one that is filled once in a run, also if several are made at once', async () => {
    let filled = 0;
    const fill = async (url: string): Promise<void> => {
      filled += 1;
      await query(url, 'create table t as select 1 as x');
    };
    const copies = await Promise.all([freshCopy('spec', fill), freshCopy('spec', fill)]);
    for (const { url } of copies) {
      expect(await query(url, 'select x from t')).toEqual([{ x: 1 }]);
      // The other copy does not have it.
      await query(url, 'create table own as select 1');
    }
    await Promise.all(copies.map((copy) => copy.drop()));
    expect(filled).toBe(1);
  });

  it('of another server than the shared one are filled one by one', async () => {
    const urls: string[] = [];
    const fill = (url: string): Promise<void> => Promise.resolve(void urls.push(url));
    const made = [await freshCopy('spec', fill, server), await freshCopy('spec', fill, server)];
    expect(urls).toEqual(made.map(({ url }) => url));
    await Promise.all(made.map((one) => one.drop()));
  });

  it('recover after their server was killed', async () => {
    await server.kill();
    await server.restart();
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await client.end();
  });
});

describe('until', () => {
  it('fails with a description of the condition and its last error', async () => {
    const waiting = until(() => Promise.reject(new Error('not there')), { timeout: 40, interval: 5, what: 'the file' });
    await expect(waiting).rejects.toThrow('the file did not come true within 40 ms');
  });
});

describe('media tools', () => {
  it('are found with the environment that they need', async () => {
    const { ffmpeg, ffprobe } = await mediaTools();
    expect(ffmpeg.path).toMatch(/ffmpeg$/);
    expect(ffprobe.path).toMatch(/ffprobe$/);
  });
});
