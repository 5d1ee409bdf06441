import { isPresent, type RunState } from '@throughline/domain';
import { ask } from '../../testing/ask.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import { upload } from '../../testing/upload.js';
import { completeStep, startStep, workThrough } from '../../testing/work-through.js';

interface Preview {
  dry_run: true;
  recording_id: string;
  outcome: string;
  reason: { code: string } | null;
  steps: { step: string; kind: string; action: string; skip_reason: string | null; depends_on: string[] }[];
  config_sources: Record<string, string>;
}

const OVERRIDES = {
  processing_config: {
    trimming: { enable_trimming: false },
    transcription: { enable_topics: false },
    retry: { max_attempts: 2 },
  },
  output_config: { outputs: ['library'] },
};

describe('previewing a run', () => {
  let gateway: MemoryGateway;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
  });
  afterAll(() => gateway.close());

  const preview = async (id: string, body?: object) => {
    const before = await gateway.store.head(id);
    const response = await ask(gateway, `/${id}/run?dry_run=true`, body === undefined ? {} : { body });
    expect(await gateway.store.head(id)).toBe(before);
    return { status: response.statusCode, body: response.json<Preview>() };
  };
  const runOf = async (id: string): Promise<RunState | undefined> => {
    const loaded = await gateway.ports.commands.load(id);
    return loaded !== undefined && isPresent(loaded.state) ? loaded.state.run : undefined;
  };
  const actions = ({ steps }: Preview): Record<string, string> =>
    Object.fromEntries(steps.map(({ step, action }) => [step, action]));

  it('shows every step with its fate, and the source of each setting (RUN-28)', async () => {
    const { id } = await upload(gateway);
    const { status, body } = await preview(id, OVERRIDES);
    expect(status).toBe(200);
    expect(body).toMatchObject({ dry_run: true, recording_id: id, outcome: 'start', reason: null });
    expect(actions(body)).toEqual({
      DOWNLOAD: 'run',
      TRIM: 'skip',
      TRANSCRIBE: 'run',
      EXTRACT_TOPICS: 'skip',
      GENERATE_SUBTITLES: 'run',
      'deliver:library': 'run',
    });
    expect(body.steps.find(({ step }) => step === 'EXTRACT_TOPICS')).toMatchObject({ kind: 'stage', skip_reason: 'disabled' });
    expect(body.config_sources).toMatchObject({
      'trimming.enable_trimming': 'request',
      'retry.backoff_ms': 'default',
      outputs: 'request',
    });
  });

  it.each<[string, object | undefined]>([
    ['without overrides', undefined],
    ['with overrides', OVERRIDES],
  ])('shows the later effect of the run %s (CFG-09)', async (_, body) => {
    const { id } = await upload(gateway);
    const shown = (await preview(id, body)).body;
    await ask(gateway, `/${id}/run`, body === undefined ? {} : { body });
    const run = await runOf(id);
    expect(run?.plan.steps.map(({ step, kind, dependsOn }) => ({ step, kind, depends_on: dependsOn }))).toEqual(
      shown.steps.map(({ step, kind, depends_on }) => ({ step, kind, depends_on })),
    );
    expect(run?.configSources).toEqual(shown.config_sources);
  });

  it('keeps finished steps', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await startStep(gateway, id, 'DOWNLOAD');
    await completeStep(gateway, id, 'DOWNLOAD');
    await ask(gateway, `/${id}/cancel`);
    expect(actions((await preview(id)).body)).toMatchObject({ DOWNLOAD: 'keep', TRIM: 'run', 'deliver:library': 'run' });
  });

  it('shows that a paused run would resume, and that overrides apply to new runs only', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await startStep(gateway, id, 'DOWNLOAD');
    await ask(gateway, `/${id}/pause`);
    expect((await preview(id)).body).toMatchObject({ outcome: 'resume', reason: null });
    const { body } = await preview(id, OVERRIDES);
    expect(body).toMatchObject({ outcome: 'resume', reason: { code: 'overrides-not-used' } });
    expect(actions(body)).toHaveProperty('TRIM', 'run');
  });

  it('shows that there is nothing to do, like the run', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    await workThrough(gateway, id);
    expect(await preview(id)).toMatchObject({
      status: 200,
      body: { outcome: 'nothing', reason: { code: 'already-complete' }, steps: [], config_sources: {} },
    });
  });

  it('is refused exactly like the run', async () => {
    const { id } = await upload(gateway, { fields: { run: 'true' } });
    expect(await preview(id)).toMatchObject({ status: 409, body: { code: 'already-running' } });
    expect(await preview(id, { output_config: { outputs: ['nas'] } })).toMatchObject({
      status: 404,
      body: { code: 'output-not-found' },
    });
  });

  it.each(['?dry_run=yes', '?dry_run=', '?dry_run=1', '?dry_run=true&dry_run=true', '?dry_run=TRUE'])(
    'accepts no other value of the flag: %s starts nothing',
    async (query) => {
      const { id } = await upload(gateway);
      expect((await ask(gateway, `/${id}/run${query}`)).json()).toMatchObject({
        status: 400,
        code: 'invalid',
        errors: [{ pointer: '/query/dry_run' }],
      });
      expect((await gateway.store.load(id)).commits).toHaveLength(1);
    },
  );

  it('uses up no Idempotency-Key: the run may follow with the same one', async () => {
    const { id } = await upload(gateway);
    expect((await ask(gateway, `/${id}/run?dry_run=true`, { key: 'both' })).statusCode).toBe(200);
    const run = await ask(gateway, `/${id}/run?dry_run=false`, { key: 'both' });
    expect([run.statusCode, run.headers['idempotency-replayed']]).toEqual([202, undefined]);
  });
});
