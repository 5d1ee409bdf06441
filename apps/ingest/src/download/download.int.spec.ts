import { newAssetId, newId, type Artifact, type RunConfig, type Simulation } from '@throughline/contracts';
import { defaultRunConfig, isPresent, type Source } from '@throughline/domain';
import { Workshop } from '@throughline/engine/testing';
import { parseMediaTools, type MediaTools } from '@throughline/media';
import { mediaTools, until } from '@throughline/stack/testing';
import { findSourceType, sourceTypes } from '../sources/registry.js';
import type { SourceType } from '../kit/source.js';
import { DownloadHandler } from './download-handler.js';

const simulated = (settings: Record<string, number> = {}): Source => ({ kind: 'simulated', settings });

describe('downloading from a simulated source', () => {
  let tools: MediaTools;
  let shop: Workshop;
  beforeAll(async () => {
    tools = parseMediaTools(JSON.stringify(await mediaTools()));
  });
  beforeEach(() => {
    shop = new Workshop();
  });
  afterEach(() => shop.close());

  const startWorkers = (simulation: boolean, types = sourceTypes({ simulation })): void => {
    shop.hire('ingest', { DOWNLOAD: new DownloadHandler({ tools, simulation, types }) });
    shop.hire('processing');
  };
  const register = async (source: Source, simulation: Simulation = {}): Promise<string> => {
    const [assetId, now] = [newAssetId(), new Date().toISOString()];
    const retry = { ...defaultRunConfig.retry, backoff_ms: [10], wait_ms: [10] };
    const config: RunConfig = { ...defaultRunConfig, retry, simulation };
    const personal = { owner: 'owner', title: 'A trial', language: 'en', isMapped: true };
    const outcome = await shop.commands.execute(
      assetId,
      { type: 'RegisterAsset', now, assetId, ...personal, source, run: { runId: newId(), config, configSources: {} } },
      { commandId: newId(), actor: { kind: 'user', id: 'owner' }, correlationId: 'spec' },
    );
    if (outcome.kind !== 'accepted') throw new Error(`not registered: ${outcome.kind}`);
    await shop.dispatcher.afterCommit(assetId, outcome.asset, { events: outcome.events, correlationId: 'spec' });
    await until(() => shop.isOver(assetId));
    return assetId;
  };
  const downloadOf = async (assetId: string) => {
    const { state } = await shop.asset(assetId);
    const step = isPresent(state) ? state.steps.find((one) => one.step === 'DOWNLOAD') : undefined;
    if (step === undefined) throw new Error('no download');
    return step;
  };
  const only = (artifacts: readonly Artifact[]): Artifact => {
    const [artifact] = artifacts;
    if (artifact === undefined || artifacts.length > 1) throw new Error(`${String(artifacts.length)} artifacts`);
    return artifact;
  };

  it('creates a playable file and probes it like any other', async () => {
    startWorkers(true);
    const step = await downloadOf(await register(simulated({ seconds: 1.5, silence_seconds: 0.25 })));
    expect(step).toMatchObject({ phase: 'completed', result: { has_audio: true, has_video: false, duration_seconds: 1.5 } });
    const artifact = only(step.artifacts);
    expect(artifact).toMatchObject({ role: 'source', name: 'source.wav', mediaType: 'audio/wav' });
    expect(await shop.artifacts.stat(artifact.key)).toMatchObject({ size: artifact.size });
  });

  it('creates equal content for equal settings, and other content for another seed', async () => {
    startWorkers(true);
    const contentOf = async (seed: number) =>
      only((await downloadOf(await register(simulated({ seconds: 0.5, seed })))).artifacts).sha256;
    const [first, same, other] = [await contentOf(3), await contentOf(3), await contentOf(4)];
    expect(same).toBe(first);
    expect(other).not.toBe(first);
  });

  it('keeps the files that the service has beside the recording, and names all of them', async () => {
    const types = sourceTypes({ simulation: true });
    const chat = { role: 'side_file', name: 'zoom-chat.txt', key: 'k', mediaType: 'text/plain', size: 2, sha256: '0'.repeat(64) };
    const files = [{ name: 'chat_file', taken: true }];
    const withChat: SourceType = {
      fetch: async (source, context) => ({
        ...(await findSourceType('simulated', types).fetch(source, context)),
        sideFiles: [chat],
        files,
      }),
    };
    startWorkers(true, { ...types, simulated: withChat });
    const step = await downloadOf(await register(simulated({ seconds: 0.5 })));
    expect(step.artifacts).toMatchObject([{ role: 'source' }, chat]);
    expect(step).toMatchObject({ result: { has_audio: true, source_files: files } });
  });

  it('follows its script: fails, waits and then succeeds', async () => {
    startWorkers(true);
    const faults = [
      { attempt: 1, do: 'fail', code: 'throttled', at: 0.5 } as const,
      { attempt: 2, do: 'wait', code: 'quota' } as const,
    ];
    const assetId = await register(simulated(), { DOWNLOAD: { progress: [0.4], faults } });
    expect(await shop.recorded(assetId, 'StepFailed')).toMatchObject([
      { data: { error: { code: 'throttled', retryable: true }, progress: 0.4 } },
    ]);
    expect(await shop.recorded(assetId, 'StepWaiting')).toMatchObject([{ data: { for: 'quota' } }]);
    expect(await downloadOf(assetId)).toMatchObject({ phase: 'completed', failures: 1 });
  });

  it.each<[string, Source, boolean, string]>([
    ['an unknown kind', { kind: 'gramophone', settings: {} }, true, 'source-unknown'],
    ['a simulated source without simulation', simulated(), false, 'simulation-off'],
    ['unknown settings', simulated({ hours: 3 }), true, 'source-misconfigured'],
  ])('fails permanently with %s', async (_, source, simulation, code) => {
    startWorkers(simulation);
    const assetId = await register(source);
    expect(await shop.recorded(assetId, 'StepFailed')).toMatchObject([{ data: { error: { code, retryable: false } } }]);
  });
});
