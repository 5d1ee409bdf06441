import { Readable } from 'node:stream';
import type { ArtifactStore } from '@throughline/artifact-store';
import { contentOf, isPresent } from '@throughline/domain';
import type { AssetCommands } from '@throughline/engine';
import type { Failpoint } from '@throughline/service-kit';
import { Problem, invalid } from '../problems/problem.js';
import type { Receptions } from './receptions.js';
import { KEPT_MS, piecesPrefix, type Piece, type Upload, type UploadOutcome, type UploadRefusal } from './upload.js';
import type { UploadStore } from './upload-store.js';

export interface FinishPorts {
  readonly artifacts: ArtifactStore;
  readonly commands: Pick<AssetCommands, 'load'>;
  readonly receptions: Receptions;
  readonly store: UploadStore;
  readonly failpoint: Failpoint;
  readonly now: () => Date;
}

async function* joined(artifacts: ArtifactStore, pieces: readonly Piece[]): AsyncGenerator<Buffer> {
  for (const { key } of pieces) {
    const { stream } = await artifacts.open(key);
    for await (const chunk of stream) yield Buffer.from(chunk as Uint8Array);
  }
}

/** What the same file and the same words would be answered again. What has to wait is not. */
const isFinal = (error: unknown): error is Problem => error instanceof Problem && error.status >= 400 && error.status < 500;

const refusalOf = ({ code, message, options }: Problem): UploadRefusal => {
  const existing = options.members?.['existing_id'];
  return {
    code,
    detail: message,
    ...(typeof existing === 'string' ? { existingId: existing } : {}),
    ...(options.errors === undefined ? {} : { errors: options.errors }),
  };
};

/** The key of the beginning may have been used long before, for something else. */
const madeBefore = ({ words }: Upload, content: string | undefined): UploadOutcome =>
  words?.sha256 === undefined || content === undefined || content === words.sha256
    ? { kind: 'registered' }
    : { kind: 'refused', refusal: refusalOf(new Problem('idempotency-mismatch')) };

/**
 * Makes a recording of an upload whose bytes are all there. May be repeated after whatever broke it off, by any gateway: the
 * recording's id was chosen when the upload began, and the log takes one registration of it.
 */
export class FinishUpload {
  constructor(private readonly ports: FinishPorts) {}

  async finish(upload: Upload): Promise<UploadOutcome> {
    const { store, failpoint, now } = this.ports;
    try {
      const outcome = upload.outcome ?? (await this.outcomeOf(upload));
      await failpoint('gateway.upload-registered');
      await store.conclude(upload.id, outcome, new Date(now().getTime() + KEPT_MS).toISOString());
      await failpoint('gateway.upload-concluded');
      // What is left over is removed by the sweep.
      await this.removePieces(upload.id).catch(() => undefined);
      return outcome;
    } catch (error) {
      // Another gateway may have been quicker, and have taken the pieces away from under this one.
      const concluded = (await store.find(upload.id))?.outcome;
      if (concluded === undefined) throw error;
      return concluded;
    }
  }

  /** What was put away and not counted is among them. */
  async removePieces(id: string): Promise<void> {
    await this.ports.artifacts.removePrefix(piecesPrefix(id));
    await this.ports.store.forgetPieces(id);
  }

  private async outcomeOf(upload: Upload): Promise<UploadOutcome> {
    // An earlier try got so far: by now somebody may have changed, or even erased, what it made.
    const made = await this.ports.commands.load(upload.recordingId);
    if (made !== undefined && isPresent(made.state)) return madeBefore(upload, contentOf(made.state));
    try {
      await this.register(upload);
      return { kind: 'registered' };
    } catch (error) {
      if (!isFinal(error)) throw error;
      // What stays is removed by the collector of orphans.
      await this.ports.receptions.abandon(upload.recordingId).catch(() => undefined);
      return { kind: 'refused', refusal: refusalOf(error) };
    }
  }

  private async register({ id, by, owner, recordingId, length, words }: Upload): Promise<void> {
    if (words === undefined) throw new Error('An upload without an outcome has forgotten what was said of it');
    const { artifacts, receptions, store, failpoint } = this.ports;
    const { registering, registration } = await receptions.of(words.fields);
    registering.check(registration);
    const bytes = Readable.from(joined(artifacts, await store.pieces(id)), { objectMode: false });
    const { size, sha256 } = await registering.store(recordingId, bytes, new AbortController().signal);
    if (size !== length) throw new Error(`An upload of ${String(length)} bytes has become a file of ${String(size)}`);
    if (words.sha256 !== undefined && words.sha256 !== sha256)
      throw invalid([{ pointer: '/headers/upload-metadata/sha256', message: 'is not that of the bytes that have come' }]);
    await failpoint('gateway.upload-joined');
    const { fileName, mediaType } = words;
    const file = { size, sha256, mediaType, fileName };
    await registering.register({ assetId: recordingId, by, owner, commandId: `upload:${id}`, registration, file });
  }
}
