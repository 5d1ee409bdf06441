import { constants } from 'node:fs';
import { access, mkdir, stat, statfs } from 'node:fs/promises';
import type { EngineReply, EngineRequest } from '@throughline/contracts';
import { AUTO, fetchFiles, findListedModel, modelPath, readModelState, writeChoice } from '@throughline/media/speech-models';
import type { SelectedModel } from '@throughline/media/speech-models';
import { EngineRefusalError } from './engine-refusal-error.js';
import type { EngineTests } from './engine-tests.js';
import type { ModelDownloads } from './model-downloads.js';

export interface EngineRequestParts {
  /** The folder of the models. */
  readonly folder: string;
  /** Undefined if this service downloads no models. */
  readonly downloads: ModelDownloads | undefined;
  readonly tests: EngineTests;
  /** True if the operator's settings choose the model. */
  readonly isFixed: boolean;
  readonly selected: () => SelectedModel | undefined;
  /** Looks at the models, so that the next presence message shows the change. */
  readonly look: () => Promise<unknown>;
  readonly freeBytes?: (folder: string) => Promise<number>;
}

type ListedModelFile = SelectedModel & { readonly listed: NonNullable<SelectedModel['listed']> };

const BYTES_OF_MEGABYTE = 1_000_000;
/** The log and the database stop on a full disk, so a download leaves them some room. */
const RESERVE_BYTES = 256 * 1_024 * 1_024;
const LONGEST_DETAIL = 500;

const readFreeBytes = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

/** Carries out the requests of the gateway about the speech engines of this machine. */
export class EngineRequests {
  constructor(private readonly parts: EngineRequestParts) {}

  async handle(request: EngineRequest, signal: AbortSignal): Promise<EngineReply> {
    try {
      if (request.act === 'test') return { v: 1, trial: await this.parts.tests.run(request, signal) };
      return request.act === 'fetch' ? await this.#fetch(request.model) : await this.#use(request.model);
    } catch (error) {
      if (!(error instanceof EngineRefusalError)) throw error;
      const { refusal, detail } = error;
      return { v: 1, refused: refusal, ...(detail === undefined ? {} : { detail: detail.slice(0, LONGEST_DETAIL) }) };
    }
  }

  async #fetch(name: string): Promise<EngineReply> {
    const model = this.#requireListed(name);
    const { phase } = await readModelState(model);
    if (phase === 'ready') return { v: 1, model: name, phase };
    const { downloads } = this.parts;
    if (downloads === undefined) throw new EngineRefusalError('downloads-off');
    await this.#requireRoom(model, model.listed.megabytes * BYTES_OF_MEGABYTE);
    // A download that waits for its next attempt starts at once instead.
    if (phase !== 'fetching' || !downloads.isRunning(name)) downloads.start(name);
    return { v: 1, model: name, phase: 'fetching' };
  }

  async #use(name: string): Promise<EngineReply> {
    this.#requireChoosable();
    if (name !== AUTO && (await readModelState(this.#requireListed(name))).phase !== 'ready')
      throw new EngineRefusalError('model-missing', `The model ${name} is not on the machine of the processing service.`);
    await writeChoice(this.parts.folder, name).catch((error: unknown) => {
      throw toFolderRefusal(error);
    });
    await this.parts.look();
    const selected = this.#requireChoosable();
    return { v: 1, model: selected.listed.name, phase: (await readModelState(selected)).phase };
  }

  /** Returns the selected model. Refuses if the operator's settings have selected it, such as a file that is not in the list. */
  #requireChoosable(): ListedModelFile {
    const selected = this.parts.selected();
    if (this.parts.isFixed || selected?.listed === undefined) throw new EngineRefusalError('choice-fixed');
    return { ...selected, listed: selected.listed };
  }

  #requireListed(name: string): ListedModelFile {
    const listed = findListedModel(name);
    if (listed === undefined) throw new EngineRefusalError('unknown-model');
    return { path: modelPath(this.parts.folder, name), listed };
  }

  /** Refuses a download at once that would fail at its end. */
  async #requireRoom({ path }: SelectedModel, bytes: number): Promise<void> {
    const { folder, freeBytes = readFreeBytes } = this.parts;
    try {
      await mkdir(folder, { recursive: true });
      await access(folder, constants.W_OK);
    } catch (error) {
      throw toFolderRefusal(error);
    }
    const fetched = await stat(fetchFiles(path).partial).catch(() => undefined);
    const missing = Math.max(0, bytes - (fetched?.size ?? 0));
    if ((await freeBytes(folder)) < missing + RESERVE_BYTES) throw new EngineRefusalError('disk-full');
  }
}

/** The path of the folder stays on its machine: only the code of the error is passed on. */
function toFolderRefusal(error: unknown): EngineRefusalError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  if (code === 'ENOSPC' || code === 'EDQUOT') return new EngineRefusalError('disk-full');
  return new EngineRefusalError('folder-unusable', `The folder of the models cannot be written (${code}).`);
}
