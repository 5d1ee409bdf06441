/** The data keys that seal personal data, one for each asset. Destroying a key makes its asset's personal data unreadable. */
export interface DataKeys {
  /** Returns `undefined` if the key was never created or was destroyed. */
  get(assetId: string): Promise<Uint8Array | undefined>;
  /** Returns the asset's key, creating it if necessary. Throws `erased` if it was destroyed. */
  create(assetId: string): Promise<Uint8Array>;
  /** Destroys the key for good. Safe to repeat. */
  destroy(assetId: string): Promise<void>;
}
