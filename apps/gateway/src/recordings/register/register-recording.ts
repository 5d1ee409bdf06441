import type { Readable } from 'node:stream';
import type { ArtifactStore, StoredArtifact } from '@throughline/artifact-store';
import { kindOf, uploadPrefix, type PipelineName } from '@throughline/contracts';
import { nounOf } from '@throughline/domain';
import type { LoadedAsset } from '@throughline/engine';
import type { RegisterAsset } from '../../intake/intake.js';
import type { Intakes } from '../../intake/intakes.js';
import type { ShownPositions } from '../../positions/shown-positions.js';
import { Problem } from '../../problems/problem.js';
import type { RunRequests } from '../../runs/run-requests.js';
import { refusalProblem } from '../refusals.js';
import type { RecordingRows } from '../rows.js';
import { titleFrom } from './file-name.js';
import type { Registration } from './read-fields.js';
import type { UploadedFile } from './upload-form.js';

export interface RegisterPorts {
  readonly artifacts: ArtifactStore;
  readonly intakes: Intakes;
  readonly rows: Pick<RecordingRows, 'withContent'>;
  readonly runs: RunRequests;
  readonly maxBytes: number;
  readonly pipeline: PipelineName;
  readonly shown: ShownPositions;
}

export interface RegisterInput {
  readonly assetId: string;
  /** Who registers it, and in whose library. */
  readonly by: string;
  readonly owner: string;
  readonly commandId: string;
  readonly registration: Registration;
  readonly file: UploadedFile;
}

/** Where the bytes of an upload stand. */
const sourceKey = (assetId: string): string => `${uploadPrefix(assetId)}/source`;

/** Takes an uploaded file and makes a recording of it. */
export class RegisterRecording {
  constructor(private readonly ports: RegisterPorts) {}

  /** Stores the bytes as they come. Whatever breaks it off leaves nothing. */
  async store(assetId: string, bytes: Readable, signal: AbortSignal): Promise<StoredArtifact> {
    try {
      return await this.ports.artifacts.put(sourceKey(assetId), bytes, { signal, limitBytes: this.ports.maxBytes });
    } catch (error) {
      // Keys are written once, and this one belongs to an Idempotency-Key: other bytes are another request.
      if (kindOf(error) === 'exists') throw new Problem('idempotency-mismatch', { cause: error });
      throw error;
    }
  }

  /** Throws what is wrong with the run that is asked for, before hours of bytes have come. */
  check({ run }: Registration): void {
    if (run !== undefined) this.ports.runs.check(run);
  }

  async register(input: RegisterInput): Promise<LoadedAsset> {
    if (!input.registration.allowDuplicate) await this.refuseDuplicate(input);
    const { assetId, by, commandId } = input;
    const outcome = await this.ports.intakes.register({
      v: 1,
      assetId,
      commandId,
      actor: { kind: 'user', id: by },
      command: this.command(input),
    });
    if (outcome.kind === 'rejected') throw refusalProblem(outcome.rejection);
    this.ports.shown.ofLog(input.owner, outcome.asset.revision);
    return outcome.asset;
  }

  /** Gives up what was stored for a request that is refused. */
  abandon(assetId: string): Promise<void> {
    return this.ports.intakes.abandon(assetId);
  }

  private command({ assetId, owner, commandId, registration, file }: RegisterInput): Omit<RegisterAsset, 'now'> {
    const { size, sha256, mediaType, fileName } = file;
    return {
      type: 'RegisterAsset',
      assetId,
      owner,
      pipeline: this.ports.pipeline,
      title: registration.title ?? titleFrom(fileName, nounOf(this.ports.pipeline)),
      ...(fileName === undefined ? {} : { fileName }),
      language: registration.language,
      isMapped: registration.isMapped,
      source: { kind: 'upload', key: sourceKey(assetId), size, sha256, mediaType },
      ...(registration.run === undefined
        ? {}
        : { run: this.ports.runs.request({ assetId, commandId, overrides: registration.run }) }),
    };
  }

  /**
   * By the rows, which follow the log within milliseconds: two uploads of one file at the very same time may both pass.
   */
  private async refuseDuplicate({ assetId, owner, file }: RegisterInput): Promise<void> {
    const existing = await this.ports.rows.withContent({ owner, sha256: file.sha256, id: assetId, createdAt: undefined });
    if (existing === undefined) return;
    throw new Problem('duplicate', {
      detail: `The file is the ${this.ports.pipeline} ${existing.id} already.`,
      headers: { location: `/api/v1/${this.ports.pipeline}s/${existing.id}` },
      members: { existing_id: existing.id },
    });
  }
}
