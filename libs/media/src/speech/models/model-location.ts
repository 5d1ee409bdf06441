import { homedir, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { DEFAULT_SPEECH_MODEL, findListedModel, type ListedModel } from './catalogue.js';
import { chooseDefaultModel } from './default-model.js';
import { AUTO, readChoice } from './model-choice.js';
import { readSpeeds } from './speeds.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** The model that transcriptions use, and its file. Only a listed model can be downloaded. */
export interface SelectedModel {
  readonly path: string;
  readonly listed: ListedModel | undefined;
  /** Another model that serves until the file is there. */
  readonly meanwhile?: SelectedModel;
}

/**
 * Returns the folder of models: one for all checkouts and data folders of a user, so that a machine fetches a model once. A
 * relative `TL_MODELS_DIR` starts at `root`.
 */
export function findModelsFolder(env: Environment, root: string): string {
  const named = env['TL_MODELS_DIR'];
  return named ? resolve(root, named) : join(findCacheFolder(env), 'throughline', 'models');
}

function findCacheFolder(env: Environment): string {
  if (env['XDG_CACHE_HOME']) return resolve(env['XDG_CACHE_HOME']);
  const home = env['HOME'] || findHome();
  if (home === undefined) return tmpdir();
  return process.platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache');
}

/** Returns nothing for a user without an entry in the system's list, as in some containers. */
function findHome(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}

export const modelPath = (folder: string, name: string): string => join(folder, `ggml-${name}.bin`);

/** Returns `base` for `ggml-base.bin`. */
export const parseModelName = (path: string): string =>
  basename(path)
    .replace(/^ggml-/, '')
    .replace(/\.bin$/, '');

/**
 * Reads `TL_WHISPER_MODEL`: a model of the list or a file. Without it, the model is the one that a person has chosen for this
 * machine, or the best that is fast enough here.
 */
export function selectModel(env: Environment, root: string): SelectedModel {
  const folder = findModelsFolder(env, root);
  const setting = env['TL_WHISPER_MODEL'] || readChoice(folder);
  if (setting === AUTO) return selectDefault(folder);
  const listed = findListedModel(setting);
  return listed === undefined ? { path: resolve(root, setting), listed } : { path: modelPath(folder, listed.name), listed };
}

function selectDefault(folder: string): SelectedModel {
  const selected = (name: string): SelectedModel => ({ path: modelPath(folder, name), listed: findListedModel(name) });
  const name = chooseDefaultModel(readSpeeds(folder));
  return name === DEFAULT_SPEECH_MODEL ? selected(name) : { ...selected(name), meanwhile: selected(DEFAULT_SPEECH_MODEL) };
}
