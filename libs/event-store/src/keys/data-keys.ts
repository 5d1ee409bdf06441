/** One data key for each asset: what its personal data is sealed under. Without the key it is gone. */
export interface DataKeys {
  /** Undefined: there is none, or it was destroyed. */
  get(assetId: string): Promise<Uint8Array | undefined>;
  /** The asset's key, made if there is none yet. Throws `erased` once it was destroyed. */
  create(assetId: string): Promise<Uint8Array>;
  /** For good; may be repeated. */
  destroy(assetId: string): Promise<void>;
}
