import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  deliveryStep,
  newAssetId,
  newId,
  type Artifact,
  type DocumentConfig,
  type DocumentRule,
  type DocumentStep,
  type RunConfig,
} from '@throughline/contracts';
import { localMetadata, openOcr, recordFile, type OcrEngine } from '@throughline/documents';
import {
  currentArtifacts,
  defaultRunConfig,
  documentSettingsOf,
  errorOf,
  isPresent,
  resultOf,
  skipReasonOf,
  titleOfFile,
} from '@throughline/domain';
import type { StepHandler } from '@throughline/engine';
import { Workshop, type WorkshopProcess } from '@throughline/engine/testing';
import { until } from '@throughline/stack/testing';
import { createHandlers } from '@throughline/worker-host/testing';
import type { DocumentParts } from '../documents/document-parts.js';
import { documentSteps } from '../documents/registry.js';

const RETRY = { max_attempts: 2, backoff_ms: [10], wait_ms: [10], max_crashes: 3 };
const TIMEOUT_MS = 120_000;

/** Stands in for the ingest service, which runs the first steps. */
const adopt: StepHandler = {
  run(context) {
    const [upload] = context.inputs;
    if (upload === undefined) throw new Error('no upload');
    return Promise.resolve({
      kind: 'completed',
      result: {},
      artifacts: [{ ...upload, role: 'source', name: 'original' }],
      metrics: {},
    });
  },
};
const record: StepHandler = {
  async run(context) {
    const source = await context.input('source');
    if (source === undefined) throw new Error('no source');
    const { max_pages: maxPages, max_pixels: maxPixels } = documentSettingsOf(context.config);
    const scratch = join(await context.workspace(), 'record');
    const found = await recordFile(source.path, { maxPages, maxPixels, scratch, now: new Date('2026-01-02T03:04:05Z') });
    const file = { role: 'file_record', name: 'record.json', mediaType: 'application/json' };
    return {
      kind: 'completed',
      result: { kind: found.kind },
      artifacts: [await context.output(file, Buffer.from(JSON.stringify(found)))],
      metrics: {},
    };
  },
};

const FILE_NAME = 'A document.bin';

export interface DocumentInput {
  readonly document?: DocumentConfig;
  /** By default nobody has given one. */
  readonly title?: string;
  /** The rules of the library. */
  readonly rules?: readonly DocumentRule[];
}

/** Runs the document pipeline in memory with real rules and handlers. Other services are replaced by short fakes. */
export class DocumentShop {
  readonly shop = new Workshop();
  readonly first: WorkshopProcess;
  delivered: readonly Artifact[] = [];

  static async open(parts: Partial<DocumentParts> = {}): Promise<DocumentShop> {
    const ocr = await openOcr({ engine: 'tesseract.js', path: '' });
    return new DocumentShop(ocr, parts);
  }

  private constructor(ocr: OcrEngine | undefined, parts: Partial<DocumentParts>) {
    this.shop.hire('ingest', { hash_file: adopt, create_file_record: record });
    this.first = this.hire({ ocr, converter: undefined, metadata: localMetadata, ...parts });
    const deliver: StepHandler = {
      run: (context) => {
        this.delivered = context.inputs;
        return Promise.resolve({ kind: 'completed', result: {}, artifacts: [], metrics: {} });
      },
    };
    this.shop.hire('upload', { [deliveryStep('library')]: deliver });
  }

  hire(parts: DocumentParts): WorkshopProcess {
    return this.shop.hire('processing', {}, { handlerFor: createHandlers(documentSteps, parts) });
  }

  async register(bytes: Uint8Array, { document, title, rules }: DocumentInput = {}): Promise<string> {
    const [assetId, now] = [newAssetId(), new Date().toISOString()];
    const key = `uploads/${assetId}/original`;
    const { size, sha256 } = await this.shop.artifacts.put(key, Buffer.from(bytes));
    const outputs = [{ name: 'library', type: 'folder', settings: {} }];
    const config: RunConfig = { ...defaultRunConfig, outputs, retry: RETRY, ...(document === undefined ? {} : { document }) };
    const source = { kind: 'upload', key, size, sha256, mediaType: 'application/octet-stream' } as const;
    const named = { fileName: FILE_NAME, title: title ?? titleOfFile(FILE_NAME, 'document') };
    const personal = { owner: 'owner', ...named, language: 'auto', isMapped: true };
    const run = { runId: newId(), config, configSources: {}, ...(rules === undefined ? {} : { rules }) };
    const outcome = await this.shop.commands.execute(
      assetId,
      { type: 'RegisterAsset', pipeline: 'document', now, assetId, source, run, ...personal },
      { commandId: newId(), actor: { kind: 'user', id: 'owner' }, correlationId: 'spec' },
    );
    if (outcome.kind !== 'accepted') throw new Error(`not registered: ${outcome.kind}`);
    await this.shop.dispatcher.afterCommit(assetId, outcome.asset, { events: outcome.events, correlationId: 'spec' });
    return assetId;
  }

  /** Registers a document and waits for the end of its run, successful or not. */
  async bring(bytes: Uint8Array, brought: DocumentInput = {}): Promise<string> {
    const assetId = await this.register(bytes, brought);
    await until(() => this.shop.isOver(assetId), { timeout: TIMEOUT_MS, what: 'the end of the run' });
    return assetId;
  }

  /** Runs a step again with the settings of the last run, and waits for the end of the run. */
  async repeat(assetId: string, step: DocumentStep): Promise<void> {
    const { state } = await this.shop.asset(assetId);
    const config = isPresent(state) ? (state.run?.config ?? defaultRunConfig) : defaultRunConfig;
    const run = { runId: newId(), config, configSources: {}, repeat: [step] };
    const outcome = await this.shop.ask(assetId, { type: 'StartRun', ...run });
    if (outcome.kind !== 'accepted') throw new Error(`not started: ${outcome.kind}`);
    await this.shop.dispatcher.afterCommit(assetId, outcome.asset, { events: outcome.events, correlationId: 'spec' });
    await until(() => this.shop.isOver(assetId), { timeout: TIMEOUT_MS, what: 'the end of the run' });
  }

  async step(assetId: string, name: DocumentStep): Promise<object> {
    const { state, personal } = await this.shop.asset(assetId);
    const step = isPresent(state) ? state.steps.find((one) => one.step === name) : undefined;
    if (step === undefined) throw new Error(`no ${name}`);
    return {
      phase: step.phase,
      skipReason: skipReasonOf(step),
      result: resultOf(step),
      error: errorOf(step),
      ...personal.steps?.[name],
    };
  }

  /** Returns a line for each main step: its phase, and why it was skipped or failed. */
  async story(assetId: string): Promise<readonly string[]> {
    const { state } = await this.shop.asset(assetId);
    const steps = isPresent(state) ? state.steps.filter(({ kind }) => kind === 'document') : [];
    return steps.map((step) =>
      [step.step, step.phase, skipReasonOf(step), errorOf(step)?.code].filter((word) => word !== undefined).join(' '),
    );
  }

  async file(assetId: string, name: string): Promise<Buffer> {
    const { state } = await this.shop.asset(assetId);
    const artifact = currentArtifacts(state).find((one) => one.name === name);
    if (artifact === undefined) throw new Error(`no ${name}`);
    const local = await this.shop.artifacts.materialize(artifact.key);
    try {
      return await readFile(local.path);
    } finally {
      await local.release();
    }
  }

  close(): Promise<void> {
    return this.shop.close();
  }
}
