import { newDataKey } from '@throughline/contracts';
import { DataKeyErasedError } from '../errors/errors.js';
import type { DataKeys } from './data-keys.js';

export class MemoryDataKeys implements DataKeys {
  private readonly keys = new Map<string, Uint8Array>();
  private readonly erased = new Set<string>();

  get(assetId: string): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.keys.get(assetId));
  }

  create(assetId: string): Promise<Uint8Array> {
    if (this.erased.has(assetId)) return Promise.reject(new DataKeyErasedError(assetId));
    const key = this.keys.get(assetId) ?? newDataKey();
    this.keys.set(assetId, key);
    return Promise.resolve(key);
  }

  destroy(assetId: string): Promise<void> {
    this.keys.delete(assetId);
    this.erased.add(assetId);
    return Promise.resolve();
  }
}
