/**
 * The ids of the commits behind one folded state. Immutable. Successive states share one map and each sees only its own ids, so
 * adding a commit costs the same however long the history is.
 */
export class AppliedCommits {
  static readonly none = new AppliedCommits(new Map(), 0);

  private constructor(
    private readonly ordinals: Map<string, number>,
    readonly size: number,
  ) {}

  has(commitId: string): boolean {
    const ordinal = this.ordinals.get(commitId);
    return ordinal !== undefined && ordinal < this.size;
  }

  with(commitId: string): AppliedCommits {
    if (this.has(commitId)) return this;
    // A later state already extends the map, or this is the shared empty instance.
    const isShared = this.size === 0 || this.ordinals.size > this.size;
    const ordinals = isShared ? new Map([...this.ordinals].slice(0, this.size)) : this.ordinals;
    ordinals.set(commitId, this.size);
    return new AppliedCommits(ordinals, this.size + 1);
  }
}
