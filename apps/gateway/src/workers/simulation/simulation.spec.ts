import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newAssetId, newId, type OutputConfig } from '@throughline/contracts';
import { isPresent } from '@throughline/domain';
import { Ledger, type Request } from '@throughline/simulation';
import { SimulationSettings } from './settings.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { upload } from '../../testing/upload.js';

const outputs: readonly OutputConfig[] = [
  { name: 'library', type: 'folder', settings: { folder: 'library' } },
  { name: 'sim', type: 'simulated', settings: { class: 'keyed' } },
];
interface Answer {
  readonly status: number;
  readonly body: { id: string; code: string; errors: { pointer: string; message: string }[]; items: { id: string }[] } & Record<
    string,
    unknown
  >;
  readonly headers: Readonly<Record<string, unknown>>;
}

describe('a gateway with simulated connectors', () => {
  let folder: string;
  let on: MemoryGateway;
  let off: MemoryGateway;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-simulation-'));
    const runDefaults = { retry: { max_attempts: 2 }, simulation: { TRIM: { takes_ms: 7 } } };
    [on, off] = await Promise.all([
      openMemoryGateway({ settings: { outputs, runDefaults, simulation: new SimulationSettings(true, folder) } }),
      openMemoryGateway({ settings: { outputs } }),
    ]);
  });
  afterAll(async () => {
    await Promise.all([on.close(), off.close()]);
    await rm(folder, { recursive: true });
  });

  const ask = async (
    gateway: MemoryGateway,
    url: string,
    { payload, key, token = gateway.token }: { payload?: object; key?: string; token?: string } = {},
  ): Promise<Answer> => {
    const headers = { authorization: `Bearer ${token}`, ...(key === undefined ? {} : { 'idempotency-key': key }) };
    const method = payload === undefined ? 'GET' : 'POST';
    const response = await gateway.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
    return { status: response.statusCode, body: response.json<Answer['body']>(), headers: response.headers };
  };
  const register = (gateway: MemoryGateway, payload: object, key?: string): Promise<Answer> =>
    ask(gateway, '/api/v1/recordings', { payload, ...(key === undefined ? {} : { key }) });
  const runOf = async (gateway: MemoryGateway, id: string) => {
    const loaded = await gateway.ports.commands.load(id);
    return loaded !== undefined && isPresent(loaded.state) ? loaded.state.run : undefined;
  };
  const pointers = ({ body }: Answer): string[] => body.errors.map(({ pointer }) => pointer);
  const simulated = { source: { kind: 'simulated', settings: { seconds: 2, seed: 7 } } };

  it('reports on /about if they are on', async () => {
    expect((await ask(on, '/api/v1/about')).body).toMatchObject({ simulation: true });
    expect((await ask(off, '/api/v1/about')).body).toMatchObject({ simulation: false });
  });

  describe('registering a recording by a simulated source', () => {
    it('answers 202 with the recording, its source and its location', async () => {
      const { status, body, headers } = await register(on, { ...simulated, title: 'A trial', language: 'en' });
      expect(status).toBe(202);
      expect(headers).toMatchObject({ location: `/api/v1/recordings/${body.id}` });
      expect(body).toMatchObject({ title: 'A trial', status: 'INITIALIZED', language: 'en', is_mapped: true, run: null });
      expect(body).toMatchObject({ source: { kind: 'simulated', size: null } });
      const { commits } = await on.store.load(body.id);
      expect(commits[0]?.commit.events).toContainEqual(
        expect.objectContaining({ type: 'SourceBecameReady', data: simulated }) as object,
      );
    });

    it('starts a run in the same commit on request', async () => {
      const { body } = await register(on, { ...simulated, run: true, output_config: { outputs: ['sim'] } });
      expect(body).toMatchObject({ run: { active: true } });
      expect((await on.store.load(body.id)).commits).toHaveLength(1);
      expect((await runOf(on, body.id))?.config.outputs.map(({ name }) => name)).toEqual(['sim']);
    });

    it('creates one recording for one Idempotency-Key, and any number without', async () => {
      const first = await register(on, simulated, 'sim-1');
      const again = await register(on, simulated, 'sim-1');
      expect(again.body).toEqual(first.body);
      expect(again.headers).toMatchObject({ 'idempotency-replayed': 'true' });
      expect((await register(on, { ...simulated, title: 'other' }, 'sim-1')).status).toBe(422);
      expect((await register(on, simulated)).body.id).not.toBe(first.body.id);
    });

    it.each<[string, object, string]>([
      ['no source', {}, '/url'],
      ['an unknown kind', { source: { kind: 'zoom' } }, '/source/kind'],
      ['the kind of uploads, which need bytes', { source: { kind: 'upload' } }, '/source/kind'],
      ['an unknown setting', { source: { kind: 'simulated', settings: { minutes: 3 } } }, '/source/settings/minutes'],
      ['an excessive length', { source: { kind: 'simulated', settings: { seconds: 1e9 } } }, '/source/settings/seconds'],
      ['a list instead of settings', { source: { kind: 'simulated', settings: [] } }, '/source/settings'],
      ['a string instead of a flag', { ...simulated, run: 'yes' }, '/run'],
      ['an unknown field', { ...simulated, url: 'http://x' }, '/url'],
      ['a blank title', { ...simulated, title: '  ' }, '/title'],
      [
        'a script for an unknown step',
        { ...simulated, run: true, processing_config: { simulation: { STIR: {} } } },
        '/processing_config/simulation/STIR',
      ],
    ])('refuses %s', async (_, payload, pointer) => {
      const answer = await register(on, payload);
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } });
      expect(pointers(answer)).toContain(pointer);
    });

    it('is refused if simulation is off, with a hint how to switch it on', async () => {
      const answer = await register(off, simulated);
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } });
      expect(answer.body.errors).toEqual([
        { pointer: '/source/kind', message: expect.stringContaining('TL_SIMULATION=on') as string },
      ]);
    });
  });

  describe('a run', () => {
    it("prefers the scripts of its request to the operator's, and shows the source of each setting", async () => {
      const { id } = await upload(on);
      const retry = { backoff_ms: [1], wait_ms: [2], max_crashes: 9, budget_ms: 60_000 };
      const limits = { step_timeout_ms: 900, timeout_media_factor: 0, no_progress_ms: 100 };
      const simulation = { 'deliver:sim': { takes_ms: 5, faults: [{ attempt: 1, do: 'drop' }] } };
      const payload = { processing_config: { retry, limits, simulation, transcription: { allow_errors: true } } };
      expect((await ask(on, `/api/v1/recordings/${id}/run`, { payload })).status).toBe(202);
      const run = await runOf(on, id);
      expect(run?.config).toMatchObject({
        retry: { ...retry, max_attempts: 2 },
        limits,
        simulation: { TRIM: { takes_ms: 7 }, ...simulation },
        transcription: { allow_errors: true },
      });
      expect(run?.configSources).toMatchObject({
        'retry.max_attempts': 'server',
        'simulation.TRIM.takes_ms': 'server',
        'retry.backoff_ms': 'request',
        'limits.no_progress_ms': 'request',
      });
    });

    it.each<[string, object, string]>([
      ['an empty list of waits', { retry: { backoff_ms: [] } }, '/processing_config/retry/backoff_ms'],
      ['a negative wait', { retry: { wait_ms: [-1] } }, '/processing_config/retry/wait_ms'],
      ['a limit of zero', { limits: { no_progress_ms: 0 } }, '/processing_config/limits/no_progress_ms'],
      ['a string instead of a flag', { transcription: { allow_errors: 'yes' } }, '/processing_config/transcription/allow_errors'],
      ['a script for a real output', { simulation: { 'deliver:library': {} } }, '/processing_config/simulation/deliver:library'],
      [
        'an unknown fault',
        { simulation: { TRIM: { faults: [{ do: 'explode' }] } } },
        '/processing_config/simulation/TRIM/faults/0/do',
      ],
    ])('is refused with %s', async (_, processing_config, pointer) => {
      const { id } = await upload(on);
      const answer = await ask(on, `/api/v1/recordings/${id}/run`, { payload: { processing_config } });
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } });
      expect(pointers(answer)).toContain(pointer);
    });

    it('is refused with a script if simulation is off', async () => {
      const { id } = await upload(off);
      const payload = { processing_config: { simulation: { TRIM: {} } } };
      const answer = await ask(off, `/api/v1/recordings/${id}/run`, { payload });
      expect(answer.body.errors).toEqual([
        { pointer: '/processing_config/simulation', message: expect.stringContaining('TL_SIMULATION=on') as string },
      ]);
    });
  });

  describe('the ledger of an output', () => {
    const request = (assetId: string): Request => ({
      kind: 'put',
      assetId,
      attempt: 1,
      attemptId: newId(),
      key: 'k',
      announced: 10,
    });

    it('is empty before the first request', async () => {
      expect((await ask(on, '/api/v1/simulation/outputs')).body.items).toEqual([
        { name: 'sim', settings: { class: 'keyed' }, requests: 0 },
      ]);
      expect((await ask(on, '/api/v1/simulation/outputs/sim/ledger')).body).toEqual({ items: [], next_cursor: null });
    });

    it('lists every request with its answer, in pages, for one recording or all', async () => {
      const ledger = new Ledger(folder, 'former');
      const [first, second] = [newAssetId(), newAssetId()];
      const answered = await ledger.received(request(first));
      await ledger.answered(answered, { answer: 'ok', bytes: 10, object: 'k' });
      for (const assetId of [second, first]) await ledger.received(request(assetId));
      const url = '/api/v1/simulation/outputs/former/ledger';
      const page = (await ask(on, `${url}?limit=2`)).body;
      expect(page).toMatchObject({
        items: [
          { id: answered, kind: 'put', asset_id: first, announced: 10, answer: { code: 'ok', bytes: 10, lost: false } },
          { asset_id: second, answer: null },
        ],
        next_cursor: page.items[1]?.id,
      });
      expect((await ask(on, `${url}?after=${String(page['next_cursor'])}`)).body).toMatchObject({
        items: [{ asset_id: first, answer: null }],
        next_cursor: null,
      });
      expect((await ask(on, `${url}?asset_id=${second}`)).body.items).toHaveLength(1);
      expect((await ask(on, `${url}?after=${newId()}`)).status).toBe(400);
      expect((await ask(on, '/api/v1/simulation/outputs')).body.items).toContainEqual({
        name: 'former',
        settings: null,
        requests: 3,
      });
    });

    it.each(['nowhere', 'library', '..', '%2e%2e%2f%2e%2e', 'UPPER'])('does not exist for %s', async (name) => {
      expect((await ask(on, `/api/v1/simulation/outputs/${name}/ledger`)).status).toBe(404);
    });

    it('is for administrators only, because it holds the deliveries of every owner', async () => {
      const token = await on.tokenFor(['read', 'write']);
      for (const url of ['/api/v1/simulation/outputs', '/api/v1/simulation/outputs/sim/ledger'])
        expect(await ask(on, url, { token })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    });

    it('does not exist if simulation is off, with the reason', async () => {
      for (const url of ['/api/v1/simulation/outputs', '/api/v1/simulation/outputs/sim/ledger'])
        expect(await ask(off, url)).toMatchObject({ status: 404, body: { code: 'simulation-off' } });
    });
  });
});
