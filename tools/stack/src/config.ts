import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findOcrFolders, type OcrFolders } from '@throughline/documents/ocr-languages';
import { findModelsFolder, selectModel, type SelectedModel } from '@throughline/media/speech-models';
import { foldersSetting } from '@throughline/service-kit/forms';
import { StackProblem } from './problem.js';
import { Cache } from './provision/cache.js';
import { readThisDebianSystem, type ProvisionContext } from './provision/context.js';
import { httpGet } from './provision/http-get.js';
import { natsRelease } from './provision/nats-releases.js';

/** A port that is set explicitly is used or refused; a default port may move if it is taken. */
export interface PortChoice {
  readonly port: number;
  readonly explicit: boolean;
}

export interface ModelConfig {
  readonly folder: string;
  /** The model that transcriptions use. */
  readonly selected: SelectedModel;
  /** False: models are fetched only by command. */
  readonly downloads: boolean;
  /** The folder of model files on another server. */
  readonly mirror: string | undefined;
}

export interface OwnFolders {
  /** Sources may import from them. */
  readonly sources: Readonly<Record<string, string>>;
  /** Outputs may write to them. */
  readonly outputs: Readonly<Record<string, string>>;
}

export interface StackConfig {
  readonly projectRoot: string;
  readonly dataDir: string;
  readonly cacheDir: string;
  readonly postgresDir: string | undefined;
  readonly ports: { readonly nats: PortChoice; readonly postgres: PortChoice; readonly gateway: PortChoice };
  readonly models: ModelConfig;
  /** The folders with data of OCR languages. */
  readonly ocr: OcrFolders;
  /** The operator's own folders by name, beside those of the data folder. */
  readonly folders: OwnFolders;
  readonly colours: boolean;
  readonly simulation: boolean;
  readonly env: NodeJS.ProcessEnv;
}

// src/ and dist/ have the same depth.
const PROJECT_ROOT = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

const RELEASES = 'https://github.com/nats-io/nats-server/releases/download';

export function readStackConfig(env: NodeJS.ProcessEnv = process.env): StackConfig {
  const problems: string[] = [];
  const port = (name: string, fallback: number): PortChoice => {
    const text = env[name];
    if (text === undefined || text === '') return { port: fallback, explicit: false };
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1 || value > 65_535) problems.push(`${name} must be a port number from 1 to 65535`);
    return { port: value, explicit: true };
  };
  const isOn = (name: string): boolean => {
    const text = env[name] || 'on';
    if (text !== 'on' && text !== 'off') problems.push(`${name} must be on or off`);
    return text === 'on';
  };
  const folders = (name: string): Readonly<Record<string, string>> => {
    const result = foldersSetting(name).read(env[name]);
    if ('value' in result) return result.value;
    problems.push(`${name} ${result.problem}`);
    return {};
  };
  const dataDir = resolve(PROJECT_ROOT, env['TL_DATA_DIR'] || '.throughline');
  const config: StackConfig = {
    projectRoot: PROJECT_ROOT,
    dataDir,
    cacheDir: resolve(PROJECT_ROOT, env['TL_CACHE_DIR'] || join('.throughline', 'cache')),
    postgresDir: env['TL_POSTGRES_DATA'] ? resolve(PROJECT_ROOT, env['TL_POSTGRES_DATA']) : undefined,
    ports: {
      nats: port('TL_NATS_PORT', 14_222),
      postgres: port('TL_POSTGRES_PORT', 15_432),
      gateway: port('TL_GATEWAY_PORT', 8080),
    },
    models: {
      folder: findModelsFolder(env, PROJECT_ROOT),
      selected: selectModel(env, PROJECT_ROOT),
      downloads: isOn('TL_MODEL_DOWNLOADS'),
      mirror: env['TL_WHISPER_MODELS'] || undefined,
    },
    ocr: findOcrFolders(env, PROJECT_ROOT),
    folders: { sources: folders('TL_SOURCE_FOLDERS'), outputs: folders('TL_OUTPUT_FOLDERS') },
    colours: env['NO_COLOR'] === undefined || env['NO_COLOR'] === '',
    simulation: env['TL_SIMULATION'] === 'on',
    env,
  };
  if (problems.length > 0) throw new StackProblem('bad-usage', `The configuration is wrong:\n  ${problems.join('\n  ')}`);
  return config;
}

/** Returns the settings of a stack that downloads no model, and whose recordings wait for none. */
export const withoutDownloads = (config: StackConfig): StackConfig => ({
  ...config,
  models: { ...config.models, downloads: false },
  env: { ...config.env, TL_MODEL_DOWNLOADS: 'off' },
});

export function provisionContext(
  config: StackConfig,
  progress: (message: string) => void,
  signal?: AbortSignal,
): ProvisionContext {
  const { env } = config;
  return {
    cache: new Cache(config.cacheDir),
    named: {
      natsServer: env['TL_NATS_SERVER'],
      postgresBin: env['TL_POSTGRES_BIN'],
      ffmpeg: env['TL_FFMPEG'],
      ffprobe: env['TL_FFPROBE'],
      pocketsphinx: env['TL_POCKETSPHINX'],
      pocketsphinxModel: env['TL_POCKETSPHINX_MODEL'],
    },
    projectRoot: config.projectRoot,
    env,
    platform: process.platform,
    arch: process.arch,
    get: httpGet,
    natsRelease: (platform, arch) => natsRelease(platform, arch, env['TL_NATS_RELEASES'] || RELEASES),
    debian: readThisDebianSystem,
    progress,
    signal,
  };
}
