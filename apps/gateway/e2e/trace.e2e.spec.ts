import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { SERVICES, startSystem, until, type System } from '@throughline/stack/testing';
import { OtlpReceiver, type ReceivedSpan } from '@throughline/telemetry/testing';
import { shortTalk } from './media.js';
import { RecordingsClient } from './recordings-client.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const CALLER = `00-${TRACE_ID}-b7ad6b7169203331-01`;
const STEPS = ['DOWNLOAD', 'TRIM', 'TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES', 'deliver:library'];
/** One secret for every place that can hold one. */
const SECRETS = [
  's3cret-query',
  's3cret-password',
  's3cret-path',
  's3cret-title',
  's3cret-file',
  's3cret-header',
  's3cret-state',
];
const [QUERY, PASSWORD, PATH, TITLE, FILE, HEADER, STATE] = SECRETS;

const everywhere = (env: NodeJS.ProcessEnv): Record<(typeof SERVICES)[number], NodeJS.ProcessEnv> => ({
  gateway: env,
  ingest: env,
  processing: env,
  upload: env,
  'status-projector': env,
  search: env,
});

/** Serves the talk that a recording is fetched from, and keeps the headers of the last request. */
async function serveTalk(): Promise<{ server: Server; host: string; asked: () => NodeJS.Dict<string | string[]> }> {
  const talk = await readFile(shortTalk());
  let last: NodeJS.Dict<string | string[]> = {};
  const server = createServer((request, response) => {
    last = request.headers;
    response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': talk.byteLength, etag: '"one"' }).end(talk);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, host: `127.0.0.1:${String(address.port)}`, asked: () => last };
}

describe('the trace of a recording', () => {
  let system: System;
  let client: RecordingsClient;
  let collector: OtlpReceiver;
  let talk: Awaited<ReturnType<typeof serveTalk>>;
  beforeAll(async () => {
    [collector, talk] = await Promise.all([OtlpReceiver.start(), serveTalk()]);
    system = await startSystem({
      env: everywhere({
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
        OTEL_BSP_SCHEDULE_DELAY: '100',
        TL_FETCH_ALLOW: '127.0.0.1',
      }),
    });
    client = new RecordingsClient(system.url, system.token);
  }, 120_000);
  afterAll(async () => {
    await system.close();
    await collector.close();
    talk.server.close();
  }, 60_000);

  const register = async (url: string, more: object = {}): Promise<string> => {
    const answer = await client.request('/api/v1/recordings', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        traceparent: CALLER,
        tracestate: `vendor=${String(STATE)}`,
        baggage: `user=${String(STATE)}`,
        'user-agent': String(HEADER),
        'x-request-id': String(HEADER),
      },
      body: JSON.stringify({ url, run: true, ...more }),
    });
    expect(answer.status).toBe(202);
    return ((await answer.json()) as { id: string }).id;
  };
  const inTrace = (): ReceivedSpan[] => collector.spans().filter(({ traceId }) => traceId === TRACE_ID);
  const spansNamed = (name: string, service?: string): ReceivedSpan[] =>
    inTrace().filter((span) => span.name === name && (service === undefined || span.service === `throughline-${service}`));

  let id: string;

  it('is one, from the request through every service of its work, message, statement and call', async () => {
    const path = `/${String(PATH)}/${String(FILE)}.mp4?token=${String(QUERY)}`;
    id = await register(`http://me:${String(PASSWORD)}@${talk.host}${path}`, { title: TITLE });
    await client.waitReady(id);
    await until(() => STEPS.every((step) => spansNamed(`step ${step}`).length === 1) && spansNamed('project').length > 0, {
      timeout: 30_000,
      what: 'every step in the trace',
    });
    expect([...new Set(inTrace().map(({ service }) => service))].sort()).toEqual(
      // The search reads what others have written, outside of their traces.
      SERVICES.filter((name) => name !== 'search')
        .map((name) => `throughline-${name}`)
        .sort(),
    );
    expect(spansNamed('POST /api/v1/recordings', 'gateway')).toMatchObject([{ parentSpanId: CALLER.split('-')[2] }]);
    for (const [index, service] of ['ingest', 'processing', 'processing', 'processing', 'processing', 'upload'].entries())
      expect(spansNamed(`step ${STEPS[index] ?? ''}`, service)).toMatchObject([
        { attributes: { 'throughline.asset.id': id, 'throughline.outcome': 'completed', 'throughline.attempt': 1 } },
      ]);
    const statements = inTrace().filter(({ attributes }) => attributes['db.system.name'] === 'postgresql');
    expect([...new Set(statements.map(({ service }) => service))].sort()).toEqual([
      'throughline-gateway',
      'throughline-status-projector',
    ]);
    expect(statements.some(({ attributes }) => /projection_checkpoint/.test(String(attributes['db.query.text'])))).toBe(true);
    const [host, port] = talk.host.split(':');
    expect(spansNamed('GET', 'ingest')).toContainEqual(
      expect.objectContaining({
        attributes: expect.objectContaining({ 'server.address': host, 'server.port': Number(port) }) as unknown,
      }),
    );
  }, 180_000);

  it('is connected: each step is below a message below a commit, and no span lacks its parent', async () => {
    const orphans = (): ReceivedSpan[] => {
      const known = new Set([CALLER.split('-')[2], ...inTrace().map(({ spanId }) => spanId)]);
      return inTrace().filter(({ parentSpanId }) => !known.has(parentSpanId));
    };
    await until(() => orphans().length === 0, { what: 'a whole tree' });
    const parentOf = ({ parentSpanId }: ReceivedSpan): ReceivedSpan | undefined =>
      inTrace().find(({ spanId }) => spanId === parentSpanId);
    for (const step of STEPS) {
      const [span] = spansNamed(`step ${step}`);
      const message = span === undefined ? undefined : parentOf(span);
      expect(message?.name).toBe('publish tl.work.{service}.{lane}.{asset}.{step}.{attempt}');
      expect(message === undefined ? undefined : parentOf(message)?.name).toMatch(/^(commit|publish tl\.events)/);
    }
    expect(spansNamed('commit').length).toBeGreaterThanOrEqual(2 * STEPS.length);
  });

  it('is linked to and from the trace of a later command', async () => {
    const other = `00-${'9'.repeat(32)}-${'8'.repeat(16)}-01`;
    const answer = await client.request(`/api/v1/recordings/${id}`, { method: 'DELETE', headers: { traceparent: other } });
    expect(answer.ok).toBe(true);
    const ofOther = ({ traceId, name }: ReceivedSpan): boolean => traceId === '9'.repeat(32) && name.startsWith('DELETE ');
    const acted = await until(() => collector.spans().find(ofOther), { what: 'the request' });
    const isDeletion = ({ attributes }: ReceivedSpan): boolean =>
      String(attributes['throughline.events']).includes('AssetDeleted') && attributes['throughline.outcome'] !== 'overtaken';
    const deleted = await until(() => spansNamed('commit').find(isDeletion), {
      what: 'the commit in the trace of the recording',
    });
    expect(deleted.links).toMatchObject([{ traceId: '9'.repeat(32), spanId: acted.spanId }]);
    expect(acted.links).toMatchObject([{ traceId: TRACE_ID, spanId: deleted.spanId }]);
  });

  it('is named in the log lines of its work', async () => {
    const log = await system.service('processing').log();
    const line = log.split('\n').find((text) => text.includes('attempt ended') && text.includes('TRANSCRIBE'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      rec: id,
      trace_id: TRACE_ID,
      task: expect.any(String),
      user: expect.any(String),
    });
  });

  const post = async (path: string, body: object): Promise<{ readonly id?: string; readonly url?: string }> => {
    const headers = { 'content-type': 'application/json' };
    const answer = await client.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as { url?: string };
  };
  /** Sends each kind of code that signs somebody in or admits somebody, where it belongs and in a query. */
  const sendCodes = async (): Promise<readonly string[]> => {
    const codeOf = ({ url }: { readonly url?: string }): string => new URL(url ?? '').hash.slice(1);
    const library = await post('/api/v1/libraries', { name: 'Institute' });
    const invitation = codeOf(await post(`/api/v1/libraries/${library.id ?? ''}/invitations`, { role: 'viewer' }));
    const link = codeOf(await post('/api/v1/auth/links', {}));
    const [state, code, challenge] = ['state', 'code', 'challenge'].map((kind) => `s3cret-${kind}-${'x'.repeat(32)}`);
    await post(`/api/v1/invitations/preview?code=${invitation}`, { code: invitation });
    await post(`/api/v1/invitations/accept`, { code: invitation });
    for (let count = 0; count < 2; count += 1) await post(`/api/v1/auth/session?code=${link}`, { code: link });
    await client.request(`/api/v1/auth/provider/callback?state=${state ?? ''}&code=${code ?? ''}`, { redirect: 'manual' });
    await client.request(`/api/v1/credentials/oauth/callback?state=${state ?? ''}&code=${code ?? ''}`);
    await post('/api/v1/auth/passkey', { response: { id: challenge, response: { clientDataJSON: challenge } } });
    return [invitation, link, state ?? '', code ?? '', challenge ?? ''];
  };

  it('contains nothing that people have written: no title, file, address or header', async () => {
    // The names of an upload take another way than those of an address.
    const pushed = await client.pushPatiently(shortTalk(), {
      title: String(TITLE),
      fileName: `${String(FILE)}.mp4`,
      allowDuplicate: true,
      run: true,
    });
    await client.waitReady(pushed.id);
    await client.request(`/api/v1/recordings?q=${String(QUERY)}`);
    await client.request(`/${String(PATH)}?token=${String(QUERY)}`, { headers: { authorization: `Bearer ${String(HEADER)}` } });
    const codes = await sendCodes();
    const sentOf = (name: string): boolean =>
      collector.spans().some(({ attributes, name: of }) => of === name && attributes['throughline.asset.id'] === pushed.id);
    await until(() => sentOf('step deliver:library'), { what: 'the spans of the upload' });
    await Promise.all(SERVICES.map((name) => system.service(name).stop()));
    const all = Buffer.concat(collector.requests.map(({ body }) => body)).toString();
    expect(all).toContain(pushed.id);
    for (const secret of [...SECRETS, ...codes, system.token, 'me:']) expect(all.includes(secret)).toBe(false);
    const logs = (await Promise.all(SERVICES.map((name) => system.service(name).log()))).join('\n');
    expect(logs).toContain(pushed.id);
    for (const code of codes) expect(logs.includes(code)).toBe(false);
    expect(talk.asked()).toHaveProperty('traceparent', expect.stringContaining(TRACE_ID));
  }, 180_000);
});
