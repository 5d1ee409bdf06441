import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { errorCode, StackProblem } from '../problem.js';
import { identify } from '../processes/identity.js';
import { diskFull } from './cache.js';
import { downloadPinned, type PinnedDownload } from './download.js';
import type { HttpGet } from './http-get.js';

interface Model {
  readonly sha256: string;
  readonly megabytes: number;
}

/** A fixed revision instead of a branch: its files never change. */
const MODELS = 'https://huggingface.co/ggerganov/whisper.cpp/resolve/5359861c739e955e79d9a303bcbc70fb988958b1';

/**
 * Models in whisper.cpp's format with their checksums. Several independent projects confirm each checksum, among them Nix
 * expressions, which fail to build on a wrong one, and lists from the host's own file records.
 */
const models: Readonly<Record<string, Model>> = {
  tiny: { sha256: 'be07e048e1e599ad46341c8d2a135645097a538221678b7acdd1b1919c6e1b21', megabytes: 78 },
  base: { sha256: '60ed5bc3dd14eea856493d334349b405782ddcaf0028d4b5df4088345fba2efe', megabytes: 148 },
  'base.en': { sha256: 'a03779c86df3323075f5e796cb2ce5029f00ec8869eee3fdfb897afe36c6d002', megabytes: 148 },
  small: { sha256: '1be3a9b2063867b937e64e2ec7483364a79917e157fa98c5d94b5c1fffea987b', megabytes: 488 },
  medium: { sha256: '6c14d5adee5f86394037b4e4e8b59f1673b6cee10e3cf0b11bbdbee79c156208', megabytes: 1_534 },
};

export const WHISPER_MODELS: readonly string[] = Object.keys(models);

/** A model from the list above, or one with a URL and a checksum from the user. */
export interface WhisperModelChoice {
  readonly model: string;
  readonly pinned: PinnedDownload;
}

export function whisperModel(name: string, mirror?: string): WhisperModelChoice {
  const model = Object.hasOwn(models, name) ? models[name] : undefined;
  if (model === undefined)
    throw new StackProblem(
      'bad-usage',
      `unknown model ${name}: choose ${WHISPER_MODELS.join(', ')}, or give an address and a checksum`,
    );
  return { model: name, pinned: { url: `${mirror ?? MODELS}/ggml-${name}.bin`, sha256: model.sha256 } };
}

export interface ModelFile {
  readonly model: string;
  readonly path: string;
  readonly sha256: string;
  readonly found: boolean;
}

export interface ModelFetchOptions {
  readonly folder: string;
  readonly get: HttpGet;
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

/** An hour, for large models over slow connections. */
const MOST_MS = 3_600_000;

/** Downloads a model into the folder. Leaves no incomplete file or file with a wrong checksum. */
export async function fetchWhisperModel(
  { model, pinned }: WhisperModelChoice,
  { folder, get, env, signal }: ModelFetchOptions,
): Promise<ModelFile> {
  const path = join(folder, `ggml-${model}.bin`);
  const fetched = { model, path, sha256: pinned.sha256 };
  if ((await computeChecksum(path)) === pinned.sha256) return { ...fetched, found: true };
  const partial = `${path}.${String(process.pid)}.partial`;
  try {
    await mkdir(folder, { recursive: true });
    await removePartialFiles(path);
    await downloadPinned(pinned, partial, { get, env, signal, timeoutMs: MOST_MS });
    await rename(partial, path);
    return { ...fetched, found: false };
  } catch (error) {
    await rm(partial, { force: true });
    throw errorCode(error instanceof Error ? (error.cause ?? error) : error) === 'ENOSPC' ? diskFull(folder, error) : error;
  }
}

/** Removes partial files of dead processes. */
async function removePartialFiles(path: string): Promise<void> {
  const beginning = `${basename(path)}.`;
  for (const name of await readdir(dirname(path))) {
    const pid = name.startsWith(beginning) ? /^(\d+)\.partial$/.exec(name.slice(beginning.length))?.[1] : undefined;
    if (pid !== undefined && (await identify(Number(pid))) === undefined) await rm(join(dirname(path), name), { force: true });
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
