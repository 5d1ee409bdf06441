import type { Readable } from 'node:stream';
import type { ArtifactStore } from '@throughline/artifact-store';
import { uploadPrefix } from '@throughline/contracts';
import { isPresent, uploadOf, type UploadedSource } from '@throughline/domain';
import type { AssetCommands } from '@throughline/engine';
import { Problem, invalid } from '../../kit/http/problems/problem.js';
import { toRefusalProblem, type OwnedItems } from '../../items/index.js';
import { isDocument, type PipelineRegistrars } from './receptions.js';
import type { Upload, UploadMetadata } from './upload.js';

export interface FileReplacementsPorts {
  readonly recordings: Pick<OwnedItems, 'preview' | 'send'>;
  readonly documents: Pick<OwnedItems, 'preview' | 'send'>;
  readonly commands: Pick<AssetCommands, 'load'>;
  readonly artifacts: Pick<ArtifactStore, 'put' | 'remove'>;
  readonly receptions: Pick<PipelineRegistrars, 'of' | 'release'>;
}

/** An upload that replaces the file of an item, and that item's id. */
export interface Replacement {
  readonly upload: Pick<Upload, 'id' | 'by' | 'owner' | 'recordingId'> & { readonly words: UploadMetadata };
  readonly itemId: string;
}

/** The fields of a registration that a replacement has, too. The others stay as they are. */
const FIELDS: ReadonlySet<string> = new Set(['pipeline', 'allow_duplicate']);
/** No file has this content. */
const UNKNOWN_CONTENT = '0'.repeat(64);

const commandIdOf = (upload: Pick<Upload, 'id'>): string => `upload:${upload.id}`;

/** Other files for failed items. The item, its title and its history stay. */
export class FileReplacements {
  constructor(private readonly ports: FileReplacementsPorts) {}

  /** Throws the refusal that the complete file would get, e.g. if the item has not failed. */
  async check({ upload: { words, ...upload }, itemId }: Replacement, size: number): Promise<void> {
    const surplus = Object.keys(words.fields).filter((name) => !FIELDS.has(name));
    if (surplus.length > 0)
      throw invalid(
        surplus.map((name) => ({ pointer: `/headers/upload-metadata/${name}`, message: 'must not be sent with replaces' })),
      );
    const { mediaType, sha256 = UNKNOWN_CONTENT } = words;
    const source: UploadedSource = { kind: 'upload', key: uploadPrefix(itemId), size, sha256, mediaType };
    const sender = { ...upload, commandId: commandIdOf(upload) };
    const outcome = await this.#itemsOf(words).preview(sender, itemId, (context) => ({
      type: 'ReplaceFile',
      ...context,
      source,
    }));
    if (outcome.kind === 'rejected') throw toRefusalProblem(outcome.rejection);
  }

  /** Stores the bytes and resets the item. Repeating it after an interruption changes nothing more. */
  async carryOut(
    { upload, itemId }: Replacement,
    bytes: Readable,
    verify: (stored: Pick<UploadedSource, 'size' | 'sha256'>) => void,
  ): Promise<void> {
    const { artifacts, receptions } = this.ports;
    const { words, owner, recordingId } = upload;
    const key = `${uploadPrefix(itemId)}/source-${upload.id}`;
    try {
      // An earlier attempt has replaced the file. Its key must not be removed by what follows.
      if ((await this.#presentKey(itemId)) === key) return;
      const { size, sha256 } = await artifacts.put(key, bytes);
      const { mediaType, fileName } = words;
      const file = { size, sha256, mediaType, fileName };
      try {
        verify(file);
        const { registering, registration } = await receptions.of(words);
        if (!registration.allowDuplicate) await registering.refuseDuplicate({ assetId: itemId, owner, file });
      } catch (error) {
        // After any other error the attempt is repeated, here or on another gateway.
        if (error instanceof Problem) await artifacts.remove(key);
        throw error;
      }
      await this.#replace({ upload, itemId }, { kind: 'upload', key, size, sha256, mediaType });
    } finally {
      // From here on, the log counts the bytes.
      await receptions.release(recordingId);
    }
  }

  async #replace({ upload, itemId }: Replacement, source: UploadedSource): Promise<void> {
    const { artifacts } = this.ports;
    const { by, owner, words } = upload;
    const before = await this.#presentKey(itemId);
    const sender = { by, owner, commandId: commandIdOf(upload) };
    const { fileName } = words;
    const outcome = await this.#itemsOf(words).send(sender, itemId, (context) => ({
      type: 'ReplaceFile',
      ...context,
      source,
      ...(fileName === undefined ? {} : { fileName }),
    }));
    if (outcome.kind === 'rejected') {
      await artifacts.remove(source.key);
      throw toRefusalProblem(outcome.rejection);
    }
    // An earlier attempt has replaced the file, so `before` may be one that came after it.
    const unused = outcome.kind === 'accepted' && outcome.duplicate ? source.key : before;
    // A file that stays because of a crash here is removed with the item.
    if (unused !== undefined && unused !== (await this.#presentKey(itemId))) await artifacts.remove(unused);
  }

  async #presentKey(itemId: string): Promise<string | undefined> {
    const state = (await this.ports.commands.load(itemId))?.state;
    return state !== undefined && isPresent(state) ? uploadOf(state.source)?.key : undefined;
  }

  #itemsOf(words: UploadMetadata): FileReplacementsPorts['recordings'] {
    return isDocument(words) ? this.ports.documents : this.ports.recordings;
  }
}
