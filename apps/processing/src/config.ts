import { parseUrl } from '@throughline/contracts';
import { join } from 'node:path';
import { findOcrFolders } from '@throughline/documents/ocr-languages';
import { parseMediaTools, SAMPLE_TALK } from '@throughline/media';
import { findModelsFolder, modelPath, selectModel, SPEECH_MODELS, type SelectedModel } from '@throughline/media/speech-models';
import { integer, oneOf, optionalText, readConfig, text } from '@throughline/service-kit';
import { workerSettings } from '@throughline/worker-host';
import { readEnginesFile } from './engines/engines-file.js';

const read = readConfig(
  {
    ...workerSettings,
    /** JSON with the paths of ffmpeg, ffprobe and the speech engine. Default: ffmpeg and ffprobe from the PATH. */
    mediaTools: optionalText('TL_MEDIA_TOOLS'),
    media: integer('TL_MEDIA_CONCURRENCY', { min: 1, max: 64, fallback: 2 }),
    speech: integer('TL_SPEECH_CONCURRENCY', { min: 1, max: 64, fallback: 1 }),
    text: integer('TL_TEXT_CONCURRENCY', { min: 1, max: 64, fallback: 4 }),
    documents: integer('TL_DOCUMENT_CONCURRENCY', { min: 1, max: 64, fallback: 2 }),
    ocr: integer('TL_OCR_CONCURRENCY', { min: 1, max: 64, fallback: 1 }),
    ocrEngine: oneOf('TL_OCR_ENGINE', ['auto', 'tesseract', 'tesseract.js', 'off'], 'auto'),
    tesseractPath: text('TL_TESSERACT_PATH', 'tesseract'),
    /** A folder with `<language>.traineddata` files of more languages. */
    ocrData: optionalText('TL_OCR_DATA'),
    /** Office files are converted by a Gotenberg server, else by LibreOffice, else not at all. */
    gotenbergUrl: optionalText('TL_GOTENBERG_URL'),
    sofficePath: text('TL_SOFFICE_PATH', 'soffice'),
    /** Hosted engines and their keys (docs/engines.md). */
    enginesFile: optionalText('TL_ENGINES_FILE'),
    /** A program with the command line of `whisper-cli`, used only with a model. Default: the first that is found. */
    whisperPath: optionalText('TL_WHISPER_PATH'),
    whisperModel: optionalText('TL_WHISPER_MODEL'),
    modelsDir: optionalText('TL_MODELS_DIR'),
    /** `off`: nobody downloads a model by itself, so nothing waits for one. */
    modelDownloads: oneOf('TL_MODEL_DOWNLOADS', ['on', 'off'], 'on'),
    /** The program that downloads a model. Without it, this service downloads none, as in containers. */
    modelFetcher: optionalText('TL_MODEL_FETCHER'),
    /** 0: one thread less than cores, at most four. */
    whisperThreads: integer('TL_WHISPER_THREADS', { min: 0, max: 256, fallback: 0 }),
    /** The language of recordings with `auto`, for engines that cannot detect it. Default: pocketsphinx leaves them out. */
    assumedLanguage: optionalText('TL_ASSUMED_LANGUAGE'),
    /** Simulated connectors (docs/simulation.md). */
    simulation: oneOf('TL_SIMULATION', ['on', 'off'], 'off'),
  },
  process.env,
);

/**
 * Rejects credentials in the address: they would appear in logs. A server that needs protection belongs in a private network.
 */
function requirePlainAddress(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  const parsed = parseUrl(url);
  const isPlain = parsed !== undefined && /^https?:$/.test(parsed.protocol) && parsed.username === '' && parsed.search === '';
  if (!isPlain) throw new Error('TL_GOTENBERG_URL must be an http or https address without a password and without a query');
  return url;
}

/** Engines list primary language subtags. */
function requirePrimaryLanguage(tag: string | undefined): string | undefined {
  if (tag !== undefined && !/^[a-z]{2,3}$/.test(tag))
    throw new Error('TL_ASSUMED_LANGUAGE must be a primary language subtag in lower case, such as en');
  return tag;
}

const modelSettings = { ...process.env, TL_WHISPER_MODEL: read.whisperModel, TL_MODELS_DIR: read.modelsDir };
/** A model of the list, which may still arrive, or a file of the operator, which must be there. */
const selectNow = (): SelectedModel => selectModel(modelSettings, process.cwd());
const model = selectNow();
const modelsFolder = findModelsFolder(modelSettings, process.cwd());
const ocrFolders = findOcrFolders({ ...modelSettings, TL_OCR_DATA: read.ocrData }, process.cwd());

const FETCHER_SETTINGS: ReadonlySet<string> = new Set(['TL_WHISPER_MODELS']);

/** The download needs proxies and the home folder, but none of this service's secrets. */
function fetcherEnvironment(): NodeJS.ProcessEnv {
  const passed = Object.entries(process.env).filter(([name]) => !name.startsWith('TL_') || FETCHER_SETTINGS.has(name));
  return { ...Object.fromEntries(passed), TL_MODELS_DIR: modelsFolder };
}

export const config = {
  ...read,
  model: {
    /** Only `TL_WHISPER_MODEL` names a file, and then nothing is selected while the service runs. */
    select: model.listed === undefined ? (): undefined => undefined : selectNow,
    folder: modelsFolder,
    listed: SPEECH_MODELS.map((listed): SelectedModel => ({ path: modelPath(modelsFolder, listed.name), listed })),
    downloads: read.modelDownloads === 'on',
    fetcher: read.modelFetcher === undefined ? undefined : { path: read.modelFetcher, env: fetcherEnvironment() },
    /** True if `TL_WHISPER_MODEL` chooses the model. */
    isFixed: read.whisperModel !== undefined,
  },
  sample: join(process.cwd(), SAMPLE_TALK.path),
  tools: parseMediaTools(read.mediaTools),
  simulation: read.simulation === 'on',
  assumedLanguage: requirePrimaryLanguage(read.assumedLanguage),
  engines: readEnginesFile(read.enginesFile),
  recognition: { engine: read.ocrEngine, path: read.tesseractPath, folders: ocrFolders },
  conversion: { gotenbergUrl: requirePlainAddress(read.gotenbergUrl), sofficePath: read.sofficePath },
  whisper: {
    path: read.whisperPath,
    modelPath: model.listed === undefined ? model.path : undefined,
    threads: read.whisperThreads || undefined,
  },
};
