import { newAssetId } from '@throughline/contracts';
import { AuthGuard, hashOf } from '../../people/index.js';
import { RowFreshness } from '../../adapters/projection/index.js';
import { ask } from '../../testing/ask.js';
import { formOf } from '../../testing/forms.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { waitUntilProjected } from '../../testing/projected.js';
import { upload } from '../../testing/upload.js';
import { startStep, workThrough } from '../../testing/work-through.js';

/** Unknown parameters of reads are ignored, but lead through the framework. */
const USUALLY = '?usually=true';
/** Headers that differ between two answers in any case. */
const OF_AN_ANSWER = ['x-request-id', 'date'];

const withoutClock = (body: string): string => body.replaceAll(/"(?:eta|progress_at)":(?:null|"[^"]*"|\{[^}]*\})/g, '');

describe('reads that are answered before the framework', () => {
  let gateway: MemoryGateway;
  /** The guard of the framework. */
  let usual: jest.SpyInstance;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  beforeEach(() => {
    usual = jest.spyOn(gateway.app.get(AuthGuard, { strict: false }), 'canActivate');
  });
  afterEach(() => {
    usual.mockRestore();
  });
  afterAll(() => gateway.close());

  const get = (path: string, headers: Record<string, string> = {}, token = gateway.token) =>
    gateway.app.inject({ url: `/api/v1/${path}`, headers: { authorization: `Bearer ${token}`, ...headers } });
  const timesUsual = (): number => usual.mock.calls.length;

  const make = async (noun: string): Promise<string> => {
    const form = formOf({}, { bytes: `${noun} ${newAssetId()}` });
    const headers = { authorization: `Bearer ${gateway.token}`, ...form.headers };
    const made = await gateway.app.inject({ method: 'POST', url: `/api/v1/${noun}`, headers, payload: form.payload });
    const { id, session_id = id } = made.json<{ id: string; session_id?: string }>();
    return session_id;
  };
  /** Reads an item. Throws unless the answer was direct. */
  const readDirectly = async (path: string, headers: Record<string, string> = {}, token = gateway.token) => {
    // Credentials are known for seconds only.
    await get('me', {}, token);
    const before = timesUsual();
    const answer = await get(path, headers, token);
    if (timesUsual() !== before) throw new Error(`${path} was not answered directly`);
    return answer;
  };
  const readTwice = async (path: string, headers: Record<string, string> = {}, token = gateway.token) => {
    const direct = await readDirectly(path, headers, token);
    const other = await get(path + USUALLY, headers, token);
    return [direct, other].map(({ statusCode, headers: all, body }) => ({
      status: statusCode,
      headers: Object.fromEntries(Object.entries(all).filter(([name]) => !OF_AN_ANSWER.includes(name))),
      body: withoutClock(body.replaceAll(/"(?:request_id|instance)":"[^"]*"/g, '')),
    }));
  };

  it.each(['recordings', 'documents', 'sessions'])('are answered as usual for %s at rest and in progress', async (noun) => {
    const id = await make(noun);
    const paths = noun === 'sessions' ? [`sessions/${id}`, `sessions/${id}/status`] : [`${noun}/${id}`];
    for (const path of paths) {
      const [direct, other] = await readTwice(path);
      expect(direct).toEqual(other);
      expect(direct).toMatchObject({ status: 200 });
    }
    expect(
      (
        await gateway.app.inject({
          method: 'DELETE',
          url: `/api/v1/${noun}/${id}`,
          headers: { authorization: `Bearer ${gateway.token}` },
        })
      ).statusCode,
    ).toBe(200);
    for (const path of [...paths, `${noun}/${newAssetId()}`, `${noun}/nothing`]) {
      const [direct, other] = await readTwice(path);
      expect(direct).toEqual(other);
    }
  });

  it('have the ETag of the usual answer, and 304 for it', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    for (const work of [() => startStep(gateway, id, 'DOWNLOAD'), () => workThrough(gateway, id)]) {
      await waitUntilProjected(gateway, id);
      const etag = String((await readDirectly(`recordings/${id}`)).headers['etag']);
      const [direct, other] = await readTwice(`recordings/${id}`, { 'if-none-match': etag });
      expect(direct).toEqual(other);
      expect(direct).toMatchObject({ status: 304, body: '', headers: { etag } });
      await work();
    }
  });

  it('show every write of a row, also one by hand', async () => {
    const { id } = await upload(gateway);
    await waitUntilProjected(gateway, id);
    const read = async () =>
      (await readDirectly(`recordings/${id}`)).json<{ title: string; revision: string; quarantined: boolean }>();
    const before = await read();
    expect(before.quarantined).toBe(false);
    gateway.rows.quarantine(id);
    expect((await read()).quarantined).toBe(true);
    gateway.rows.edit(id, ({ held: _held, ...row }) => ({ ...row, held: undefined }));
    expect(await read()).toEqual(before);
    const { statusCode } = await ask(gateway, `/${id}`, {
      method: 'PATCH',
      headers: { 'if-match': '*' },
      body: { title: 'Renamed' },
    });
    expect(statusCode).toBe(200);
    expect(await read()).toMatchObject({ title: 'Renamed' });
  });

  it('are refused with the usual answer: another library, and a malformed position', async () => {
    const { id } = await upload(gateway);
    const stranger = await gateway.tokenFor(['admin']);
    const [direct, other] = await readTwice(`recordings/${id}`, {}, stranger);
    expect(direct).toEqual(other);
    expect(direct).toMatchObject({ status: 404 });
    const [malformed, usually] = await readTwice(`recordings/${id}`, { 'throughline-position': 'far' });
    expect(malformed).toEqual(usually);
    expect(malformed).toMatchObject({ status: 400 });
  });

  it('show what another server has set for the library', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await workThrough(gateway, id);
    await waitUntilProjected(gateway, id);
    const planned = async (): Promise<unknown> =>
      (await readDirectly(`recordings/${id}`)).json<{ retention: unknown }>().retention;
    expect(await planned()).toBeNull();
    const stored = await gateway.ports.templates.load(gateway.owner);
    const config = { retention_config: { soft_delete_days: 30 } };
    expect(await gateway.ports.templates.replaceSettings(gateway.owner, stored.settings.revision, config)).not.toBe('stale');
    expect(await planned()).toMatchObject({ source: 'user' });
  });

  it('are left to the framework for unknown senders, parameters, other methods, and while rows may be stale', async () => {
    const { id } = await upload(gateway);
    const expectUsual = async (ask: () => Promise<unknown>): Promise<void> => {
      const before = timesUsual();
      await ask();
      expect(timesUsual()).toBe(before + 1);
    };
    const token = await gateway.tokenFor(['read'], gateway.owner);
    await expectUsual(() => get(`recordings/${id}`, {}, token));
    await expectUsual(() => get(`recordings/${id}?wait=0`));
    await expectUsual(() =>
      gateway.app.inject({
        method: 'HEAD',
        url: `/api/v1/recordings/${id}`,
        headers: { authorization: `Bearer ${gateway.token}` },
      }),
    );
    const stale = jest
      .spyOn(gateway.app.get(RowFreshness, { strict: false }), 'staleSince')
      .mockReturnValue('2026-01-01T00:00:00.000Z');
    try {
      await expectUsual(() => get(`recordings/${id}`));
    } finally {
      stale.mockRestore();
    }
  });

  it('count for the limit of a token, and end with it', async () => {
    const limited = await openMemoryGateway({ limits: { perToken: { burst: 3, perSecond: 0.001 } } });
    try {
      const { id } = await upload(limited);
      const statuses: number[] = [];
      for (let count = 0; count < 3; count += 1) statuses.push((await ask(limited, `/${id}`, { method: 'GET' })).statusCode);
      expect(statuses).toEqual([200, 200, 429]);
    } finally {
      await limited.close();
    }
    const { id } = await upload(gateway);
    const token = await gateway.tokenFor(['admin'], gateway.owner);
    expect((await readDirectly(`recordings/${id}`, {}, token)).statusCode).toBe(200);
    const { id: tokenId = '' } = (await gateway.ports.tokens.findValid(hashOf(token))) ?? {};
    const ended = await gateway.app.inject({
      method: 'DELETE',
      url: `/api/v1/me/tokens/${tokenId}`,
      headers: { authorization: `Bearer ${gateway.token}` },
    });
    expect(ended.statusCode).toBe(204);
    expect((await get(`recordings/${id}`, {}, token)).statusCode).toBe(401);
  });

  it('show the actions of a reader as refused', async () => {
    const { id } = await upload(gateway);
    const token = await gateway.tokenFor(['read'], gateway.owner);
    const [direct, other] = await readTwice(`recordings/${id}`, {}, token);
    expect(direct).toEqual(other);
    expect(direct?.body).toContain('"code":"forbidden"');
  });
});
