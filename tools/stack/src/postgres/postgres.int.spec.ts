import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Secrets } from '../data-folder/secrets.js';
import { newSecret } from '../nats/nats-passwords.js';
import { freePort } from '../processes/ports.js';
import { provisionPostgres } from '../provision/postgres.js';
import { startOwnPostgres, tempDir, until, type OwnPostgres, type TempDir } from '#testing/index.js';
import { testContext } from '#testing/config.js';
import { ensureCluster } from './cluster.js';
import { clusterFolder, readClusterMajor, fallbackFolder, prepareClusterLocation } from './cluster-location.js';
import { DATABASE, databaseUrl, ensureDatabase, roleUrl } from './database.js';
import { clearLeftovers } from './leftovers.js';
import { findDatabaseUser, parsePasswd } from './os-user.js';
import { startPostgresServer } from './postgres-process.js';

async function connectTo(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

describe('the database folder', () => {
  let folder: TempDir;
  beforeEach(async () => {
    folder = await tempDir('tl postgres ');
  });
  afterEach(() => folder.remove());

  const prepare = async () => {
    const { env } = testContext();
    const user = await findDatabaseUser();
    const tool = await provisionPostgres(testContext());
    const lines: string[] = [];
    const place = await prepareClusterLocation({
      wanted: join(folder.path, 'data'),
      tool,
      user,
      env,
      say: (line) => lines.push(line),
    });
    return { request: { ...place, user, env, password: newSecret(), sync: false }, lines };
  };

  it('is created once, listens only on this machine, and requires its password', async () => {
    const { request } = await prepare();
    const dataDir = await ensureCluster(request);
    expect(await ensureCluster(request)).toBe(dataDir);
    const port = await freePort();
    const logFile = join(folder.path, 'log');
    const server = await startPostgresServer({ ...request, dataDir, port, logFile });
    try {
      const client = await connectTo(server.url);
      expect((await client.query('show listen_addresses')).rows).toEqual([{ listen_addresses: '127.0.0.1' }]);
      expect((await client.query('show unix_socket_directories')).rows).toEqual([{ unix_socket_directories: '' }]);
      expect((await client.query('show server_encoding')).rows).toEqual([{ server_encoding: 'UTF8' }]);
      await client.end();
      await expect(connectTo(server.url.replace(request.password, 'guess'))).rejects.toMatchObject({ code: '28P01' });
      await expect(startPostgresServer({ ...request, password: 'other', dataDir, port, logFile })).rejects.toMatchObject({
        kind: 'data-folder-unusable',
      });
    } finally {
      await server.stop();
    }
  });

  it('is left unchanged if another major version created it, with an explanation', async () => {
    const { request } = await prepare();
    const cluster = clusterFolder(request.home);
    await mkdir(cluster);
    await writeFile(join(cluster, 'PG_VERSION'), '9\n');
    expect(await readClusterMajor(request.home)).toBe(9);
    await expect(ensureCluster(request)).rejects.toMatchObject({
      kind: 'data-folder-unusable',
      message: expect.stringContaining('set TL_POSTGRES_BIN to the bin folder of PostgreSQL 9'),
    });
  });

  it('is created again after a killed creation', async () => {
    const { request } = await prepare();
    const half = `${clusterFolder(request.home)}.new`;
    await mkdir(half);
    await writeFile(join(half, 'PG_VERSION'), '18\n');
    const dataDir = await ensureCluster(request);
    expect((await stat(join(dataDir, 'global'))).isDirectory()).toBe(true);
    expect(await readdir(request.home)).toEqual(['cluster']);
  });

  it('gets the same fallback folder for the same project', () => {
    expect(fallbackFolder('/srv/a')).toBe(fallbackFolder('/srv/a'));
    expect(fallbackFolder('/srv/a')).not.toBe(fallbackFolder('/srv/b'));
    expect(fallbackFolder('/srv/a')).toMatch(/^\/var\/lib\/throughline\/[0-9a-f]{12}$/);
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip;
  asRoot('goes to a named folder that the database may enter when root starts it in a private one', async () => {
    spawnSync('chmod', ['700', folder.path]);
    const { request, lines } = await prepare();
    const fallback = fallbackFolder(join(folder.path, 'data'));
    try {
      expect(request.home).toBe(join(fallback, 'postgres'));
      expect(lines[0]).toContain(`its data is in ${request.home}`);
      expect(await readFile(join(await ensureCluster(request), 'PG_VERSION'), 'utf8')).toMatch(/^\d+\n$/);
    } finally {
      await rm(fallback, { recursive: true, force: true });
    }
  });
});

describe('the OS user of the database', () => {
  it('is never root', () => {
    const users = parsePasswd('root:x:0:0::/:/bin/sh\ntoor:x:0:0::/:/bin/sh\npostgres:x:26:27::/:/bin/sh\n\nbroken');
    expect(users).toEqual([{ name: 'postgres', uid: 26, gid: 27 }]);
  });
});

describe('a database server', () => {
  let server: OwnPostgres;
  const secrets: Secrets['postgres'] = { superuser: '', gateway: "g'; drop", projector: 'p', projectionOwner: 'o', search: 's' };
  beforeAll(async () => {
    server = await startOwnPostgres();
    await ensureDatabase(server.url, secrets);
  });
  afterAll(() => server.stop());

  it('recovers committed data after it was killed with its backends', async () => {
    const client = await connectTo(server.url);
    await client.query('create table kept as select 1 as one');
    const busy = client.query('select pg_sleep(600)').catch(() => 'cut off');
    await until(async () => {
      const other = await connectTo(server.url);
      const { rowCount } = await other.query(
        "select 1 from pg_stat_activity where query like '%pg_sleep(600)' and state = 'active' and pid <> pg_backend_pid()",
      );
      await other.end();
      return rowCount === 1;
    });
    await server.kill();
    await server.restart();
    expect(await busy).toBe('cut off');
    const after = await connectTo(server.url);
    expect((await after.query('select one from kept')).rows).toEqual([{ one: 1 }]);
    await after.end();
  });

  it('starts with a stale pid file that names another process', async () => {
    await server.kill();
    const { dataDir } = server;
    await writeFile(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n`);
    await clearLeftovers(dataDir);
    expect(await readdir(dataDir)).not.toContain('postmaster.pid');
    await server.restart();
    await (await connectTo(server.url)).end();
  });

  it("lets the gateway only read the tables of the projection's owner, and the projector create nothing", async () => {
    await ensureDatabase(server.url, secrets);
    const owner = await connectTo(roleUrl(server.port, 'tl_projection_owner', secrets.projectionOwner));
    const projector = await connectTo(roleUrl(server.port, 'tl_projector', secrets.projector));
    const gateway = await connectTo(roleUrl(server.port, 'tl_gateway', secrets.gateway));
    await owner.query('create schema projection; create table projection.asset as select 1 as id');
    await gateway.query('create schema control; create table control.users as select 1 as id');
    expect((await gateway.query('select id from projection.asset')).rows).toEqual([{ id: 1 }]);
    for (const sql of ['delete from projection.asset', 'update projection.asset set id = 2', 'drop table projection.asset']) {
      await expect(gateway.query(sql)).rejects.toMatchObject({ code: '42501' });
    }
    for (const sql of ['select * from control.users', 'create schema mine', 'create temporary table mine (id int)'])
      await expect(projector.query(sql)).rejects.toMatchObject({ code: '42501' });
    expect((await projector.query('select current_database() as name')).rows).toEqual([{ name: DATABASE }]);
    await Promise.all([owner, projector, gateway].map((client) => client.end()));
  });

  it('gives the search a schema that it alone changes, also one of an earlier release, and nothing else', async () => {
    const gateway = await connectTo(roleUrl(server.port, 'tl_gateway', secrets.gateway));
    const admin = await connectTo(databaseUrl(server.url, DATABASE));
    // In an earlier release the gateway kept the index.
    await admin.query('drop schema search cascade');
    await gateway.query('create schema search; create table search.item as select 1 as id');
    await ensureDatabase(server.url, secrets);
    const search = await connectTo(roleUrl(server.port, 'tl_search', secrets.search));
    await search.query('alter table search.item add column title text; create table search.word as select 1 as id');
    expect((await gateway.query('select i.id from search.item i join search.word w using (id)')).rows).toEqual([{ id: 1 }]);
    for (const sql of ['delete from search.item', 'drop table search.word', 'create table search.more (id int)'])
      await expect(gateway.query(sql)).rejects.toMatchObject({ code: '42501' });
    for (const sql of ['select * from pg_authid', 'create schema mine', 'create temporary table mine (id int)'])
      await expect(search.query(sql)).rejects.toMatchObject({ code: '42501' });
    const similarity = await search.query<{ of: number }>(`select search.similarity('budget', 'budjet') as of`);
    expect(similarity.rows[0]?.of).toBeGreaterThan(0.2);
    await Promise.all([gateway, admin, search].map((client) => client.end()));
  });
});
