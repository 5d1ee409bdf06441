export class UploadLimits {
  constructor(
    readonly maxBytes: number,
    /** The longest pause within a body. */
    readonly idleMs: number,
  ) {}
}
