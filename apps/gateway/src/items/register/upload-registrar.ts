import type { Readable } from 'node:stream';
import type { ArtifactStore, StoredArtifact } from '@throughline/artifact-store';
import { kindOf, uploadPrefix, type PipelineName } from '@throughline/contracts';
import { findUnusable, isPresent, nounOf, titleOfFile, type RunRequest } from '@throughline/domain';
import type { LoadedAsset } from '@throughline/engine';
import type { RegisterAsset } from './intake.js';
import type { Intakes } from './intakes.js';
import type { ClientPositions, ItemRows } from '../../adapters/projection/index.js';
import { problemKinds } from '../../kit/http/problems/catalogue.js';
import type { ProblemKind } from '../../kit/http/problems/problem-kind.js';
import { Problem } from '../../kit/http/problems/problem.js';
import type { RunRequests } from '../runs/run-requests.js';
import type { NewItem, Quotas } from '../../people/quotas/index.js';
import { toRefusalProblem } from '../read/refusals.js';
import { toLanguageFields, type Registration } from './read-fields.js';
import type { UploadedFile } from './upload-form.js';

export interface UploadRegistrarPorts {
  readonly artifacts: ArtifactStore;
  readonly intakes: Intakes;
  readonly rows: Pick<ItemRows, 'withContent'>;
  readonly runs: RunRequests;
  readonly quotas: Pick<Quotas, 'reserve' | 'release'>;
  readonly maxBytes: number;
  readonly pipeline: PipelineName;
  readonly shown: ClientPositions;
}

export interface UploadRegistration {
  readonly assetId: string;
  /** The user who registers it; `owner` is the library. */
  readonly by: string;
  readonly owner: string;
  readonly commandId: string;
  readonly registration: Registration;
  readonly file: UploadedFile;
}

/** The reason why an item was registered without the run that its upload had requested. */
export interface RunRefusal {
  readonly code: string;
  readonly detail: string;
  readonly tryInstead?: string;
}

export interface RegisteredUpload {
  readonly asset: LoadedAsset;
  readonly runRefusal?: RunRefusal;
}

const toRunRefusal = ({ code, message, options }: Problem): RunRefusal => {
  const tryInstead = options.tryInstead ?? (problemKinds[code] as ProblemKind).tryInstead;
  return { code, detail: message, ...(tryInstead === undefined ? {} : { tryInstead }) };
};

/** A registration that takes longer holds no part of the quotas, and is checked again at its end. */
export const REGISTRATION_MS = 3_600_000;

const sourceKey = (assetId: string): string => `${uploadPrefix(assetId)}/source`;

export class UploadRegistrar {
  constructor(private readonly ports: UploadRegistrarPorts) {}

  /** Stores the bytes as they arrive. An interrupted upload leaves nothing. */
  async store(assetId: string, bytes: Readable, signal: AbortSignal): Promise<StoredArtifact> {
    try {
      return await this.ports.artifacts.put(sourceKey(assetId), bytes, { signal, limitBytes: this.ports.maxBytes });
    } catch (error) {
      // Keys are written once, and this one belongs to an Idempotency-Key: other bytes mean another request.
      if (kindOf(error) === 'exists') throw new Problem('idempotency-mismatch', { cause: error });
      throw error;
    }
  }

  /** Throws if the requested run could not start, or if a quota has no room for the item, before hours of bytes arrive. */
  async check({ run }: Registration, item: NewItem): Promise<void> {
    const { runs, pipeline, quotas } = this.ports;
    if (run !== undefined) {
      const unusable = findUnusable(pipeline, runs.check(run, (await runs.library(item.owner)).config));
      if (unusable !== undefined) throw toRefusalProblem(unusable);
    }
    await quotas.reserve(item);
  }

  async register(input: UploadRegistration): Promise<RegisteredUpload> {
    if (!input.registration.allowDuplicate) await this.refuseDuplicate(input);
    const { assetId, owner, by, commandId, file } = input;
    await this.ports.quotas.reserve({ owner, assetId, bytes: file.size, keptMs: REGISTRATION_MS });
    const { run, refusal } = await this.buildRun(input);
    const outcome = await this.ports.intakes.register({
      v: 1,
      assetId,
      commandId,
      actor: { kind: 'user', id: by },
      command: this.command(input, run),
    });
    if (outcome.kind === 'rejected') {
      await this.release(assetId);
      throw toRefusalProblem(outcome.rejection);
    }
    const { asset } = outcome;
    this.ports.shown.ofLog(owner, asset.revision);
    // An earlier attempt at this request may have started the run.
    const hasRun = isPresent(asset.state) && asset.state.run !== undefined;
    return { asset, ...(refusal === undefined || hasRun ? {} : { runRefusal: refusal }) };
  }

  async abandon(assetId: string): Promise<void> {
    await this.ports.intakes.abandon(assetId);
    await this.release(assetId);
  }

  /** Frees the part of the quotas that an item held which is not registered. */
  release(assetId: string): Promise<void> {
    return this.ports.quotas.release(assetId);
  }

  private command(
    { assetId, owner, registration, file }: UploadRegistration,
    run: RunRequest | undefined,
  ): Omit<RegisterAsset, 'now'> {
    const { size, sha256, mediaType, fileName } = file;
    return {
      type: 'RegisterAsset',
      assetId,
      owner,
      pipeline: this.ports.pipeline,
      title: registration.title ?? titleOfFile(fileName, nounOf(this.ports.pipeline)),
      ...(fileName === undefined ? {} : { fileName }),
      ...toLanguageFields(registration),
      isMapped: registration.isMapped,
      source: { kind: 'upload', key: sourceKey(assetId), size, sha256, mediaType },
      ...(run === undefined ? {} : { run }),
    };
  }

  /**
   * Returns the requested run. If it is refused, the item is registered alone: its settings became unusable after the check,
   * while the bytes arrived, and these must not be lost.
   */
  private async buildRun(input: UploadRegistration): Promise<{ readonly run?: RunRequest; readonly refusal?: RunRefusal }> {
    const { assetId, by, owner, commandId, registration } = input;
    const { runs, pipeline } = this.ports;
    if (registration.run === undefined) return {};
    const library = await runs.library(owner);
    try {
      const run = runs.request({ assetId, commandId, by, overrides: registration.run, library });
      const refusal = findUnusable(pipeline, run);
      return refusal === undefined ? { run } : { refusal };
    } catch (error) {
      if (error instanceof Problem) return { refusal: toRunRefusal(error) };
      throw error;
    }
  }

  /**
   * Throws if the library has the same content. Reads rows, which follow the log within milliseconds: simultaneous uploads of
   * one file may both pass.
   */
  async refuseDuplicate({
    assetId,
    owner,
    file,
  }: Pick<UploadRegistration, 'assetId' | 'owner'> & {
    readonly file: Pick<UploadRegistration['file'], 'sha256'>;
  }): Promise<void> {
    const existing = await this.ports.rows.withContent({ owner, sha256: file.sha256, id: assetId, createdAt: undefined });
    if (existing === undefined) return;
    throw new Problem('duplicate', {
      detail: `The file is already registered as ${this.ports.pipeline} ${existing.id}.`,
      headers: { location: `/api/v1/${this.ports.pipeline}s/${existing.id}` },
      members: { existing_id: existing.id },
    });
  }
}
