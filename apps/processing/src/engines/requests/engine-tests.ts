import type { EngineTrial } from '@throughline/contracts';
import {
  countSampleErrors,
  openLocalPocketsphinx,
  openLocalWhisper,
  SAMPLE_TALK,
  storeTrialSpeed,
  sweepScratch,
  textOfTrial,
  tryEngine,
  type LocalSpeechEngine,
  type MediaTools,
  type Trial,
} from '@throughline/media';
import { findListedModel, modelPath, readModelState } from '@throughline/media/speech-models';
import type { SelectedModel } from '@throughline/media/speech-models';
import type { WhisperSetting } from '../engines.js';
import { EngineRefusalError } from './engine-refusal-error.js';

export interface EngineTestParts {
  readonly tools: MediaTools;
  readonly whisper: WhisperSetting;
  readonly folder: string;
  readonly selected: () => SelectedModel | undefined;
  /** The file of the sample. */
  readonly sample: string;
  readonly scratchFolder: string;
  readonly onProblem: (error: unknown) => void;
  readonly limitMs?: number;
}

export interface EngineTestRequest {
  readonly engine?: string | undefined;
  readonly model?: string | undefined;
}

/** The bus accepts a reply for a minute. */
const LIMIT_MS = 45_000;
const SECOND_MS = 1_000;
/** Longer than any test. Milliseconds. */
const ABANDONED_MS = 10 * 60_000;

/** Tests the speech engines of this machine with ten seconds of the sample, one at a time. */
export class EngineTests {
  #isRunning = false;

  constructor(private readonly parts: EngineTestParts) {}

  async run(request: EngineTestRequest, stop: AbortSignal): Promise<EngineTrial> {
    if (this.#isRunning) throw new EngineRefusalError('busy');
    this.#isRunning = true;
    const { limitMs = LIMIT_MS } = this.parts;
    const limit = AbortSignal.timeout(limitMs);
    try {
      return await this.#test(request, AbortSignal.any([limit, stop]));
    } catch (error) {
      if (limit.aborted)
        throw new EngineRefusalError(
          'too-slow',
          `Ten seconds of speech were not transcribed within ${String(limitMs / SECOND_MS)} seconds.`,
        );
      stop.throwIfAborted();
      throw error;
    } finally {
      this.#isRunning = false;
    }
  }

  async #test(request: EngineTestRequest, signal: AbortSignal): Promise<EngineTrial> {
    // Folders that cannot be removed, such as those of another user, prevent no test.
    await sweepScratch(this.parts.scratchFolder, ABANDONED_MS).catch(() => undefined);
    const engine = await this.#open(request, signal);
    signal.throwIfAborted();
    const trial = await this.#transcribe(engine, signal);
    // The folder may belong to another container. The result counts anyway.
    await storeTrialSpeed(this.parts.folder, engine, trial).catch(this.parts.onProblem);
    const words = textOfTrial(trial);
    const { wrong, spoken } = countSampleErrors(words);
    return {
      engine: engine.key.engine,
      model: engine.key.model,
      words: words.slice(0, 5_000),
      wrongWords: wrong,
      spokenWords: spoken,
      seconds: trial.seconds,
      tookMs: Math.round(trial.tookMs),
      speed: trial.speed,
    };
  }

  #transcribe({ create }: LocalSpeechEngine, signal: AbortSignal): Promise<Trial> {
    const { tools, sample, scratchFolder } = this.parts;
    const { language, seconds } = SAMPLE_TALK;
    return tryEngine(tools, create, { file: sample, language, seconds, scratchFolder, signal }).catch((error: unknown) => {
      throw toUnusable(error);
    });
  }

  #open({ engine, model }: EngineTestRequest, signal: AbortSignal): Promise<LocalSpeechEngine> {
    if (engine === 'pocketsphinx') return this.#requireSphinx();
    if (engine !== undefined && engine !== 'whisper-cpp') throw new EngineRefusalError('unknown-engine');
    return this.#openWhisper(model, engine === undefined && model === undefined, signal);
  }

  async #openWhisper(model: string | undefined, isAny: boolean, signal: AbortSignal): Promise<LocalSpeechEngine> {
    const { tools, whisper } = this.parts;
    const path = model === undefined ? this.#selectedPath() : this.#listedPath(model);
    const isReady = path !== undefined && (await readModelState({ path, listed: undefined })).phase === 'ready';
    if (!isReady) return isAny ? this.#requireSphinx() : this.#refuseMissing(model);
    const setting = { programPath: whisper.path, modelPath: path, threads: whisper.threads };
    return openLocalWhisper(tools, setting, signal).catch((error: unknown) => {
      throw toUnusable(error);
    });
  }

  #selectedPath(): string | undefined {
    return this.parts.whisper.modelPath ?? this.parts.selected()?.path;
  }

  #listedPath(model: string): string {
    if (findListedModel(model) === undefined) throw new EngineRefusalError('unknown-model');
    return modelPath(this.parts.folder, model);
  }

  async #requireSphinx(): Promise<LocalSpeechEngine> {
    const engine = await openLocalPocketsphinx(this.parts.tools);
    if (engine === undefined) throw new EngineRefusalError('engine-unusable', 'pocketsphinx is not installed.');
    return engine;
  }

  #refuseMissing(model: string | undefined): never {
    const name = model === undefined ? 'The selected model' : `The model ${model}`;
    throw new EngineRefusalError('model-missing', `${name} is not on the machine of the processing service.`);
  }
}

const toUnusable = (error: unknown): EngineRefusalError =>
  new EngineRefusalError('engine-unusable', error instanceof Error ? error.message : String(error));
