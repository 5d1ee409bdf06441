import type { Readable } from 'node:stream';
import type { ArtifactStore, StoredArtifact } from '@throughline/artifact-store';
import { kindOf, uploadPrefix, type PipelineName } from '@throughline/contracts';
import { findUnusable, nounOf, type RunRequest } from '@throughline/domain';
import type { LoadedAsset } from '@throughline/engine';
import type { RegisterAsset } from './intake.js';
import type { Intakes } from './intakes.js';
import type { ClientPositions, ItemRows } from '../../projection/index.js';
import { Problem } from '../../http/problems/problem.js';
import type { RunRequests } from '../runs/run-requests.js';
import { toRefusalProblem } from '../read/refusals.js';
import { deriveTitle } from './file-name.js';
import { toLanguageFields, type Registration } from './read-fields.js';
import type { UploadedFile } from './upload-form.js';

export interface UploadRegistrarPorts {
  readonly artifacts: ArtifactStore;
  readonly intakes: Intakes;
  readonly rows: Pick<ItemRows, 'withContent'>;
  readonly runs: RunRequests;
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

  /** Throws if the requested run could not start, before hours of bytes arrive. */
  async check({ run }: Registration, owner: string): Promise<void> {
    if (run === undefined) return;
    const { runs, pipeline } = this.ports;
    const unusable = findUnusable(pipeline, runs.check(run, (await runs.library(owner)).config));
    if (unusable !== undefined) throw toRefusalProblem(unusable);
  }

  async register(input: UploadRegistration): Promise<LoadedAsset> {
    if (!input.registration.allowDuplicate) await this.refuseDuplicate(input);
    const { assetId, by, commandId } = input;
    const outcome = await this.ports.intakes.register({
      v: 1,
      assetId,
      commandId,
      actor: { kind: 'user', id: by },
      command: await this.command(input),
    });
    if (outcome.kind === 'rejected') throw toRefusalProblem(outcome.rejection);
    this.ports.shown.ofLog(input.owner, outcome.asset.revision);
    return outcome.asset;
  }

  abandon(assetId: string): Promise<void> {
    return this.ports.intakes.abandon(assetId);
  }

  private async command(input: UploadRegistration): Promise<Omit<RegisterAsset, 'now'>> {
    const { assetId, owner, registration, file } = input;
    const { size, sha256, mediaType, fileName } = file;
    const run = await this.buildRun(input);
    return {
      type: 'RegisterAsset',
      assetId,
      owner,
      pipeline: this.ports.pipeline,
      title: registration.title ?? deriveTitle(fileName, nounOf(this.ports.pipeline)),
      ...(fileName === undefined ? {} : { fileName }),
      ...toLanguageFields(registration),
      isMapped: registration.isMapped,
      source: { kind: 'upload', key: sourceKey(assetId), size, sha256, mediaType },
      ...(run === undefined ? {} : { run }),
    };
  }

  /**
   * Returns the requested run. Without one the item is registered alone: its settings became unusable after the check, while
   * the bytes arrived, and these must not be lost.
   */
  private async buildRun({ assetId, by, owner, commandId, registration }: UploadRegistration): Promise<RunRequest | undefined> {
    const { runs, pipeline } = this.ports;
    if (registration.run === undefined) return undefined;
    const library = await runs.library(owner);
    try {
      const run = runs.request({ assetId, commandId, by, overrides: registration.run, library });
      return findUnusable(pipeline, run) === undefined ? run : undefined;
    } catch (error) {
      if (error instanceof Problem) return undefined;
      throw error;
    }
  }

  /**
   * Throws if the library has the same content. Reads rows, which follow the log within milliseconds: simultaneous uploads of
   * one file may both pass.
   */
  private async refuseDuplicate({ assetId, owner, file }: UploadRegistration): Promise<void> {
    const existing = await this.ports.rows.withContent({ owner, sha256: file.sha256, id: assetId, createdAt: undefined });
    if (existing === undefined) return;
    throw new Problem('duplicate', {
      detail: `The file is already registered as ${this.ports.pipeline} ${existing.id}.`,
      headers: { location: `/api/v1/${this.ports.pipeline}s/${existing.id}` },
      members: { existing_id: existing.id },
    });
  }
}
