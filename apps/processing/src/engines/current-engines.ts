import type { EngineNote, ModelNote } from '@throughline/contracts';
import type { SpeechEngine, TopicEngine } from '@throughline/media';
import {
  findSpeed,
  isModelExpected,
  readModelState,
  type MeasuredSpeed,
  type ModelState,
  type SelectedModel,
} from '@throughline/media/speech-models';
import type { ExpectedModel } from '../stages/transcribe/model-wait.js';
import type { Engines } from './engines.js';

export interface CurrentEnginesOptions {
  /** Opens the engines of the installation, with the downloaded model if it is there. */
  readonly open: (modelPath: string | undefined) => Promise<Engines>;
  /** Returns the model that is selected now; undefined if no model of the list is, so that none arrives. */
  readonly model: () => SelectedModel | undefined;
  /** The models that can be downloaded. Default: none. */
  readonly listed?: readonly SelectedModel[];
  readonly speeds: () => readonly MeasuredSpeed[];
  /** Returns false if no program of this machine can use the model. Asked once, while the model is on its way. */
  readonly canUseModel: () => Promise<boolean>;
  /** False: nobody downloads the model by itself, so nothing waits for it. */
  readonly downloads: boolean;
  readonly onProblem: (error: unknown) => void;
}

interface KnownModel {
  readonly model: SelectedModel;
  readonly state: ModelState;
}

const LOOK_EVERY_MS = 5_000;
/** The download pauses with the other services at a stop, and continues after them at a start. */
const PAUSE_MS = 60_000;

/** The engines of this service. A model that arrives, or is selected, while the service runs replaces its engine. */
export class CurrentEngines implements ExpectedModel {
  /** The state while the model is on its way. */
  #state: ModelState | undefined;
  /** The selected model, as of the last look. */
  #seen: KnownModel | undefined;
  #others: readonly KnownModel[] = [];
  #unusablePath: string | undefined;
  /** The file of the model that was opened last, even if it could not be used. */
  #openedPath: string | undefined;
  #canUse: boolean | undefined;
  #announced = '';
  #adding: Promise<void> | undefined;
  readonly #openedAt = Date.now();
  #announce: (notes: readonly EngineNote[]) => void = () => undefined;

  private constructor(
    private readonly options: CurrentEnginesOptions,
    private engines: Engines,
  ) {}

  static async open(options: CurrentEnginesOptions): Promise<CurrentEngines> {
    const current = new CurrentEngines(options, await options.open(undefined));
    await current.look();
    current.#announced = JSON.stringify(current.notes);
    return current;
  }

  readonly speech = (scratchFolder: string): readonly SpeechEngine[] => this.engines.speech(scratchFolder);

  get topics(): TopicEngine {
    return this.engines.topics;
  }

  /** The engines with their measured speeds. */
  get notes(): readonly EngineNote[] {
    const speeds = this.options.speeds();
    return this.engines.notes.map((note) => {
      const key = this.engines.speedKeys.find(({ engine }) => engine === note.name);
      const measured = key && findSpeed(speeds, key);
      return measured === undefined ? note : { ...note, speed: roundSpeed(measured.speed) };
    });
  }

  /** Describes the selected model of the list and the others, as of the last look. */
  readonly models = (): readonly ModelNote[] => {
    if (this.#seen === undefined) return [];
    return [this.#seen, ...this.#others].flatMap((entry) => this.#describeModel(entry));
  };

  #describeModel({ model, state }: KnownModel): readonly ModelNote[] {
    const { listed, path } = model;
    if (listed === undefined) return [];
    const { phase, fetchedBytes, totalBytes, error, nextAttemptAt } = state;
    const code = this.#unusablePath === path ? 'model-unusable' : error?.code;
    return [
      {
        name: listed.name,
        selected: path === this.#seen?.model.path,
        megabytes: listed.megabytes,
        phase,
        fetched_bytes: fetchedBytes,
        ...(totalBytes === undefined ? {} : { total_bytes: totalBytes }),
        ...(code === undefined ? {} : { error: code }),
        ...(nextAttemptAt === undefined ? {} : { next_attempt_at: nextAttemptAt }),
      },
    ];
  }

  readonly expected = (): ModelState | undefined =>
    this.#canUse === true && this.#state !== undefined && this.#isExpected(this.#state) ? this.#state : undefined;

  readonly look = async (): Promise<ModelState | undefined> => {
    const model = this.options.model();
    if (model === undefined) return undefined;
    const state = await readModelState(model);
    this.#others = await readOthers(this.options.listed ?? [], model);
    this.#seen = { model, state };
    const ready = await findReady(model, state);
    // Until the engine is open, the earlier state stays: recordings wait for the engine too.
    if (ready !== undefined) await this.#use(ready.path);
    else if (this.#openedPath === undefined && this.#adding === undefined) await this.#await(state);
    this.#announceChanges();
    return this.expected();
  };

  /** Looks regularly for a model that arrives or is selected, and for new speeds. `announce` gets the engines of that time. */
  watch(announce: (notes: readonly EngineNote[]) => void): void {
    this.#announce = announce;
    const timer = setInterval(() => {
      void this.look().then(() => {
        this.#announceChanges();
      });
    }, LOOK_EVERY_MS);
    // The watch must not keep the process alive.
    timer.unref();
  }

  async #use(path: string): Promise<void> {
    if (path === this.#openedPath) return;
    this.#adding ??= this.#addModel(path).finally(() => {
      this.#adding = undefined;
    });
    await this.#adding;
  }

  async #await(state: ModelState): Promise<void> {
    this.#state = state;
    if (this.options.downloads && this.#isExpected(state)) this.#canUse ??= await this.options.canUseModel();
  }

  #announceChanges(): void {
    const text = JSON.stringify(this.notes);
    if (text === this.#announced) return;
    this.#announced = text;
    this.#announce(this.notes);
  }

  #isExpected(state: ModelState): boolean {
    if (state.phase !== 'paused') return isModelExpected(state);
    return Date.now() - Math.max(this.#openedAt, Date.parse(state.updatedAt ?? '') || 0) < PAUSE_MS;
  }

  /** A file that is no model is reported once. The other engines stay. */
  async #addModel(path: string): Promise<void> {
    try {
      this.engines = await this.options.open(path);
    } catch (error) {
      this.#unusablePath = path;
      this.options.onProblem(error);
    } finally {
      this.#openedPath = path;
      this.#state = undefined;
    }
  }
}

const readOthers = (listed: readonly SelectedModel[], { path }: SelectedModel): Promise<readonly KnownModel[]> =>
  Promise.all(
    listed.filter((model) => model.path !== path).map(async (model) => ({ model, state: await readModelState(model) })),
  );

/** Returns the selected model, or the one that serves meanwhile, if its file is there. */
async function findReady(model: SelectedModel, { phase }: ModelState): Promise<SelectedModel | undefined> {
  if (phase === 'ready') return model;
  const { meanwhile } = model;
  return meanwhile !== undefined && (await readModelState(meanwhile)).phase === 'ready' ? meanwhile : undefined;
}

/** Speeds of the same machine vary by more than that. */
const roundSpeed = (speed: number): number => Number(speed.toPrecision(2));
