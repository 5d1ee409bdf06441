/** The data keys that seal personal data, one for each asset. Destroying a key makes its asset's personal data unreadable. */
export interface DataKeys {
  /** Returns `undefined` if the key was never created or was destroyed. */
  get(assetId: string): Promise<Uint8Array | undefined>;
  /**
   * Returns the asset's key, creating it if necessary. Throws `erased` if it was destroyed. `isNew` says that the asset probably
   * has no key, which saves a read.
   */
  create(assetId: string, isNew?: boolean): Promise<Uint8Array>;
  /** Destroys the key for good. Safe to repeat. */
  destroy(assetId: string): Promise<void>;
}
