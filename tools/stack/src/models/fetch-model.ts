import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pause } from '@throughline/contracts';
import { fetchFiles, findListedModel, modelPath, SPEECH_MODELS } from '@throughline/media/speech-models';
import { tryLock, type Lock } from '../data-folder/lock.js';
import { problemKind, StackProblem } from '../problem.js';
import type { PinnedDownload } from '../provision/download.js';
import { FetchJournal, type PlanRetry } from './fetch-journal.js';
import { continueDownload, folderProblem, sizeOf, toPublicAddress, type ResumeOptions } from './resumable-download.js';

/** A fixed revision instead of a branch: its files never change. */
const MODELS = 'https://huggingface.co/ggerganov/whisper.cpp/resolve/5359861c739e955e79d9a303bcbc70fb988958b1';

/** A model of the list, or one with an address and a checksum from the user. */
export interface WhisperModelChoice {
  readonly model: string;
  readonly pinned: PinnedDownload;
}

export function whisperModel(name: string, mirror?: string): WhisperModelChoice {
  const listed = findListedModel(name);
  if (listed === undefined) {
    const names = SPEECH_MODELS.map((model) => model.name).join(', ');
    throw new StackProblem('bad-usage', `unknown model ${name}: choose ${names}, or give an address and a checksum`);
  }
  return { model: name, pinned: { url: `${mirror ?? MODELS}/ggml-${name}.bin`, sha256: listed.sha256 } };
}

export interface ModelFile {
  readonly model: string;
  readonly path: string;
  readonly sha256: string;
  readonly found: boolean;
}

export interface ModelFetchOptions extends ResumeOptions {
  readonly folder: string;
  /** Plans further attempts of the caller. Other processes read the plan. */
  readonly plan?: PlanRetry;
  /** Called once if another process fetches the model at the moment. */
  readonly onHeld?: () => void;
  readonly now?: () => Date;
}

const LOCK_CHECK_MS = 1_000;

/**
 * Downloads a model into the folder, and continues an interrupted download. Only one process of the machine downloads it; others
 * wait for that process. The file appears under its name when its checksum is right.
 */
export async function fetchWhisperModel(choice: WhisperModelChoice, options: ModelFetchOptions): Promise<ModelFile> {
  const { folder, signal, onHeld } = options;
  const path = modelPath(folder, choice.model);
  const fetched = { model: choice.model, path, sha256: choice.pinned.sha256 };
  let isHeld = false;
  for (;;) {
    signal?.throwIfAborted();
    if ((await computeChecksum(path)) === choice.pinned.sha256) return { ...fetched, found: true };
    const lock = await takeLock(path);
    if (lock !== undefined) {
      try {
        return { ...fetched, found: await fetchLocked(choice, path, options) };
      } finally {
        await lock.release();
      }
    }
    if (!isHeld) onHeld?.();
    isHeld = true;
    await pause(LOCK_CHECK_MS, signal);
  }
}

async function takeLock(path: string): Promise<Lock | undefined> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const taken = await tryLock(fetchFiles(path).lock);
    return 'holder' in taken ? undefined : taken;
  } catch (error) {
    throw problemKind(error) === undefined ? folderProblem(dirname(path), error) : error;
  }
}

/** Returns true if another process has finished the file meanwhile. */
async function fetchLocked(choice: WhisperModelChoice, path: string, options: ModelFetchOptions): Promise<boolean> {
  if ((await computeChecksum(path)) === choice.pinned.sha256) return true;
  const journal = await FetchJournal.begin(path, options.now ?? (() => new Date())).catch((error: unknown) => {
    throw folderProblem(dirname(path), error);
  });
  try {
    await fetchVerified(choice, path, { journal, options });
    await rename(fetchFiles(path).partial, path);
    await journal.finished();
    return false;
  } catch (error) {
    await (options.signal?.aborted === true ? journal.paused() : journal.failed(error, options.plan));
    throw error;
  }
}

/** Fetches a whole file once more if a continued one has a wrong checksum: the server may have replaced its file meanwhile. */
async function fetchVerified(
  { pinned }: WhisperModelChoice,
  path: string,
  { journal, options }: { readonly journal: FetchJournal; readonly options: ModelFetchOptions },
): Promise<void> {
  const { partial } = fetchFiles(path);
  for (;;) {
    const isContinued = (await sizeOf(partial)) > 0;
    const download = {
      url: pinned.url,
      file: partial,
      source: journal.source,
      onSource: (source: NonNullable<FetchJournal['source']>) => journal.answered(source),
      onBytes: () => journal.received(),
    };
    await continueDownload(download, options);
    const sum = await computeChecksum(partial);
    if (sum === pinned.sha256) return;
    await rm(partial, { force: true });
    if (isContinued) continue;
    throw new StackProblem(
      'wrong-checksum',
      `the checksum of ${toPublicAddress(pinned.url)} is ${String(sum)}, but ${pinned.sha256} is expected: the file was not used`,
    );
  }
}

async function computeChecksum(path: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}
