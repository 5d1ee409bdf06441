import type { EngineNote, ModelNote } from '@throughline/contracts';
import type { SpeechEngine, TopicEngine } from '@throughline/media';
import { isModelExpected, readModelState, type ModelState, type SelectedModel } from '@throughline/media/speech-models';
import type { ExpectedModel } from '../stages/transcribe/model-wait.js';
import type { Engines } from './engines.js';

export interface CurrentEnginesOptions {
  /** Opens the engines of the installation, with the downloaded model if it is there. */
  readonly open: (modelPath: string | undefined) => Promise<Engines>;
  /** Undefined: no model of the list is selected, so none arrives. */
  readonly model: SelectedModel | undefined;
  /** Returns false if no program of this machine can use the model. Asked once, while the model is on its way. */
  readonly canUseModel: () => Promise<boolean>;
  /** False: nobody downloads the model by itself, so nothing waits for it. */
  readonly downloads: boolean;
  readonly onProblem: (error: unknown) => void;
}

const LOOK_EVERY_MS = 5_000;
/** The download pauses with the other services at a stop, and continues after them at a start. */
const PAUSE_MS = 60_000;

/** The engines of this service. A model that arrives while the service runs adds its engine. */
export class CurrentEngines implements ExpectedModel {
  /** The state while the model is on its way. */
  #state: ModelState | undefined;
  #seen: ModelState | undefined;
  #isUnusable = false;
  #isSettled = false;
  #canUse: boolean | undefined;
  #adding: Promise<void> | undefined;
  readonly #openedAt = Date.now();
  #announce: (notes: readonly EngineNote[]) => void = () => undefined;

  private constructor(
    private readonly options: CurrentEnginesOptions,
    private engines: Engines,
  ) {
    this.#isSettled = options.model === undefined;
  }

  static async open(options: CurrentEnginesOptions): Promise<CurrentEngines> {
    const current = new CurrentEngines(options, await options.open(undefined));
    await current.look();
    return current;
  }

  readonly speech = (scratchFolder: string): readonly SpeechEngine[] => this.engines.speech(scratchFolder);

  get topics(): TopicEngine {
    return this.engines.topics;
  }

  get notes(): readonly EngineNote[] {
    return this.engines.notes;
  }

  /** Describes the selected model of the list, as of the last look. */
  readonly models = (): readonly ModelNote[] => {
    const name = this.options.model?.listed?.name;
    if (name === undefined || this.#seen === undefined) return [];
    const { phase, fetchedBytes, totalBytes, error, nextAttemptAt } = this.#seen;
    const code = this.#isUnusable ? 'model-unusable' : error?.code;
    return [
      {
        name,
        phase,
        fetched_bytes: fetchedBytes,
        ...(totalBytes === undefined ? {} : { total_bytes: totalBytes }),
        ...(code === undefined ? {} : { error: code }),
        ...(nextAttemptAt === undefined ? {} : { next_attempt_at: nextAttemptAt }),
      },
    ];
  };

  readonly expected = (): ModelState | undefined =>
    this.#canUse === true && this.#state !== undefined && this.#isExpected(this.#state) ? this.#state : undefined;

  readonly look = async (): Promise<ModelState | undefined> => {
    const { model, downloads, canUseModel } = this.options;
    if (this.#isSettled || model === undefined) return undefined;
    const state = await readModelState(model);
    this.#seen = state;
    // Until the engine is open, the earlier state stays: recordings wait for the engine too.
    if (state.phase === 'ready') await (this.#adding ??= this.#addModel(model.path));
    else if (this.#adding === undefined) {
      this.#state = state;
      if (downloads && this.#isExpected(state)) this.#canUse ??= await canUseModel();
    }
    return this.expected();
  };

  /** Looks for the model until it is there. `announce` gets the engines of that time. */
  watch(announce: (notes: readonly EngineNote[]) => void): void {
    this.#announce = announce;
    const timer = setInterval(() => {
      if (this.#isSettled) clearInterval(timer);
      else void this.look();
    }, LOOK_EVERY_MS);
    // The watch must not keep the process alive.
    timer.unref();
  }

  #isExpected(state: ModelState): boolean {
    if (state.phase !== 'paused') return isModelExpected(state);
    return Date.now() - Math.max(this.#openedAt, Date.parse(state.updatedAt ?? '') || 0) < PAUSE_MS;
  }

  /** A file that is no model is reported once. The other engines stay. */
  async #addModel(path: string): Promise<void> {
    try {
      this.engines = await this.options.open(path);
      this.#announce(this.notes);
    } catch (error) {
      this.#isUnusable = true;
      this.options.onProblem(error);
    } finally {
      this.#isSettled = true;
      this.#state = undefined;
    }
  }
}
