import type { RecordingLoader, ShownRecording } from '../recordings/queries/recording-loader.js';
import type { StreamView } from './stream-view.js';
import { Tries } from './tries.js';

export interface LooksPorts {
  readonly loader: Pick<RecordingLoader, 'fromRow' | 'fromLog'>;
  readonly view: Pick<StreamView, 'prepare'>;
  readonly onProblem: (error: unknown) => void;
}

/** What was found of items. What is neither found nor absent could not be found out. */
export interface Looked {
  /** Ready to be rendered. */
  readonly found: readonly ShownRecording[];
  /** There is none of this kind. */
  readonly absent: readonly string[];
}

/** Looks items up, each once where several follow it. */
export class Looks {
  readonly #tries: Tries;

  constructor(private readonly ports: LooksPorts) {
    this.#tries = new Tries(ports.onProblem);
  }

  /** Rejects while what fails is to be tried again. */
  async at(ids: Iterable<string>): Promise<Looked> {
    const looked = await Promise.all([...ids].map(async (id) => ({ id, shown: await this.#tries.of(id, () => this.#read(id)) })));
    const found = looked.flatMap(({ shown }) => shown ?? []);
    await this.ports.view.prepare(found);
    return { found, absent: looked.flatMap(({ id, shown }) => (shown === null ? [id] : [])) };
  }

  async #read(id: string): Promise<ShownRecording | null> {
    const { loader } = this.ports;
    return (await loader.fromRow(id)) ?? (await loader.fromLog(id)) ?? null;
  }
}
