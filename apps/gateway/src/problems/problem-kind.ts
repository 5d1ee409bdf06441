/** One kind of refusal. `title` never changes; what is particular to a request stands in `detail`. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What usually helps. */
  readonly tryInstead?: string;
  /** What it means, for the page of problems. */
  readonly about: string;
}
