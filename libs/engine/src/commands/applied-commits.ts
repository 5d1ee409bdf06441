/**
 * The ids of the commits that one folded state consists of. Immutable: states that follow from one another share one map, and each
 * sees only the ids up to its own, so that a commit costs the same however long the history is.
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
    // Another state has gone on from here already, or this is the empty one that everybody begins with.
    const isShared = this.size === 0 || this.ordinals.size > this.size;
    const ordinals = isShared ? new Map([...this.ordinals].slice(0, this.size)) : this.ordinals;
    ordinals.set(commitId, this.size);
    return new AppliedCommits(ordinals, this.size + 1);
  }
}
