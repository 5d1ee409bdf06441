import { Readable } from 'node:stream';
import type { ArtifactStore } from '@throughline/artifact-store';
import { contentOf, isPresent } from '@throughline/domain';
import type { AssetCommands } from '@throughline/engine';
import type { Failpoint } from '@throughline/service-kit';
import { Problem, invalid } from '../../kit/http/problems/problem.js';
import type { RunRefusal } from '../../items/index.js';
import type { FileReplacements } from './file-replacements.js';
import type { ImportedFile, ImportedFiles } from './imported-files.js';
import type { PipelineRegistrars } from './receptions.js';
import {
  KEPT_MS,
  piecesPrefix,
  type Piece,
  type Upload,
  type UploadMetadata,
  type UploadOutcome,
  type UploadRefusal,
} from './upload.js';
import type { UploadStore } from './upload-store.js';

export interface UploadFinisherPorts {
  readonly artifacts: ArtifactStore;
  readonly commands: Pick<AssetCommands, 'load'>;
  readonly receptions: PipelineRegistrars;
  readonly replacements: Pick<FileReplacements, 'carryOut'>;
  readonly importedFiles: Pick<ImportedFiles, 'store'>;
  readonly store: UploadStore;
  readonly failpoint: Failpoint;
  readonly now: () => Date;
}

async function* joinPieces(artifacts: ArtifactStore, pieces: readonly Piece[]): AsyncGenerator<Buffer> {
  for (const { key } of pieces) {
    const { stream } = await artifacts.open(key);
    for await (const chunk of stream) yield Buffer.from(chunk as Uint8Array);
  }
}

/**
 * Returns true for a refusal that the same file and fields would get again. Temporary errors are not final, and a quota may have room
 * again while the bytes are still kept.
 */
const isFinal = (error: unknown): error is Problem =>
  error instanceof Problem && error.status >= 400 && error.status < 500 && error.code !== 'quota-exceeded';

const refusalOf = ({ code, message, options }: Problem): UploadRefusal => {
  const existing = options.members?.['existing_id'];
  return {
    code,
    detail: message,
    ...(typeof existing === 'string' ? { existingId: existing } : {}),
    ...(options.errors === undefined ? {} : { errors: options.errors }),
  };
};

function requireWords({ words }: Upload): UploadMetadata {
  if (words === undefined) throw new Error('An unfinished upload has lost its metadata');
  return words;
}

function verifyBytes(
  { length, words }: { readonly length: number; readonly words: UploadMetadata },
  { size, sha256 }: { readonly size: number; readonly sha256: string },
): void {
  if (size !== length) throw new Error(`An upload of ${String(length)} bytes has become a file of ${String(size)}`);
  if (words.sha256 !== undefined && words.sha256 !== sha256)
    throw invalid([{ pointer: '/headers/upload-metadata/sha256', message: 'differs from the checksum of the received bytes' }]);
}

/** Refuses if the recording exists with other content: an old request may have used the same key for another file. */
const checkEarlierRecording = ({ words }: Upload, content: string | undefined): UploadOutcome =>
  words?.sha256 === undefined || content === undefined || content === words.sha256
    ? { kind: 'registered' }
    : { kind: 'refused', refusal: refusalOf(new Problem('idempotency-mismatch')) };

/**
 * Registration of complete uploads. Any gateway may repeat it after an interruption: the recording's id is fixed when the
 * upload begins, and the log accepts one registration of it.
 */
export class UploadFinisher {
  constructor(private readonly ports: UploadFinisherPorts) {}

  async finish(upload: Upload): Promise<UploadOutcome> {
    const { store, failpoint, now } = this.ports;
    try {
      const outcome = upload.outcome ?? (await this.outcomeOf(upload));
      await failpoint('gateway.upload-registered');
      await store.conclude(upload.id, outcome, new Date(now().getTime() + KEPT_MS).toISOString());
      await failpoint('gateway.upload-concluded');
      // The sweep removes the rest.
      await this.removePieces(upload.id).catch(() => undefined);
      return outcome;
    } catch (error) {
      // Another gateway may have finished first and removed the pieces during this attempt.
      const concluded = (await store.find(upload.id))?.outcome;
      if (concluded === undefined) throw error;
      return concluded;
    }
  }

  /** Removes all pieces, including those that were stored and never counted. */
  async removePieces(id: string): Promise<void> {
    await this.ports.artifacts.removePrefix(piecesPrefix(id));
    await this.ports.store.forgetPieces(id);
  }

  private outcomeOf(upload: Upload): Promise<UploadOutcome> {
    const { replaces, imported } = upload.words ?? {};
    if (imported !== undefined) return this.imported(upload, imported);
    return replaces === undefined ? this.registered(upload) : this.replaced(upload, replaces);
  }

  private async imported({ id }: Upload, file: ImportedFile): Promise<UploadOutcome> {
    const { artifacts, store, importedFiles } = this.ports;
    try {
      await importedFiles.store(file, joinPieces(artifacts, await store.pieces(id)));
      return { kind: 'imported', itemId: file.itemId };
    } catch (error) {
      if (!isFinal(error)) throw error;
      return { kind: 'refused', refusal: refusalOf(error) };
    }
  }

  private async replaced(upload: Upload, itemId: string): Promise<UploadOutcome> {
    const { replacements } = this.ports;
    const words = requireWords(upload);
    try {
      const bytes = await this.join(upload);
      await replacements.carryOut({ upload: { ...upload, words }, itemId }, bytes, (stored) => {
        verifyBytes({ ...upload, words }, stored);
      });
      return { kind: 'replaced', itemId };
    } catch (error) {
      if (!isFinal(error)) throw error;
      return { kind: 'refused', refusal: refusalOf(error) };
    }
  }

  private async registered(upload: Upload): Promise<UploadOutcome> {
    // An earlier attempt has registered the recording. Since then it may have been changed or even erased.
    const made = await this.ports.commands.load(upload.recordingId);
    if (made !== undefined && isPresent(made.state)) return checkEarlierRecording(upload, contentOf(made.state));
    try {
      const runRefusal = await this.register(upload);
      return { kind: 'registered', ...(runRefusal === undefined ? {} : { runRefusal }) };
    } catch (error) {
      if (!isFinal(error)) throw error;
      // The collector of orphans removes the rest.
      await this.ports.receptions.abandon(upload.recordingId).catch(() => undefined);
      return { kind: 'refused', refusal: refusalOf(error) };
    }
  }

  private async join({ id }: Upload): Promise<Readable> {
    const { artifacts, store } = this.ports;
    return Readable.from(joinPieces(artifacts, await store.pieces(id)), { objectMode: false });
  }

  private async register(upload: Upload): Promise<RunRefusal | undefined> {
    const { id, by, owner, recordingId, length } = upload;
    const words = requireWords(upload);
    const { receptions, failpoint } = this.ports;
    const { registering, registration } = await receptions.of(words);
    const { size, sha256 } = await registering.store(recordingId, await this.join(upload), new AbortController().signal);
    verifyBytes({ length, words }, { size, sha256 });
    await failpoint('gateway.upload-joined');
    const { fileName, mediaType } = words;
    const file = { size, sha256, mediaType, fileName };
    const input = { assetId: recordingId, by, owner, commandId: `upload:${id}`, registration, file };
    return (await registering.register(input)).runRefusal;
  }
}
