import type { ItemLoader, ItemSnapshot } from '../items/read/item-loader.js';
import type { StreamView } from './stream-view.js';
import { RetryLimiter } from './retry-limiter.js';

export interface ItemLookupPorts {
  readonly loader: Pick<ItemLoader, 'fromRow' | 'fromLog'>;
  readonly view: Pick<StreamView, 'prepare'>;
  readonly onProblem: (error: unknown) => void;
}

/** The result of a lookup. An item in neither list could not be read. */
export interface LookupResult {
  readonly found: readonly ItemSnapshot[];
  readonly absent: readonly string[];
}

/** Lookup of items, each once even if several streams follow it. */
export class ItemLookup {
  readonly #tries: RetryLimiter;

  constructor(private readonly ports: ItemLookupPorts) {
    this.#tries = new RetryLimiter(ports.onProblem);
  }

  /** Rejects while a failed read is still to be retried. */
  async at(ids: Iterable<string>): Promise<LookupResult> {
    const looked = await Promise.all([...ids].map(async (id) => ({ id, shown: await this.#tries.of(id, () => this.#read(id)) })));
    const found = looked.flatMap(({ shown }) => shown ?? []);
    await this.ports.view.prepare(found);
    return { found, absent: looked.flatMap(({ id, shown }) => (shown === null ? [id] : [])) };
  }

  async #read(id: string): Promise<ItemSnapshot | null> {
    const { loader } = this.ports;
    return (await loader.fromRow(id)) ?? (await loader.fromLog(id)) ?? null;
  }
}
