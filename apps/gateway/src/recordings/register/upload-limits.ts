/** What an upload may be. */
export class UploadLimits {
  constructor(
    readonly maxBytes: number,
    /** The body may stand still for this long. Milliseconds. */
    readonly idleMs: number,
  ) {}
}
