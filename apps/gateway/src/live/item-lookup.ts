import { limitEntries } from '@throughline/service-kit';
import { LRUCache } from 'lru-cache';
import type { ItemLoader, ItemSnapshot } from '../items/index.js';
import type { StreamView } from './live-items.js';

/** A failure may be temporary, so everybody waits for a retry. But one unreadable item must not block the others for ever. */
const MOST = 3;
const REMEMBERED = 1_000;

/** Retries for tasks by id, limited in number. */
class RetryLimiter {
  readonly #failed = new LRUCache<string, number>(limitEntries(REMEMBERED));

  constructor(private readonly onGivenUp: (error: unknown) => void) {}

  /** Runs the task. Rejects until the last try fails, and then resolves to undefined. A later call tries once more. */
  async of<T>(id: string, task: () => Promise<T>): Promise<T | undefined> {
    try {
      const result = await task();
      this.#failed.delete(id);
      return result;
    } catch (error) {
      const failed = (this.#failed.get(id) ?? 0) + 1;
      this.#failed.set(id, failed);
      if (failed < MOST) throw error;
      this.onGivenUp(error);
      return undefined;
    }
  }
}

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
