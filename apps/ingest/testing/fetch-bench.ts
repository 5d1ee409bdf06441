import type { FreeBytes } from '@throughline/artifact-store';
import { newAssetId, newId, type Artifact, type AssetEvent, type RunConfig } from '@throughline/contracts';
import { SOURCE_FILES, defaultRunConfig, isPresent, type Source, type StepState } from '@throughline/domain';
import type { StepHandler, StepWorkerParts } from '@throughline/engine';
import { Workshop, type WorkshopProcess } from '@throughline/engine/testing';
import { AllowList } from '@throughline/outgoing';
import { until } from '@throughline/stack/testing';
import type { SourceType } from '#src/kit/source.js';
import { urlSource } from '#src/sources/url/index.js';
import { DEFAULT_URL_SETTINGS, type UrlSettings } from '#src/sources/url/settings.js';

const allowed = AllowList.parse('127.0.0.1');
if (!(allowed instanceof AllowList)) throw new Error(allowed.problem);

export const QUICK: UrlSettings = {
  ...DEFAULT_URL_SETTINGS,
  allowed,
  idleMs: 60_000,
  headersMs: 60_000,
  reconnectMs: [1, 1],
  pieceBytes: 1_000_000,
};

/** Runs downloads with the real engine and rules in memory. Media files are not probed. */
export class FetchBench {
  readonly shop = new Workshop();
  readonly #handler: StepHandler;
  #worker: WorkshopProcess;

  constructor(
    settings: Partial<UrlSettings> = {},
    freeBytes: FreeBytes = () => Promise.resolve(Infinity),
    private readonly options: Pick<Partial<StepWorkerParts>, 'leaseTermMs' | 'log'> & { readonly source?: SourceType } = {},
  ) {
    const source = options.source ?? urlSource({ ...QUICK, ...settings }, freeBytes);
    this.#handler = {
      run: async (context) => {
        if (context.source === undefined) throw new Error('no source');
        const { file, files, sideFiles = [] } = await source.fetch(context.source, context);
        const artifact: Artifact = { role: 'source', name: 'source.bin', mediaType: 'application/octet-stream', ...file };
        const result = files === undefined ? {} : { [SOURCE_FILES]: files.map((one) => ({ ...one })) };
        return { kind: 'completed', result, artifacts: [artifact, ...sideFiles], metrics: {} };
      },
    };
    this.#worker = this.hire();
  }

  hire(): WorkshopProcess {
    return (this.#worker = this.shop.hire('ingest', { DOWNLOAD: this.#handler }, this.options));
  }

  leave(): Promise<void> {
    return this.#worker.leave();
  }

  /** Cuts the worker off from its leases, as a network failure does. */
  lose(): void {
    this.#worker.leases.cut = true;
  }

  close(): Promise<void> {
    return this.shop.close();
  }

  async register(address: string | undefined, source: Source = { kind: 'url', settings: {} }): Promise<string> {
    const [assetId, now] = [newAssetId(), new Date().toISOString()];
    const retry = { ...defaultRunConfig.retry, max_attempts: 3, backoff_ms: [5], wait_ms: [5] };
    const config: RunConfig = { ...defaultRunConfig, retry };
    const outcome = await this.shop.commands.execute(
      assetId,
      {
        type: 'RegisterAsset',
        now,
        assetId,
        owner: 'owner',
        title: 'A talk',
        language: 'en',
        isMapped: true,
        source,
        ...(address === undefined ? {} : { sourceUrl: address }),
        run: { runId: newId(), config, configSources: {} },
      },
      { commandId: newId(), actor: { kind: 'user', id: 'owner' }, correlationId: 'spec' },
    );
    if (outcome.kind !== 'accepted') throw new Error(`not registered: ${outcome.kind}`);
    await this.shop.dispatcher.afterCommit(assetId, outcome.asset, { events: outcome.events, correlationId: 'spec' });
    return assetId;
  }

  async download(assetId: string): Promise<StepState> {
    const { state } = await this.shop.asset(assetId);
    const step = isPresent(state) ? state.steps.find((one) => one.step === 'DOWNLOAD') : undefined;
    if (step === undefined) throw new Error('no download');
    return step;
  }

  /** Registers an asset and waits for the end of its download. */
  async fetch(address: string | undefined, source?: Source): Promise<{ assetId: string; step: StepState }> {
    const assetId = await this.register(address, source);
    await until(async () => ['completed', 'failed'].includes((await this.download(assetId)).phase), {
      what: 'the end of the download',
    });
    return { assetId, step: await this.download(assetId) };
  }

  async bytesOf(step: StepState): Promise<Buffer> {
    const chunks: Buffer[] = [];
    const { stream } = await this.shop.artifacts.open(step.artifacts[0]?.key ?? 'none');
    for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  failures(assetId: string): Promise<readonly AssetEvent[]> {
    return this.shop.recorded(assetId, 'StepFailed');
  }
}
