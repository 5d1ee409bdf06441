import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { textPdf } from '@throughline/documents/testing';
import { Pool } from 'pg';
import { SERVICES, startSystem, until, type System } from '@throughline/stack/testing';
import { FileServer } from '#testing/file-server.js';

const TALK = fileURLToPath(new URL('../../../assets/short-talk.mp4', import.meta.url));
const TL = fileURLToPath(new URL('../../../tools/tl/bin/tl.mjs', import.meta.url));
const SECRET = 's3cr3t-of-a-share-link';
/** Secrets that a user puts where they do not belong. Only the title may be found again. */
const IN_TITLE = 's3cr3t-in-a-title';
const IN_KEY = 's3cr3t-in-an-idempotency-key';
const IN_COOKIE = 's3cr3t-in-a-cookie';

interface Item {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly failed_at_stage: string | null;
  readonly failed_reason: string | null;
  readonly progress: number | null;
  readonly created_at: string;
  readonly source: { readonly url: string | null; readonly size: number | null; readonly sha256: string | null };
  readonly duplicate_of: { readonly id: string; readonly created_at: string } | null;
}

describe('a recording from a web address, in a running system', () => {
  let system: System;
  let server: FileServer;
  let talk: Buffer;
  const fetching = { TL_FETCH_ALLOW: '127.0.0.1', TL_FETCH_PIECE_BYTES: '65536' };
  beforeAll(async () => {
    talk = await readFile(TALK);
    server = await FileServer.start(talk);
    system = await startSystem({ env: { gateway: fetching, ingest: fetching } });
  }, 120_000);
  afterAll(async () => {
    await server.stop();
    await system.close();
  }, 60_000);

  const call = async (
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; item: Item; text: string }> => {
    const response = await fetch(`${system.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${system.token}`,
        ...headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, item: JSON.parse(text) as Item, text };
  };
  const ofUser = () => ({ TL_URL: system.url, TL_TOKEN: system.token, XDG_CONFIG_HOME: dirname(system.artifactsDir) });
  const read = async (id: string): Promise<Item> => (await call(`/api/v1/recordings/${id}`)).item;
  const address = (): string => `${server.url.replace('http://', `http://me:${SECRET}@`)}/talks/My%20talk.mp4?key=${SECRET}`;
  const run = { processing_config: { transcription: { enable_transcription: false } } };

  it('resumes its download after the server is killed in the middle, and becomes READY', async () => {
    server.behave([{ hangAfter: 40_000 }]);
    const { status, item } = await call('/api/v1/recordings', { url: address(), run: true, ...run });
    expect([status, item.title]).toEqual([202, 'My talk']);
    await until(async () => (await read(item.id)).status === 'DOWNLOADING' && server.requests.length === 1);
    await server.stop();
    await server.resume();
    const done = await until(
      async () => {
        const now = await read(item.id);
        return now.status === 'READY' ? now : undefined;
      },
      { what: 'READY' },
    );
    expect(done.source).toMatchObject({ url: `${server.url}/talks/My%20talk.mp4`, size: talk.byteLength });
    expect(server.requests.slice(-1)).toMatchObject([
      { range: expect.stringMatching(/^bytes=[1-9]\d*-$/) as string, ifRange: '"one"' },
    ]);
  }, 120_000);

  it('resumes from the stored pieces after its worker is killed', async () => {
    server.requests.length = 0;
    server.behave([{ hangAfter: 80_000 }]);
    const { item } = await call('/api/v1/recordings', { url: address(), title: 'Killed', run: true, ...run });
    await until(async () => {
      const { text } = await call(`/api/v1/recordings/${item.id}/events`);
      return text.includes('StepCheckpointed');
    });
    await system.service('ingest').kill();
    await system.service('ingest').start(fetching);
    await until(async () => (await read(item.id)).status === 'READY', { what: 'READY' });
    expect(server.requests.at(-1)?.range).toMatch(/^bytes=[1-9]\d*-$/);
  }, 120_000);

  it('is reported as a duplicate once its content is known, and a push of the same file is refused', async () => {
    const contentOfTalk = createHash('sha256').update(talk).digest('hex');
    const same = await call(`/api/v1/recordings?sort=created_at&sha256=${contentOfTalk}`);
    const [first, again, ...more] = (JSON.parse(same.text) as { items: readonly Item[] }).items;
    expect(more).toEqual([]);
    if (first === undefined || again === undefined) throw new Error('Not both have the content');
    expect([first.title, again.title]).toEqual(['My talk', 'Killed']);
    expect(first).toMatchObject({ duplicate_of: null, source: { sha256: contentOfTalk } });
    expect(again).toMatchObject({
      duplicate_of: { id: first.id, created_at: first.created_at },
      source: { sha256: contentOfTalk },
    });
    const why = await promisify(execFile)(process.execPath, [TL, 'why', again.id], { env: ofUser() });
    expect(why.stdout).toContain(`It has the same content as ${first.id}`);
    const pushed = promisify(execFile)(process.execPath, [TL, 'push', TALK], { env: ofUser() });
    await expect(pushed).rejects.toMatchObject({ code: 3, stderr: expect.stringContaining(first.id) as string });
  });

  it('reports why its download fails, and what to do', async () => {
    server.behave([{ body: Buffer.from('<!doctype html><title>Sign in</title>') }]);
    const { item } = await call('/api/v1/recordings', { url: address(), run: true });
    const failed = await until(async () => {
      const now = await read(item.id);
      return now.failed_reason === null ? undefined : now;
    });
    expect(failed).toMatchObject({
      failed_at_stage: 'download',
      failed_reason: expect.stringContaining('a web page (HTML)') as string,
    });
  });

  it('can be registered by the command line', async () => {
    const args = [TL, 'push', address(), '--title', 'By tl', '--json'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: ofUser() });
    expect(JSON.parse(stdout)).toMatchObject({ title: 'By tl', source: { kind: 'url' } });
  });

  it('can be a document that the command line registers', async () => {
    server.behave([], { body: Buffer.from(await textPdf([['An invoice']], 'March')) });
    const args = [TL, 'push', `${server.url}/papers/7?key=${SECRET}`, '--document', '--json'];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: ofUser() });
    const { id } = JSON.parse(stdout) as { id: string };
    const documentNow = async () =>
      JSON.parse((await call(`/api/v1/documents/${id}`)).text) as { status: string; record: object | null };
    const document = await until(
      async () => {
        const now = await documentNow();
        // The row has size and hash before the file record names the kind.
        return (now.record !== null && 'kind' in now.record) || now.status === 'error' ? now : undefined;
      },
      { what: 'the record of the file' },
    );
    expect(document.record).toMatchObject({ kind: 'pdf', pages: 1 });
    server.behave([]);
  }, 120_000);

  it('comes from a system that reports the tools of its workers', async () => {
    const tools = await until(async () => {
      const { text } = await call('/api/v1/about');
      const { services } = JSON.parse(text) as { services: readonly { service: string; tools: unknown }[] };
      const known = services.filter((one) => Array.isArray(one.tools));
      return known.length >= 2 ? Object.fromEntries(known.map((one) => [one.service, one.tools])) : undefined;
    });
    const programFacts = (name: string): object => ({ name, version: expect.stringMatching(/\d/) as string });
    expect(tools['ingest']).toEqual([expect.objectContaining(programFacts('ffprobe'))]);
    expect(tools['processing']).toEqual(expect.arrayContaining([expect.objectContaining(programFacts('ffmpeg'))]));
  });

  /** Every stored or logged byte, by the place that holds it. */
  const everything = async (): Promise<readonly (readonly [place: string, bytes: Buffer])[]> => {
    const places: [string, Buffer][] = [];
    const pool = new Pool({ connectionString: system.databaseUrl });
    const tables = await pool.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables.rows) {
      const { rows } = await pool.query<{ row: string }>(`select t::text as row from ${name} t`);
      places.push([`table ${name}`, Buffer.from(rows.map(({ row }) => row).join('\n'))]);
    }
    await pool.end();
    for (const [what, folder] of [
      ['broker', system.nats.storeDir],
      ['artifacts', system.artifactsDir],
    ] as const)
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        places.push([`${what} ${path}`, Buffer.from(path.slice(folder.length))]);
        if (entry.isFile()) places.push([`${what} ${path}`, await readFile(path)]);
      }
    for (const name of SERVICES) places.push([`log of ${name}`, Buffer.from(await system.service(name).log())]);
    return places;
  };

  it('leaves its secrets in no file of the broker, no table, no log and no artifact', async () => {
    const asked = { url: address(), title: `A talk ${IN_TITLE}`, run: true, ...run };
    const headers = { 'idempotency-key': IN_KEY, cookie: `session=${IN_COOKIE}` };
    const { item } = await call('/api/v1/recordings', asked, headers);
    expect((await call('/api/v1/recordings', asked, headers)).item.id).toBe(item.id);
    expect((await call('/api/v1/recordings', { ...asked, title: 'Another' }, headers)).status).toBe(422);
    await until(async () => (await read(item.id)).status === 'READY', { what: 'READY' });
    const search = `/api/v1/search?q=${encodeURIComponent(IN_TITLE)}`;
    await until(async () => (await call(search)).text.includes(item.id), { what: 'the recording as a result of a search' });
    // Running services may remove a file between its listing and its reading.
    const all = await until(everything, { what: 'a reading of every place' });
    const holding = (text: string): string[] => all.filter(([, bytes]) => bytes.includes(text)).map(([place]) => place);
    // Proves that the search looks in the right places: the part of the address that may be shown is found.
    expect(holding('/talks/My%20talk.mp4').some((place) => place.startsWith('table '))).toBe(true);
    expect(holding(item.id).map((place) => place.split(' ')[0])).toEqual(
      expect.arrayContaining(['table', 'broker', 'artifacts', 'log']),
    );
    const basic = Buffer.from(`me:${SECRET}`).toString('base64');
    for (const secret of [SECRET, basic, IN_KEY, IN_COOKIE, system.token]) expect(holding(secret)).toEqual([]);
    // Only the rows for display and search hold the title, for those who may see the recording.
    expect(holding(IN_TITLE)).toEqual(['table projection.asset', 'table search.item']);
  }, 120_000);
});
