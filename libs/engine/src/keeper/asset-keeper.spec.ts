import { PermanentError, attemptPrefix, newId } from '@throughline/contracts';
import { defaultRunConfig, isPresent } from '@throughline/domain';
import { until } from '@throughline/stack/testing';
import { Workshop, done, type PersonCommand } from '../testing/workshop.js';
import type { StepHandler } from '../worker/step-handler.js';

const STEP = 'DOWNLOAD';
const REFUSALS = 5;
const soon = (): string => new Date(Date.now() + 100).toISOString();

describe('the files of items that were given up', () => {
  let workshop: Workshop;
  beforeEach(() => {
    workshop = new Workshop();
  });
  afterEach(() => workshop.close());

  /** Starts an attempt whose worker is gone for good, so only the keeper can clean up. */
  const orphanedAsset = async (): Promise<string> => {
    const id = await workshop.start();
    const { attemptId } = await workshop.message(id, STEP);
    const meta = { commandId: 'start', actor: { kind: 'service', id: 'gone' }, correlationId: 'spec' } as const;
    const now = new Date().toISOString();
    const { asset } = await workshop.commands.execute(
      id,
      { type: 'StartStep', now, step: STEP, attemptId, worker: 'gone' },
      meta,
    );
    const runId = asset.state.phase === 'present' ? (asset.state.run?.runId ?? '') : '';
    await workshop.artifacts.put(`${attemptPrefix({ assetId: id, runId, step: STEP, attemptId })}/part.bin`, Buffer.from('half'));
    return id;
  };

  it.each<[string, () => PersonCommand]>([
    ['a cancel', () => ({ type: 'CancelRun' })],
    ['a reset', () => ({ type: 'ResetAsset' })],
    ['the end of its retention', () => ({ type: 'DeleteAsset', expiresAt: soon() })],
    ['an erasure', () => ({ type: 'EraseAsset' })],
  ])('are removed after %s, even if the artifact store fails at first', async (_what, command) => {
    const id = await orphanedAsset();
    const removePrefix = workshop.artifacts.removePrefix.bind(workshop.artifacts);
    let refused = 0;
    workshop.artifacts.removePrefix = (prefix) => {
      if (refused >= REFUSALS) return removePrefix(prefix);
      refused += 1;
      return Promise.reject(new Error('the store is away'));
    };
    expect(await workshop.files(id)).toHaveLength(1);
    await workshop.ask(id, command());
    // The keeper starts after the command, as after an outage, and must still carry it out.
    workshop.hire('ingest');
    await until(async () => refused >= REFUSALS && (await workshop.files(id)).length === 0, { what: 'an empty folder' });
  });

  it.each<[string, () => PersonCommand]>([
    ['an erasure', () => ({ type: 'EraseAsset' })],
    ['the end of its retention', () => ({ type: 'DeleteAsset', expiresAt: soon() })],
  ])('are removed with their key after %s, even if either store fails at first', async (_what, command) => {
    const id = await orphanedAsset();
    const destroy = workshop.keys.destroy.bind(workshop.keys);
    let refused = 0;
    workshop.keys.destroy = (assetId) => {
      if (refused >= REFUSALS) return destroy(assetId);
      refused += 1;
      return Promise.reject(new Error('the broker is away'));
    };
    await workshop.ask(id, command());
    workshop.hire('ingest');
    await until(async () => (await workshop.files(id)).length === 0, { what: 'an empty folder, without waiting for the key' });
    await until(async () => (await workshop.keys.get(id)) === undefined, { what: 'the end of the key' });
    await expect(workshop.keys.create(id)).rejects.toMatchObject({ kind: 'erased' });
    expect(await workshop.artifacts.stat(`uploads/${id}/source`)).toBeUndefined();
  });

  it('leave the search in the step that destroys their key, also if the search fails at first', async () => {
    const id = await orphanedAsset();
    const forgotten: string[] = [];
    let refused = 0;
    workshop.search.forget = (assetId) => {
      refused += 1;
      if (refused <= REFUSALS) return Promise.reject(new Error('no gateway is there'));
      forgotten.push(assetId);
      return Promise.resolve();
    };
    await workshop.ask(id, { type: 'EraseAsset' });
    workshop.hire('ingest');
    await until(async () => (await workshop.keys.get(id)) === undefined, {
      what: 'the end of the key, without waiting for the search',
    });
    await until(() => forgotten.length > 0, { what: 'the end of the texts' });
    expect(forgotten).toEqual(expect.arrayContaining([id]));
    expect(refused).toBeGreaterThan(REFUSALS);
  });

  it('are removed again if a stalled worker writes after an erasure', async () => {
    const id = await orphanedAsset();
    const { state } = await workshop.asset(id);
    const attemptId = isPresent(state) ? (state.steps.find(({ step }) => step === STEP)?.attempts.at(-1)?.attemptId ?? '') : '';
    workshop.hire('ingest');
    await workshop.ask(id, { type: 'EraseAsset' });
    await until(async () => (await workshop.files(id)).length === 0, { what: 'an empty folder' });
    await workshop.artifacts.put(`${id}/late.bin`, Buffer.from('more'));
    const meta = { commandId: 'late', actor: { kind: 'service', id: 'sleeper' }, correlationId: 'spec' } as const;
    const of = { now: new Date().toISOString(), step: STEP, attemptId };
    const late = await workshop.commands.execute(id, { type: 'RecordLate', ...of, outcome: 'aborted' }, meta);
    expect(late).toMatchObject({ kind: 'accepted', events: [{ type: 'LateResultIgnored' }] });
    await until(async () => (await workshop.files(id)).length === 0, { what: 'an empty folder once more' });
  });

  it('are removed when a new run omits the stage that made them, and only those', async () => {
    const handlerNamed = (name: string): StepHandler => ({
      run: async (context) => {
        const file = { role: name, name: `${name}.bin`, mediaType: 'application/octet-stream' };
        return { ...done, artifacts: [await context.output(file, Buffer.from(name))] };
      },
    });
    const broken: StepHandler = { run: () => Promise.reject(new PermanentError('broken', 'It does not work')) };
    workshop.hire('ingest', { DOWNLOAD: handlerNamed('source') });
    workshop.hire('processing', { TRIM: handlerNamed('video'), TRANSCRIBE: broken });
    workshop.hire('upload');
    const id = await workshop.start();
    const keptFiles = async (): Promise<readonly string[]> =>
      (await workshop.files(id)).map((key) => key.split('/').at(-1) ?? '').filter((name) => name !== 'result.json');
    await until(() => workshop.isOver(id), { what: 'the failure' });
    expect([...(await keptFiles())].sort()).toEqual(['source.bin', 'video.bin']);
    const trimming = { ...defaultRunConfig.trimming, enable_trimming: false };
    const config = { ...defaultRunConfig, outputs: [{ name: 'library', type: 'folder', settings: {} }], trimming };
    await workshop.ask(id, { type: 'StartRun', runId: newId(), config, configSources: {} });
    await until(async () => !(await keptFiles()).includes('video.bin'), { what: 'the folder of the stage to go' });
    expect(await keptFiles()).toEqual(['source.bin']);
  });
});
