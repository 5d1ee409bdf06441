import type { ArtifactStore } from '@throughline/artifact-store';
import { onlyCopyOf, type Asset } from '@throughline/domain';
import { limitEntries } from '@throughline/service-kit';
import { LRUCache } from 'lru-cache';
import { askBriefly } from '../../adapters/log/index.js';

const REMEMBERED = limitEntries(20_000);

/**
 * The imported items whose only file is a copy that another system has made, and whose bytes are not stored here (ADR 122). A command
 * asks the store then, so the allowed actions have to.
 */
export class MissingCopies {
  /** Keys with the last answer of the store. */
  readonly #stored = new LRUCache<string, boolean>(REMEMBERED);
  /** Questions without an answer yet. A store that hangs is asked once about each file, not once by each read. */
  readonly #open = new Map<string, Promise<void>>();

  constructor(private readonly artifacts: Pick<ArtifactStore, 'stat'>) {}

  /** Asks the store about copies that were missing or unknown, because the bytes may come later. Waits only briefly for it. */
  async learn(assets: readonly Asset[]): Promise<void> {
    const keys = assets.flatMap((asset) => onlyCopyOf(asset)?.key ?? []).filter((key) => this.#stored.get(key) !== true);
    if (keys.length > 0) await askBriefly(() => Promise.all(keys.map((key) => this.#askOnce(key))));
  }

  /** Returns the key of the item's copy if its bytes are missing. */
  keyFor(asset: Asset): string | undefined {
    const key = onlyCopyOf(asset)?.key;
    return key !== undefined && this.#stored.get(key) === false ? key : undefined;
  }

  #askOnce(key: string): Promise<void> {
    const open = this.#open.get(key);
    if (open !== undefined) return open;
    const asked = this.#ask(key).finally(() => this.#open.delete(key));
    this.#open.set(key, asked);
    return asked;
  }

  /** Without an answer, the last one holds: reads must not fail because of the store. */
  async #ask(key: string): Promise<void> {
    const file = await this.artifacts.stat(key).catch(() => 'unknown' as const);
    if (file !== 'unknown') this.#stored.set(key, file !== undefined);
  }
}
